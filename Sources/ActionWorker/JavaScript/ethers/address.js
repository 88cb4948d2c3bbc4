// Addresses of accounts and contracts, their checksums (EIP-55) and their ICAP form.
const { Logger } = require("ethers/errors");
const { arrayify, concat, hexDataLength, hexDataSlice, isHexString, stripZeros } = require("ethers/bytes");
const { keccak256 } = require("ethers/keccak256");
const logger = new Logger("address/5.7.0");

function checksummed(address) {
  if (!isHexString(address, 20)) logger.throwArgumentError("invalid address", "address", address);
  const lower = address.toLowerCase().slice(2);
  const ascii = new Uint8Array(40);
  for (let index = 0; index < 40; index++) ascii[index] = lower.charCodeAt(index);
  const hash = native.keccak256(ascii);
  let result = "0x";
  for (let index = 0; index < 40; index++) {
    const upper = (hash[index >> 1] >> (index % 2 ? 0 : 4)) & 8;
    result += upper ? lower[index].toUpperCase() : lower[index];
  }
  return result;
}

// ISO 7064 mod 97-10, as for bank account numbers.
function ibanChecksum(text) {
  const upper = text.toUpperCase();
  const moved = upper.substring(4) + upper.substring(0, 2) + "00";
  let rest = 0;
  for (const character of moved) {
    for (const digit of parseInt(character, 36).toString()) rest = (rest * 10 + Number(digit)) % 97;
  }
  return String(98 - rest).padStart(2, "0");
}

function getAddress(address) {
  const refuse = (text) => logger.throwArgumentError(text, "address", address);
  if (typeof address !== "string") refuse("invalid address");
  if (/^(0x)?[0-9a-fA-F]{40}$/.test(address)) {
    const prefixed = address.length === 40 ? "0x" + address : address;
    const result = checksummed(prefixed);
    if (/[A-F]/.test(prefixed) && /[a-f]/.test(prefixed) && result !== prefixed) refuse("bad address checksum");
    return result;
  }
  if (/^XE[0-9]{2}[0-9A-Za-z]{30,31}$/.test(address)) {
    if (address.substring(2, 4) !== ibanChecksum(address)) refuse("bad icap checksum");
    const { _base36To16 } = require("ethers/bignumber");
    return checksummed("0x" + _base36To16(address.substring(4)).padStart(40, "0"));
  }
  return refuse("invalid address");
}

function isAddress(address) {
  try {
    getAddress(address);
    return true;
  } catch {
    return false;
  }
}

function getIcapAddress(address) {
  const { _base16To36 } = require("ethers/bignumber");
  const base36 = _base16To36(getAddress(address).substring(2)).toUpperCase().padStart(30, "0");
  return "XE" + ibanChecksum("XE00" + base36) + base36;
}

function getContractAddress(transaction) {
  let from;
  try {
    from = getAddress(transaction.from);
  } catch {
    logger.throwArgumentError("missing from address", "transaction", transaction);
  }
  const { BigNumber } = require("ethers/bignumber");
  const nonce = stripZeros(arrayify(BigNumber.from(transaction.nonce).toHexString()));
  return getAddress(hexDataSlice(keccak256(require("ethers/rlp").encode([from, nonce])), 12));
}

function getCreate2Address(from, salt, initCodeHash) {
  if (hexDataLength(salt) !== 32) logger.throwArgumentError("salt must be 32 bytes", "salt", salt);
  if (hexDataLength(initCodeHash) !== 32) {
    logger.throwArgumentError("initCodeHash must be 32 bytes", "initCodeHash", initCodeHash);
  }
  return getAddress(hexDataSlice(keccak256(concat(["0xff", getAddress(from), salt, initCodeHash])), 12));
}

Object.assign(exports, { getAddress, isAddress, getIcapAddress, getContractAddress, getCreate2Address });
