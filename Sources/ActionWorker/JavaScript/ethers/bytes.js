// Bytes and their hexadecimal form.
const { Logger } = require("ethers/errors");
const logger = new Logger("bytes/5.7.0");

// From this size on the native conversion is worth its call.
const nativeFrom = 96;
const hexPattern = /^0x[0-9A-Fa-f]*$/;
const digits = "0123456789abcdef";

function isInteger(value) {
  return typeof value === "number" && value == value && value % 1 === 0;
}

function isHexString(value, length) {
  if (typeof value !== "string" || !hexPattern.test(value)) return false;
  return !length || value.length === 2 + 2 * length;
}

function isBytes(value) {
  if (value == null) return false;
  if (value.constructor === Uint8Array) return true;
  if (typeof value === "string") return false;
  const length = value.length;
  if (!isInteger(length) || length < 0) return false;
  for (let index = 0; index < length; index++) {
    const byte = value[index];
    if (!isInteger(byte) || byte < 0 || byte >= 256) return false;
  }
  return true;
}

function isBytesLike(value) {
  return (isHexString(value) && value.length % 2 === 0) || isBytes(value);
}

// "0x" and two digits for each byte.
function encoded(bytes) {
  if (bytes.length >= nativeFrom) {
    return "0x" + native.hexEncode(bytes instanceof Uint8Array ? bytes : Uint8Array.from(bytes));
  }
  let text = "0x";
  for (let index = 0; index < bytes.length; index++) text += digits[bytes[index] >> 4] + digits[bytes[index] & 15];
  return text;
}

// The bytes of a checked string of an even number of digits.
function decoded(text) {
  const count = text.length / 2 - 1;
  if (count >= nativeFrom) return native.hexDecode(text.slice(2));
  const bytes = new Uint8Array(count);
  for (let index = 0; index < count; index++) bytes[index] = parseInt(text.substr(2 + 2 * index, 2), 16);
  return bytes;
}

function withPrefix(value, options) {
  const missing = options && options.allowMissingPrefix && typeof value === "string" && !value.startsWith("0x");
  return missing ? "0x" + value : value;
}

function evened(value, options) {
  if (value.length % 2 === 0) return value;
  const side = options && options.hexPad;
  if (side === "left") return "0x0" + value.slice(2);
  if (side === "right") return value + "0";
  return logger.throwArgumentError("hex data is odd-length", "value", value);
}

function arrayify(value, options) {
  if (typeof value === "number") {
    logger.checkSafeUint53(value, "invalid arrayify value");
    const bytes = [];
    for (let rest = value; rest; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
    return new Uint8Array(bytes.length ? bytes : [0]);
  }
  value = withPrefix(value, options);
  if (value.toHexString) value = value.toHexString();
  if (isHexString(value)) return decoded(evened(value, options));
  if (isBytes(value)) return new Uint8Array(value);
  return logger.throwArgumentError("invalid arrayify value", "value", value);
}

function hexlify(value, options) {
  if (typeof value === "number") {
    logger.checkSafeUint53(value, "invalid hexlify value");
    const text = (value || 0).toString(16);
    return (text.length % 2 ? "0x0" : "0x") + text;
  }
  if (typeof value === "bigint") {
    const text = value.toString(16);
    return (text.length % 2 ? "0x0" : "0x") + text;
  }
  value = withPrefix(value, options);
  if (value.toHexString) return value.toHexString();
  if (isHexString(value)) return evened(value, options).toLowerCase();
  if (isBytes(value)) return encoded(value);
  return logger.throwArgumentError("invalid hexlify value", "value", value);
}

function concat(items) {
  const parts = items.map((item) => arrayify(item));
  const result = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

function stripZeros(value) {
  const bytes = arrayify(value);
  const start = bytes.findIndex((byte) => byte !== 0);
  return start === 0 || bytes.length === 0 ? bytes : bytes.slice(start < 0 ? bytes.length : start);
}

function zeroPad(value, length) {
  const bytes = arrayify(value);
  if (bytes.length > length) logger.throwArgumentError("value out of range", "value", value);
  const result = new Uint8Array(length);
  result.set(bytes, length - bytes.length);
  return result;
}

function hexDataLength(data) {
  if (typeof data !== "string") data = hexlify(data);
  else if (!isHexString(data) || data.length % 2) return null;
  return (data.length - 2) / 2;
}

function hexDataSlice(data, offset, endOffset) {
  if (typeof data !== "string") data = hexlify(data);
  else if (!isHexString(data) || data.length % 2) logger.throwArgumentError("invalid hexData", "value", data);
  const end = endOffset == null ? data.length : 2 + 2 * endOffset;
  return "0x" + data.substring(2 + 2 * offset, end);
}

function hexConcat(items) {
  return "0x" + items.map((item) => hexlify(item).substring(2)).join("");
}

function hexText(value) {
  if (typeof value !== "string") return hexlify(value);
  if (!isHexString(value)) logger.throwArgumentError("invalid hex string", "value", value);
  return value;
}

function hexStripZeros(value) {
  if (typeof value !== "string") value = hexlify(value);
  return "0x" + hexText(value).substring(2).replace(/^0+/, "");
}

function hexValue(value) {
  const trimmed = hexStripZeros(hexlify(value, { hexPad: "left" }));
  return trimmed === "0x" ? "0x0" : trimmed;
}

function hexZeroPad(value, length) {
  const text = hexText(value);
  if (text.length > 2 * length + 2) logger.throwArgumentError("value out of range", "value", length);
  return "0x" + text.substring(2).padStart(2 * length, "0");
}

// Loaded when there is a signature.
const splitSignature = (signature) => require("ethers/signatures").splitSignature(signature);
const joinSignature = (signature) => require("ethers/signatures").joinSignature(signature);

Object.assign(exports, {
  isBytes, isBytesLike, isHexString, arrayify, hexlify, concat, stripZeros, zeroPad, hexDataLength, hexDataSlice,
  hexConcat, hexStripZeros, hexValue, hexZeroPad, splitSignature, joinSignature,
});
