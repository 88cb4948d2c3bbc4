// Bytes, lists and other forms that some functions of Lit.Actions take.

// A missing or non-string member counts as empty text, a missing array as empty bytes.
const textOf = (value) => (typeof value === "string" ? value : "");

exports.bytes = (value) => {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return typeof value === "object" && value !== null ? new Uint8Array(value) : new Uint8Array(0);
};

function notEmpty(value, name) {
  if (value.length === 0) throw new RangeError(`${name} must not be empty`);
  return value;
}

exports.someText = (value, name) => notEmpty(textOf(value), name);
exports.someBytes = (value, name) => notEmpty(exports.bytes(value), name);
exports.someMembers = (value, name) => notEmpty(Array.isArray(value) ? value : [], name);

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
