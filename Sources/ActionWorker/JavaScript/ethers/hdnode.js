// Hierarchical keys (BIP-32) and the words they come from (BIP-39).

const { arrayify, concat, hexDataSlice, hexZeroPad, hexlify } = require("ethers/bytes");
const { Base58 } = require("ethers/basex");
const { BigNumber } = require("ethers/bignumber");
const { SigningKey } = require("ethers/signing-key");
const { UnicodeNormalizationForm, toUtf8Bytes } = require("ethers/strings");
const { computeHmac, ripemd160, sha256 } = require("ethers/sha2");
const { defineReadOnly } = require("ethers/properties");
const { Logger } = require("ethers/errors");

const logger = new Logger("hdnode/5.7.0");

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const HARDENED = 0x80000000;
// Private keys of the test network (tprv) are not read, as in the original.
const PRIVATE_VERSION = "0x0488ade4";
const PUBLIC_VERSIONS = ["0x0488b21e", "0x043587cf"];
const defaultPath = "m/44'/60'/0'/0/0";
const guard = {};

function bytes32(value) {
  return hexZeroPad(hexlify(value), 32);
}

function bigint(bytes) {
  return BigInt(hexlify(bytes));
}

function base58check(data) {
  return Base58.encode(concat([data, hexDataSlice(sha256(sha256(data)), 0, 4)]));
}

function getWordlist(wordlist) {
  const { wordlists } = require("ethers/wordlists");
  if (wordlist == null) return wordlists.en;
  if (typeof wordlist !== "string") return wordlist;
  const found = wordlists[wordlist];
  if (found == null) logger.throwArgumentError("unknown locale", "wordlist", wordlist);
  return found;
}

class HDNode {
  constructor(constructorGuard, privateKey, publicKey, parentFingerprint, chainCode, index, depth, origin) {
    if (constructorGuard !== guard) throw new Error("HDNode constructor cannot be called directly");
    if (privateKey) {
      const signingKey = new SigningKey(privateKey);
      defineReadOnly(this, "privateKey", signingKey.privateKey);
      defineReadOnly(this, "publicKey", signingKey.compressedPublicKey);
    } else {
      defineReadOnly(this, "privateKey", null);
      defineReadOnly(this, "publicKey", hexlify(publicKey));
    }
    defineReadOnly(this, "parentFingerprint", parentFingerprint);
    defineReadOnly(this, "fingerprint", hexDataSlice(ripemd160(sha256(this.publicKey)), 0, 4));
    defineReadOnly(this, "address", require("ethers/transactions").computeAddress(this.publicKey));
    defineReadOnly(this, "chainCode", chainCode);
    defineReadOnly(this, "index", index);
    defineReadOnly(this, "depth", depth);
    // The origin is the words with their path, a path alone, or nothing.
    const named = origin != null && typeof origin !== "string";
    defineReadOnly(this, "mnemonic", named ? origin : null);
    defineReadOnly(this, "path", origin == null ? null : named ? origin.path : origin);
  }

  get extendedKey() {
    if (this.depth >= 256) throw new Error("Depth too large!");
    const secret = this.privateKey != null;
    return base58check(concat([
      secret ? PRIVATE_VERSION : PUBLIC_VERSIONS[0],
      hexlify(this.depth),
      this.parentFingerprint,
      hexZeroPad(hexlify(this.index), 4),
      this.chainCode,
      secret ? concat(["0x00", this.privateKey]) : this.publicKey,
    ]));
  }

  neuter() {
    return new HDNode(
      guard, null, this.publicKey, this.parentFingerprint, this.chainCode, this.index, this.depth, this.path);
  }

  _derive(index) {
    if (index > 0xffffffff) throw new Error("invalid index - " + String(index));
    const isHardened = !!(index & HARDENED);
    let path = this.path;
    if (path) path += "/" + (index & ~HARDENED) + (isHardened ? "'" : "");
    const data = new Uint8Array(37);
    if (isHardened) {
      if (!this.privateKey) throw new Error("cannot derive child of neutered node");
      data.set(arrayify(this.privateKey), 1);
    } else {
      data.set(arrayify(this.publicKey));
    }
    new DataView(data.buffer).setUint32(33, index);
    const mixed = arrayify(computeHmac("sha512", this.chainCode, data));
    const left = mixed.slice(0, 32);
    let privateKey = null;
    let publicKey = null;
    if (this.privateKey) {
      const sum = (bigint(left) + BigInt(this.privateKey)) % ORDER;
      privateKey = bytes32(BigNumber.from(sum));
    } else {
      publicKey = new SigningKey(hexlify(left))._addPoint(this.publicKey);
    }
    const words = this.mnemonic;
    const origin = words ? Object.freeze({ phrase: words.phrase, path, locale: words.locale || "en" }) : path;
    return new HDNode(
      guard, privateKey, publicKey, this.fingerprint, bytes32(mixed.slice(32)), index, this.depth + 1, origin);
  }

  derivePath(path) {
    const steps = path.split("/");
    if (steps[0] === "m" && this.depth !== 0) throw new Error("invalid path - " + path);
    if (steps[0] === "m") steps.shift();
    let node = this;
    for (const step of steps) {
      const match = /^([0-9]+)('?)$/.exec(step);
      if (!match) throw new Error("invalid path component - " + step);
      const index = parseInt(match[1]);
      if (index >= HARDENED) throw new Error("invalid path index - " + step);
      node = node._derive(match[2] ? HARDENED + index : index);
    }
    return node;
  }

  static _fromSeed(seed, mnemonic) {
    const bytes = arrayify(seed);
    if (bytes.length < 16 || bytes.length > 64) throw new Error("invalid seed");
    const mixed = arrayify(computeHmac("sha512", toUtf8Bytes("Bitcoin seed"), bytes));
    return new HDNode(
      guard, bytes32(mixed.slice(0, 32)), null, "0x00000000", bytes32(mixed.slice(32)), 0, 0, mnemonic);
  }

  static fromMnemonic(mnemonic, password, wordlist) {
    const list = getWordlist(wordlist);
    const phrase = entropyToMnemonic(mnemonicToEntropy(mnemonic, list), list);
    return HDNode._fromSeed(mnemonicToSeed(phrase, password), { phrase, path: "m", locale: list.locale });
  }

  static fromSeed(seed) {
    return HDNode._fromSeed(seed, null);
  }

  static fromExtendedKey(extendedKey) {
    const bytes = Base58.decode(extendedKey);
    if (bytes.length !== 82 || base58check(bytes.slice(0, 78)) !== extendedKey) {
      logger.throwArgumentError("invalid extended key", "extendedKey", "[REDACTED]");
    }
    const version = hexlify(bytes.slice(0, 4));
    const key = bytes.slice(45, 78);
    const index = new DataView(bytes.buffer, bytes.byteOffset).getUint32(9);
    const rest = [hexlify(bytes.slice(5, 9)), hexlify(bytes.slice(13, 45)), index, bytes[4], null];
    if (PUBLIC_VERSIONS.includes(version)) return new HDNode(guard, null, hexlify(key), ...rest);
    if (version === PRIVATE_VERSION && key[0] === 0) {
      return new HDNode(guard, hexlify(key.slice(1)), null, ...rest);
    }
    return logger.throwArgumentError("invalid extended key", "extendedKey", "[REDACTED]");
  }
}

function mnemonicToSeed(mnemonic, password) {
  const form = UnicodeNormalizationForm.NFKD;
  const salt = toUtf8Bytes("mnemonic" + (password ? password : ""), form);
  return hexlify(native.pbkdf2("sha512", toUtf8Bytes(mnemonic, form), salt, 2048, 64));
}

/** The checksum's bits: one for every four bytes of entropy, uppermost in a byte of the hash. */
function checksum(entropy, bits) {
  return parseInt(sha256(entropy).substring(2, 4), 16) >> (8 - bits);
}

function mnemonicToEntropy(mnemonic, wordlist) {
  const list = getWordlist(wordlist);
  const words = list.split(mnemonic);
  if (words.length % 3 !== 0) throw new Error("invalid mnemonic");
  let value = 0n;
  for (const word of words) {
    const index = list.getWordIndex(word.normalize("NFKD"));
    if (index === -1) throw new Error("invalid mnemonic");
    value = (value << 11n) | BigInt(index);
  }
  const bits = words.length / 3;
  const entropy = new Uint8Array(4 * bits);
  const found = Number(value & ((1n << BigInt(bits)) - 1n));
  value >>= BigInt(bits);
  for (let at = entropy.length - 1; at >= 0; at--) {
    entropy[at] = Number(value & 0xffn);
    value >>= 8n;
  }
  if (checksum(entropy, bits) !== found) throw new Error("invalid checksum");
  return hexlify(entropy);
}

function entropyToMnemonic(entropy, wordlist) {
  const list = getWordlist(wordlist);
  const bytes = arrayify(entropy);
  if (bytes.length % 4 !== 0 || bytes.length < 16 || bytes.length > 32) throw new Error("invalid entropy");
  const bits = bytes.length / 4;
  let value = (bigint(bytes) << BigInt(bits)) | BigInt(checksum(bytes, bits));
  const words = [];
  for (let count = 3 * bits; count > 0; count--) {
    words.unshift(list.getWord(Number(value & 0x7ffn)));
    value >>= 11n;
  }
  return list.join(words);
}

function isValidMnemonic(mnemonic, wordlist) {
  try {
    mnemonicToEntropy(mnemonic, wordlist);
    return true;
  } catch (error) {
    return false;
  }
}

function getAccountPath(index) {
  if (typeof index !== "number" || index < 0 || index >= HARDENED || index % 1) {
    logger.throwArgumentError("invalid account index", "index", index);
  }
  return "m/44'/60'/" + index + "'/0/0";
}

Object.assign(exports, {
  HDNode, defaultPath, mnemonicToSeed, mnemonicToEntropy, entropyToMnemonic, isValidMnemonic, getAccountPath,
});
