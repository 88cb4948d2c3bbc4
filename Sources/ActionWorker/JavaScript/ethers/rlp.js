// The recursive length prefix: lists of lists of bytes.
const { Logger } = require("ethers/errors");
const { arrayify, hexlify, isBytesLike } = require("ethers/bytes");
const logger = new Logger("rlp/5.7.0");

function lengthBytes(value) {
  const bytes = [];
  for (; value; value = Math.floor(value / 256)) bytes.unshift(value % 256);
  return bytes;
}

function joined(parts) {
  const result = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

function prefix(length, short, long) {
  if (length <= 55) return [short + length];
  const bytes = lengthBytes(length);
  return [long + bytes.length, ...bytes];
}

function encoded(object) {
  if (Array.isArray(object)) {
    const payload = joined(object.map(encoded));
    return joined([prefix(payload.length, 0xc0, 0xf7), payload]);
  }
  if (!isBytesLike(object)) logger.throwArgumentError("RLP object must be BytesLike", "object", object);
  const data = arrayify(object);
  if (data.length === 1 && data[0] <= 0x7f) return data;
  return joined([prefix(data.length, 0x80, 0xb7), data]);
}

function encode(object) {
  return hexlify(encoded(object));
}

function tooShort(text) {
  return logger.throwError(text, Logger.errors.BUFFER_OVERRUN, {});
}

function children(data, offset, first, length) {
  const end = offset + 1 + length;
  const result = [];
  for (let next = first; next < end;) {
    const child = decoded(data, next);
    result.push(child.result);
    next += child.consumed;
    if (next > end) tooShort("child data too short");
  }
  return { consumed: 1 + length, result: result };
}

function decoded(data, offset) {
  if (data.length === 0) tooShort("data too short");
  const first = data[offset];
  if (first < 0x80) return { consumed: 1, result: hexlify(first) };

  const list = first >= 0xc0;
  const long = first >= 0xf8 || (first >= 0xb8 && !list);
  const lengthLength = long ? first - (list ? 0xf7 : 0xb7) : 0;
  let length = first - (list ? 0xc0 : 0x80);
  if (long) {
    if (offset + 1 + lengthLength > data.length) {
      tooShort(list ? "data short segment too short" : "data array too short");
    }
    length = 0;
    for (let index = 1; index <= lengthLength; index++) length = length * 256 + data[offset + index];
  }
  const start = offset + 1 + lengthLength;
  if (start + length > data.length) {
    tooShort(list && long ? "data long segment too short" : list || long ? "data array too short" : "data too short");
  }
  if (list) return children(data, offset, start, lengthLength + length);
  return { consumed: 1 + lengthLength + length, result: hexlify(data.slice(start, start + length)) };
}

function decode(data) {
  const bytes = arrayify(data);
  const found = decoded(bytes, 0);
  if (found.consumed !== bytes.length) logger.throwArgumentError("invalid rlp data", "data", data);
  return found.result;
}

Object.assign(exports, { encode, decode });
