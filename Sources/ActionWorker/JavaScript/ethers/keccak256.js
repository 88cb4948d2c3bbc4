// The hash of Ethereum.
const { arrayify, hexlify } = require("ethers/bytes");

function keccak256(data) {
  const bytes = data != null && data.constructor === Uint8Array ? data : arrayify(data);
  return hexlify(native.keccak256(bytes));
}

exports.keccak256 = keccak256;
