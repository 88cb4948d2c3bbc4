// Hashes of the SHA-2 family, RIPEMD-160 and message authentication with them.
const { Logger } = require("ethers/errors");
const { arrayify, hexlify } = require("ethers/bytes");
const logger = new Logger("sha2/5.7.0");

const SupportedAlgorithm = { sha256: "sha256", sha512: "sha512" };

function computeHmac(algorithm, key, data) {
  if (!SupportedAlgorithm[algorithm]) {
    logger.throwError(`unsupported algorithm - ${algorithm}`, Logger.errors.UNSUPPORTED_OPERATION, {
      operation: "computeHmac", algorithm: algorithm,
    });
  }
  return hexlify(native.hmac(algorithm, arrayify(key), arrayify(data)));
}

exports.SupportedAlgorithm = SupportedAlgorithm;
exports.computeHmac = computeHmac;
exports.ripemd160 = (data) => hexlify(native.ripemd160(arrayify(data)));
exports.sha256 = (data) => hexlify(native.sha256(arrayify(data)));
exports.sha512 = (data) => hexlify(native.sha512(arrayify(data)));
