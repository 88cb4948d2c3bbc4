// A name of the Ethereum Name Service and the contract that answers for it.

const { BigNumber } = require("ethers/bignumber");
const { arrayify, concat, hexConcat, hexDataSlice, hexZeroPad, hexlify } = require("ethers/bytes");
const { Base58 } = require("ethers/basex");
const { HashZero } = require("ethers/constants");
const { defineReadOnly } = require("ethers/properties");
const { dnsEncode, namehash } = require("ethers/hash");
const { toUtf8Bytes, toUtf8String } = require("ethers/strings");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { CALL_EXCEPTION, UNSUPPORTED_OPERATION } = Logger.errors;

/** The bytes that the word at `start` of `result` points to; null if there are none. */
function parseBytes(result, start) {
  if (result === "0x") return null;
  const offset = BigNumber.from(hexDataSlice(result, start, start + 32)).toNumber();
  const length = BigNumber.from(hexDataSlice(result, offset, offset + 32)).toNumber();
  return hexDataSlice(result, offset + 32, offset + 32 + length);
}

function parseString(result, start) {
  try {
    return toUtf8String(parseBytes(result, start));
  } catch (error) {
    return null;
  }
}

function word(value) {
  return hexZeroPad(hexlify(value), 32);
}

/** Dynamic values one after another, each with its offset in the head (the ABI's form). */
function encodeBytes(values) {
  const head = [];
  const tail = [];
  let offset = 32 * values.length;
  for (const value of values) {
    const bytes = arrayify(value);
    const padded = new Uint8Array(Math.ceil(bytes.length / 32) * 32);
    padded.set(bytes);
    head.push(word(offset));
    tail.push(word(bytes.length), padded);
    offset += 32 + padded.length;
  }
  return hexConcat([...head, ...tail]);
}

class Resolver {
  constructor(provider, address, name, resolvedAddress) {
    defineReadOnly(this, "provider", provider);
    defineReadOnly(this, "name", name);
    defineReadOnly(this, "address", provider.formatter.address(address));
    defineReadOnly(this, "_resolvedAddress", resolvedAddress);
  }

  /** Whether it answers for names below its own (ENSIP-10). */
  supportsWildcard() {
    if (!this._supportsEip2544) {
      const data = "0x01ffc9a79061b923" + "00".repeat(28);
      this._supportsEip2544 = this.provider.call({ to: this.address, data }).then((result) => {
        return BigNumber.from(result).eq(1);
      }).catch((error) => {
        if (error.code === CALL_EXCEPTION) return false;
        this._supportsEip2544 = null;
        throw error;
      });
    }
    return this._supportsEip2544;
  }

  async _fetch(selector, parameters) {
    const tx = {
      to: this.address, ccipReadEnabled: true,
      data: hexConcat([selector, namehash(this.name), parameters || "0x"]),
    };
    const wildcard = await this.supportsWildcard();
    if (wildcard) tx.data = hexConcat(["0x9061b923", encodeBytes([dnsEncode(this.name), tx.data])]);
    try {
      const result = await this.provider.call(tx);
      if (arrayify(result).length % 32 === 4) {
        logger.throwError("resolver threw error", CALL_EXCEPTION, { transaction: tx, data: result });
      }
      return wildcard ? parseBytes(result, 0) : result;
    } catch (error) {
      if (error.code === CALL_EXCEPTION) return null;
      throw error;
    }
  }

  async _fetchBytes(selector, parameters) {
    const result = await this._fetch(selector, parameters);
    return result != null ? parseBytes(result, 0) : null;
  }

  /** The address for a coin of SLIP-44, of those coins that share Ethereum's form of addresses. */
  async getAddress(coinType) {
    if (coinType == null) coinType = 60;
    if (coinType === 60) {
      try {
        const result = await this._fetch("0x3b3b57de");
        if (result === "0x" || result === HashZero) return null;
        return this.provider.formatter.callAddress(result);
      } catch (error) {
        if (error.code === CALL_EXCEPTION) return null;
        throw error;
      }
    }
    const bytes = await this._fetchBytes("0xf1cb7e06", word(coinType));
    if (bytes == null || bytes === "0x") return null;
    const info = { operation: `getAddress(${coinType})`, coinType, data: bytes };
    return logger.throwError("invalid or unsupported coin data", UNSUPPORTED_OPERATION, info);
  }

  async getContentHash() {
    const bytes = await this._fetchBytes("0xbc1c58d1");
    if (bytes == null || bytes === "0x") return null;
    for (const [prefix, scheme] of [["0xe3010170", "ipfs"], ["0xe5010172", "ipns"]]) {
      if (bytes.startsWith(prefix)) {
        const content = arrayify("0x" + bytes.substring(prefix.length));
        if (content.length === 2 + content[1]) return `${scheme}://${Base58.encode(content)}`;
      }
    }
    const swarm = /^0xe40101fa011b20([0-9a-f]{64})$/.exec(bytes);
    if (swarm) return "bzz://" + swarm[1];
    const info = { operation: "getContentHash()", data: bytes };
    return logger.throwError("invalid or unsupported content hash data", UNSUPPORTED_OPERATION, info);
  }

  async getText(key) {
    const bytes = toUtf8Bytes(key);
    const padded = new Uint8Array(Math.ceil(bytes.length / 32) * 32);
    padded.set(bytes);
    const result = await this._fetchBytes("0x59d1d43c", hexlify(concat([word(64), word(bytes.length), padded])));
    if (result == null || result === "0x") return null;
    return toUtf8String(result);
  }
}

exports.Resolver = Resolver;
exports.parseString = parseString;
