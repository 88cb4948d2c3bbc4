// What every function of Lit.Actions does with what it is given, and how it then asks the node.
exports.ask = async (name, args, bytes) => (await host.call(name, args, bytes)).value;
exports.hex = (bytes) => native.hexEncode(bytes);

// 2^256 - 1. As text, because almost every run comes here, and each would compile a regular expression anew.
const MAXIMUM = "115792089237316195423570985008687907853269984665640564039457584007913129639935";

function isNumber256(text) {
  const isHex = text[0] === "0" && (text[1] === "x" || text[1] === "X");
  const start = isHex ? 2 : 0;
  const count = text.length - start;
  if (count < 1 || count > (isHex ? 64 : 78)) return false;
  for (let place = start; place < text.length; place++) {
    const digit = text[place];
    if (digit >= "0" && digit <= "9") continue;
    if (!isHex || !((digit >= "a" && digit <= "f") || (digit >= "A" && digit <= "F"))) return false;
  }
  return isHex || count < 78 || text <= MAXIMUM;
}

// A missing or non-string member counts as empty text, a missing array as empty bytes.
const textOf = (value) => (typeof value === "string" ? value : "");

exports.bytes = (value) => {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return typeof value === "object" && value !== null ? new Uint8Array(value) : new Uint8Array(0);
};

exports.members = (value, method) => {
  if (typeof value === "object" && value !== null) return value;
  throw new TypeError(`Lit.Actions.${method} takes one object with its parameters, not ${
    value === undefined ? "nothing" : value === null ? "null" : "a " + typeof value}`);
};

exports.notBlank = (value, name) => {
  const text = textOf(value);
  if (text.trim() === "") throw new RangeError(`${name} must not be blank`);
  return text;
};

function notEmpty(value, name) {
  if (value.length === 0) throw new RangeError(`${name} must not be empty`);
  return value;
}

exports.someText = (value, name) => notEmpty(textOf(value), name);
exports.someBytes = (value, name) => notEmpty(exports.bytes(value), name);
exports.someMembers = (value, name) => notEmpty(Array.isArray(value) ? value : [], name);

exports.number256 = (value, name) => {
  const text = textOf(value);
  if (!isNumber256(text)) {
    throw new RangeError(`${name} must be a valid U256 string`);
  }
  return text;
};

exports.digest = (value) => {
  const bytes = exports.someBytes(value, "toSign");
  if (bytes.length !== 32) {
    throw new RangeError(`toSign must be exactly 32 bytes, the digest to sign, and has ${bytes.length}`);
  }
  return bytes;
};

exports.address = (value) => {
  const text = textOf(value);
  const digits = /^0[xX]/.test(text) ? text.slice(2) : text;
  if (digits.length !== 40) {
    throw new TypeError(`invalid length ${digits.length}, expected a (both 0x-prefixed or not) hex string `
      + "or byte array containing 20 bytes");
  }
  const wrong = digits.search(/[^0-9a-fA-F]/);
  if (wrong >= 0) throw new TypeError(`invalid hex character: ${digits[wrong]}, at ${wrong}`);
  return text;
};

exports.chain = (value) => {
  const text = textOf(value);
  if (text.trim() === "") throw new Error("Chain is required for access control checks");
  return text;
};

exports.authSig = (value) => {
  if (value === undefined || value === null) return null;
  if (typeof value === "object" && !Array.isArray(value)) return value;
  throw new TypeError("authSig must be an object, or null for that of the request");
};
