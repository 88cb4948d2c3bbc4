// Random bytes, and arrays in random order.

const { arrayify } = require("ethers/bytes");
const { Logger } = require("ethers/errors");

const logger = new Logger("random/5.7.0");

function randomBytes(length) {
  if (length <= 0 || length > 1024 || length % 1 || length != length) {
    logger.throwArgumentError("invalid length", "length", length);
  }
  return arrayify(native.randomBytes(Number(length)));
}

function shuffled(array) {
  const result = array.slice();
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [result[last], result[other]] = [result[other], result[last]];
  }
  return result;
}

exports.randomBytes = randomBytes;
exports.shuffled = shuffled;
