// Keys and signatures of JSON Web Tokens: PEM, JSON Web Keys, CryptoKeys and shared secrets; HMAC, RSA and
// ECDSA (RFC 7518).
const SECRET = ["HS256", "HS384", "HS512"];
const RSA = ["RS256", "RS384", "RS512"];
const ELLIPTIC = ["ES256", "ES384", "ES512"];
const PROBABILISTIC = ["PS256", "PS384", "PS512"];
const SIGNING = [...RSA, ...PROBABILISTIC, ...ELLIPTIC, ...SECRET, "none"];
const allowedForKeys = {
  EC: ["ec", ["ES256", "ES256K", "ES384", "ES512"]],
  RSA: ["rsa", ["RS256", "PS256", "RS384", "PS384", "RS512", "PS512"]],
};
const curves = {
  ES256: ["P-256", "prime256v1"], ES384: ["P-384", "secp384r1"], ES512: ["P-521", "secp521r1"],
};

const isText = (value) => typeof value === "string";
const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
const utf8 = (text) => native.utf8Encode(text);
const bytesOf = (value) => (value instanceof ArrayBuffer ? new Uint8Array(value)
  : new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
const toBase64url = (bytes) =>
  native.base64Encode(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const fromBase64url = (text) =>
  native.base64Decode(text.replaceAll("-", "+").replaceAll("_", "/").replaceAll("=", ""));

// A key is {type: "secret" | "public" | "private", kind, curve, key, bits}.

function fromJWK(jwk, wanted) {
  const member = (name) => fromBase64url(String(jwk[name]));
  if (jwk.kty === "oct" && wanted === undefined) return { type: "secret", key: member("k") };
  const der = require("web/crypto-der");
  if (jwk.kty === "EC") {
    if (wanted === "private") return { type: "private", kind: "EC", curve: jwk.crv, key: member("d") };
    const [x, y] = [member("x"), member("y")];
    const point = new Uint8Array(1 + x.length + y.length);
    point[0] = 4;
    point.set(x, 1);
    point.set(y, 1 + x.length);
    return { type: "public", kind: "EC", curve: jwk.crv, key: point };
  }
  if (jwk.kty === "RSA") {
    const names = wanted === "private" ? ["n", "e", "d", "p", "q", "dp", "dq", "qi"] : ["n", "e"];
    if (names.some((name) => !isText(jwk[name]))) throw new Error("incomplete");
    return { type: wanted, kind: "RSA", key: der.writeRSA(names.map(member)) };
  }
  throw new Error("not a key");
}

function fromPEM(given) {
  const text = isText(given) ? given : native.utf8Decode(bytesOf(given), false);
  return require("web/crypto-der").readPEM(text);
}

function asymmetricKey(given, wanted) {
  let key;
  if (isText(given) || isBytes(given)) key = fromPEM(given);
  else if (typeof given === "object" && given !== null) {
    key = given.format === "jwk" ? fromJWK(given.key, wanted) : fromPEM(given.key);
  }
  if (key === null || key === undefined || (wanted === "private" && key.type !== "private")) {
    throw new Error("not a key");
  }
  if (wanted === "public" && key.type === "private") {
    key = { ...key, type: "public",
      key: key.kind === "RSA" ? native.rsaPublicKey(key.key) : native.ecPublicKey(key.curve, key.key) };
  }
  return complete(key);
}

function complete(key) {
  if (key.kind === "RSA") {
    const numbers = require("web/crypto-der").readRSA(key.key, key.type === "private");
    return { ...key, bits: numbers[0].length * 8 - Math.clz32(numbers[0][0]) + 24 };
  }
  if (key.kind === "EC" && key.type === "public") native.ecPoint(key.curve, key.key);
  if (key.kind === "EC" && key.type === "private") native.ecPublicKey(key.curve, key.key);
  return key;
}

// A CryptoKey is taken as Node takes one: by what it holds.
function cryptoKey(given) {
  if (Object.prototype.toString.call(given) !== "[object CryptoKey]") return undefined;
  const content = require("web/crypto-key").contentOf(given, "the key");
  if (content.type === "secret") return { type: "secret", key: content.data };
  const isRSA = content.own.name.startsWith("RSA");
  const key = isRSA ? content.data.der : content.type === "private" ? content.data.key : content.data;
  return complete(
    { type: content.type, kind: isRSA ? "RSA" : content.own.namedCurve ? "EC" : content.own.name,
    curve: content.own.namedCurve, key });
}

function readKey(given, wanted) {
  const known = cryptoKey(given);
  if (known !== undefined) return known;
  try {
    return asymmetricKey(given, wanted);
  } catch {
    if (isText(given)) return { type: "secret", key: utf8(given) };
    if (isBytes(given)) return { type: "secret", key: bytesOf(given) };
    throw new Error("not valid");
  }
}

function checkKind(algorithm, key) {
  if (key.kind === undefined) return;
  const [shown, algorithms] = allowedForKeys[key.kind] ?? [];
  if (algorithms === undefined) throw new Error(`Unknown key type "${key.kind.toLowerCase()}".`);
  if (!algorithms.includes(algorithm)) {
    throw new Error(`"alg" parameter for "${shown}" key type must be one of: ${algorithms.join(", ")}.`);
  }
  const curve = curves[algorithm];
  if (key.kind === "EC" && key.curve !== curve?.[0]) {
    throw new Error(`"alg" parameter "${algorithm}" requires curve "${curve?.[1] ?? "secp256k1"}".`);
  }
}

const hashOf = (algorithm) => `SHA-${algorithm.slice(2)}`;

function makeSignature(algorithm, key, input) {
  const data = utf8(input);
  switch (algorithm.slice(0, 2)) {
    case "HS": return native.hmac(hashOf(algorithm), key.key, data);
    case "RS": return native.rsaSign(false, hashOf(algorithm), key.key, data);
    case "PS": return native.rsaSign(true, hashOf(algorithm), key.key, data);
    case "ES": return native.ecdsaSign(curves[algorithm][0], hashOf(algorithm), key.key, data);
    default: return new Uint8Array(0);
  }
}

function checkSignature(algorithm, key, input, signature) {
  const data = utf8(input);
  switch (algorithm.slice(0, 2)) {
    case "HS": {
      const expected = toBase64url(native.hmac(hashOf(algorithm), key.key, data));
      if (expected.length !== signature.length) return false;
      let difference = 0;
      for (let at = 0; at < expected.length; at += 1) {
        difference |= expected.charCodeAt(at) ^ signature.charCodeAt(at);
      }
      return difference === 0;
    }
    case "RS": case "PS":
      return native.rsaVerify(
        algorithm.startsWith("PS"), hashOf(algorithm), key.key, fromBase64url(signature), data);
    case "ES":
      return native.ecdsaVerify(
        curves[algorithm][0], hashOf(algorithm), key.key, fromBase64url(signature), data);
    default:
      return signature === "";
  }
}

Object.assign(exports, {
  SECRET, RSA, ELLIPTIC, SIGNING, isText, isBytes, utf8, bytesOf, toBase64url, fromBase64url, readKey,
    checkKind,
  makeSignature, checkSignature,
});
