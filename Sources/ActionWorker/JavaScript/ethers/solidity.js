// Solidity's packed encoding.
const { Logger } = require("ethers/errors");
const { arrayify, concat, hexlify, zeroPad } = require("ethers/bytes");
const logger = new Logger("solidity/5.7.0");

const zeros = "0".repeat(64);

function packedNumber(type, digits, value, inArray) {
  let size = parseInt(digits || "256");
  if ((digits && String(size) !== digits) || size % 8 !== 0 || size === 0 || size > 256) {
    logger.throwArgumentError("invalid number type", "type", type);
  }
  if (inArray) size = 256;
  return zeroPad(require("ethers/bignumber").BigNumber.from(value).toTwos(size), size / 8);
}

function packedBytes(type, digits, value, inArray) {
  const size = parseInt(digits);
  if (String(size) !== digits || size === 0 || size > 32) logger.throwArgumentError("invalid bytes type", "type", type);
  if (arrayify(value).byteLength !== size) logger.throwArgumentError(`invalid value for ${type}`, "value", value);
  return inArray ? arrayify((value + zeros).substring(0, 66)) : value;
}

// Members of arrays take 32 bytes each, other than strings and bytes.
function packed(type, value, inArray) {
  switch (type) {
    case "address":
      return inArray ? zeroPad(value, 32) : arrayify(value);
    case "string":
      return require("ethers/strings").toUtf8Bytes(value);
    case "bytes":
      return arrayify(value);
    case "bool":
      return zeroPad(value ? "0x01" : "0x00", inArray ? 32 : 1);
  }
  let match = /^(u?int)([0-9]*)$/.exec(type);
  if (match) return packedNumber(type, match[2], value, inArray);
  match = /^bytes([0-9]+)$/.exec(type);
  if (match) return packedBytes(type, match[1], value, inArray);
  match = /^(.*)\[([0-9]*)\]$/.exec(type);
  if (match && Array.isArray(value)) {
    if (parseInt(match[2] || String(value.length)) !== value.length) {
      logger.throwArgumentError(`invalid array length for ${type}`, "value", value);
    }
    return concat(value.map((member) => packed(match[1], member, true)));
  }
  return logger.throwArgumentError("invalid type", "type", type);
}

function pack(types, values) {
  if (types.length !== values.length) {
    // The text of ethers, as it is.
    logger.throwArgumentError("wrong number of values; expected ${ types.length }", "values", values);
  }
  return hexlify(concat(types.map((type, index) => packed(type, values[index], false))));
}

exports.pack = pack;
exports.keccak256 = (types, values) => require("ethers/keccak256").keccak256(pack(types, values));
exports.sha256 = (types, values) => require("ethers/sha2").sha256(pack(types, values));
