// What the algorithms of WebCrypto share: errors, bytes, names and JSON Web Keys.
exports.fail = (name, message) => {
  throw new (require("web/exception").DOMException)(message, name);
};
const fail = exports.fail;

// What a native function gives; its errors become the DOMException that the operation asks for.
exports.attempt = (name, body) => {
  try {
    return body();
  } catch (error) {
    return fail(name, error.message);
  }
};

exports.bytesOf = (value, place) => {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
  }
  if (value instanceof ArrayBuffer) return new Uint8Array(value.slice(0));
  throw new TypeError(`${place} must be an ArrayBuffer or a view of one`);
};

exports.member = (algorithm, name, form) => {
  const value = algorithm[name];
  if (value === undefined) {
    throw new TypeError(`${algorithm.name} needs the member ${name}${form ? `, ${form}` : ""}`);
  }
  return value;
};

exports.bytesMember = (algorithm, name) => exports.bytesOf(exports.member(algorithm, name), name);

exports.numberMember = (algorithm, name, fallback) => {
  const isAbsent = algorithm[name] === undefined && fallback !== undefined;
  const value = isAbsent ? fallback : exports.member(algorithm, name);
  const number = Math.trunc(Number(value));
  if (!(number >= 0 && number <= 0xffffffff)) {
    throw new TypeError(`${name} must be a number from 0 to 4294967295`);
  }
  return number;
};

const hashes = { "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };
exports.hashName = (value) => {
  const name = (typeof value === "object" && value !== null ? value.name : value);
  if (name === undefined) throw new TypeError("the algorithm needs the member hash");
  const upper = String(name).toUpperCase();
  if (!Object.hasOwn(hashes, upper)) {
    fail("NotSupportedError", `${String(name)} is not a hash function that is supported`);
  }
  return upper;
};
exports.hashBytes = (name) => hashes[name];
exports.hashMember = (algorithm) => exports.hashName(exports.member(algorithm, "hash"));

const digests = { "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512" };
exports.digest = (name, data) => native[digests[name]](data);

exports.toBase64url = (bytes) =>
  native.base64Encode(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

exports.fromBase64url = (text, name) => {
  if (typeof text !== "string" || /[^A-Za-z0-9_-]/.test(text)) {
    fail("DataError", `the JSON Web Key's member ${name} is missing or not base64url`);
  }
  return exports.attempt(
    "DataError", () => native.base64Decode(text.replaceAll("-", "+").replaceAll("_", "/")));
};

exports.onlyUsages = (usages, allowed, what) => {
  for (const usage of usages) {
    if (!allowed.includes(usage)) fail("SyntaxError", `${what} cannot be used for ${usage}`);
  }
};

// The checks of a JSON Web Key that do not depend on its algorithm (RFC 7517, section 4).
exports.checkJWK = (jwk, kind, extractable, usages, use) => {
  if (jwk.kty !== kind) fail("DataError", `the JSON Web Key's member kty must be "${kind}"`);
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== use) {
    fail("DataError", `the JSON Web Key's member use must be "${use}"`);
  }
  if (jwk.key_ops !== undefined) {
    if (!Array.isArray(jwk.key_ops) || new Set(jwk.key_ops).size !== jwk.key_ops.length) {
      fail("DataError", "the JSON Web Key's member key_ops must be an array without repetition");
    }
    if (usages.some((usage) => !jwk.key_ops.includes(usage))) {
      fail("DataError", "the JSON Web Key's member key_ops does not allow those usages");
    }
  }
  if (jwk.ext === false && extractable) fail("DataError", "the JSON Web Key is not extractable");
};
