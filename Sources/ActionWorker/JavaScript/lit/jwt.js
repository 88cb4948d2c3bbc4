// JSON Web Tokens (RFC 7519, 7515, 7518) behind the interface of the npm package jsonwebtoken, version 9:
// `verify`, `sign`, `decode`, each synchronous, or with a callback.
class JsonWebTokenError extends Error {
  constructor(message, error) {
    super(message);
    this.name = "JsonWebTokenError";
    if (error) this.inner = error;
  }
}

class NotBeforeError extends JsonWebTokenError {
  constructor(message, date) {
    super(message);
    this.name = "NotBeforeError";
    this.date = date;
  }
}

class TokenExpiredError extends JsonWebTokenError {
  constructor(message, expiredAt) {
    super(message);
    this.name = "TokenExpiredError";
    this.expiredAt = expiredAt;
  }
}

const {
  SECRET, RSA, ELLIPTIC, SIGNING, isText, isBytes, utf8, bytesOf, toBase64url, fromBase64url, readKey,
    checkKind,
  makeSignature, checkSignature,
} = require("lit/jwt-keys");

function isPlain(value) {
  if (
    typeof value !== "object" || value === null
    || Object.prototype.toString.call(value) !== "[object Object]") {
    return false;
  }
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.hasOwn(prototype, "isPrototypeOf");
}

// Times: "2 days", "10h", "7d", "-3s", a number of seconds, a string of digits alone being milliseconds.

const units = [
  [/^(?:milliseconds?|msecs?|ms)$/, 1], [/^(?:seconds?|secs?|s)$/, 1000], [/^(?:minutes?|mins?|m)$/, 60000],
  [/^(?:hours?|hrs?|h)$/, 3600000], [/^(?:days?|d)$/, 86400000], [/^(?:weeks?|w)$/, 604800000],
  [/^(?:years?|yrs?|y)$/, 31557600000]];

function milliseconds(text) {
  if (text.length > 100) return undefined;
  const match = /^(-?(?:\d+)?\.?\d+) *([a-z]*)$/i.exec(text);
  if (match === null) return undefined;
  const unit = match[2] === "" ? 1 : units.find(([form]) => form.test(match[2].toLowerCase()))?.[1];
  return unit === undefined ? undefined : Number(match[1]) * unit;
}

function timespan(time, from) {
  if (typeof time === "number") return from + time;
  if (!isText(time)) return undefined;
  const span = milliseconds(time);
  return span === undefined ? undefined : Math.floor(from + span / 1000);
}

const spanForm = (name) => `"${name}" should be a number of seconds or string representing a timespan`;
const spanExample = (name) => `${spanForm(name)} eg: "1d", "20h", 60`;

const tokenForm = /^[a-zA-Z0-9\-_]+?\.[a-zA-Z0-9\-_]+?\.([a-zA-Z0-9\-_]+)?$/;

function parseHeader(text) {
  try {
    const header = JSON.parse(native.utf8Decode(fromBase64url(text), false));
    return typeof header === "object" && header !== null ? header : undefined;
  } catch {
    return undefined;
  }
}

function decode(token, options) {
  const text = isText(token) ? token : token === undefined || token === null ? "" : String(token);
  if (!tokenForm.test(text)) return null;
  const [first, second, signature] = text.split(".");
  const header = parseHeader(first);
  if (header === undefined) return null;
  let payload = native.utf8Decode(fromBase64url(second), false);
  if (header.typ === "JWT" || options?.json) payload = JSON.parse(payload);
  else {
    try {
      const parsed = JSON.parse(payload);
      if (parsed !== null && typeof parsed === "object") payload = parsed;
    } catch {
      // It is no JSON, and stays the text that it is.
    }
  }
  return options?.complete === true ? { header, payload, signature } : payload;
}

function verify(token, secretOrPublicKey, givenOptions, callback) {
  if (typeof givenOptions === "function" && !callback) {
    callback = givenOptions;
    givenOptions = {};
  }
  const options = { ...givenOptions };
  const settle = (body) => {
    if (!callback) return body();
    let result;
    try {
      result = body();
    } catch (error) {
      return callback(error);
    }
    return callback(null, result);
  };

  let prepared;
  try {
    prepared = beforeKey(token, options);
  } catch (error) {
    if (callback) return callback(error);
    throw error;
  }
  if (typeof secretOrPublicKey !== "function") {
    return settle(() => withKey(prepared, token, secretOrPublicKey, options));
  }
  if (!callback) {
    throw new JsonWebTokenError(
      "verify must be called asynchronous if secret or public key is provided as a callback");
  }
  return secretOrPublicKey(prepared.header, (error, key) => {
    if (error) {
      return callback(new JsonWebTokenError(`error in secret or public key callback: ${error.message}`));
    }
    return settle(() => withKey(prepared, token, key, options));
  });
}

const refuse = (message) => {
  throw new JsonWebTokenError(message);
};

function beforeKey(token, options) {
  if (options.clockTimestamp && typeof options.clockTimestamp !== "number") {
    refuse("clockTimestamp must be a number");
  }
  if (options.nonce !== undefined && (!isText(options.nonce) || options.nonce.trim() === "")) {
    refuse("nonce must be a non-empty string");
  }
  if (
    options.allowInvalidAsymmetricKeyTypes !== undefined
    && typeof options.allowInvalidAsymmetricKeyTypes !== "boolean") {
    refuse("allowInvalidAsymmetricKeyTypes must be a boolean");
  }
  if (!token) refuse("jwt must be provided");
  if (!isText(token)) refuse("jwt must be a string");
  if (token.split(".").length !== 3) refuse("jwt malformed");
  return decode(token, { complete: true }) ?? refuse("invalid token");
}

function withKey({ header, payload, signature }, token, secretOrPublicKey, options) {
  const signed = token.slice(0, token.lastIndexOf("."));
  const hasSignature = token.slice(signed.length + 1).trim() !== "";
  if (!hasSignature && secretOrPublicKey) refuse("jwt signature is required");
  if (hasSignature && !secretOrPublicKey) refuse("secret or public key must be provided");
  if (!hasSignature && !options.algorithms) {
    refuse('please specify "none" in "algorithms" to verify unsigned tokens');
  }
  let key;
  if (secretOrPublicKey !== undefined && secretOrPublicKey !== null) {
    try {
      key = readKey(secretOrPublicKey, "public");
    } catch {
      refuse("secretOrPublicKey is not valid key material");
    }
  }
  const algorithms = options.algorithms
    ?? (key.type === "secret" ? SECRET : { RSA, EC: ELLIPTIC }[key.kind] ?? [...RSA, ...ELLIPTIC]);
  const { alg } = header;
  if (!algorithms.includes(alg)) refuse("invalid algorithm");
  if (alg.startsWith("HS") && key?.type !== "secret") {
    refuse(`secretOrPublicKey must be a symmetric key when using ${alg}`);
  }
  if (/^(?:RS|PS|ES)/.test(alg)) {
    if (key?.type !== "public") refuse(`secretOrPublicKey must be an asymmetric key when using ${alg}`);
    if (!options.allowInvalidAsymmetricKeyTypes) checkKind(alg, key);
  }
  if (!SIGNING.includes(alg)) {
    throw new TypeError(
      `"${alg}" is not a valid algorithm.\n  Supported algorithms are:\n  ${SIGNING.join(", ")}.`);
  }
  if (!checkSignature(alg, key, signed, signature ?? "")) refuse("invalid signature");
  checkClaims(payload, options);
  return options.complete === true ? { header, payload, signature } : payload;
}

function checkClaims(payload, options) {
  const now = options.clockTimestamp || Math.floor(Date.now() / 1000);
  const tolerance = options.clockTolerance || 0;
  if (payload.nbf !== undefined && !options.ignoreNotBefore) {
    if (typeof payload.nbf !== "number") refuse("invalid nbf value");
    if (payload.nbf > now + tolerance) {
      throw new NotBeforeError("jwt not active", new Date(payload.nbf * 1000));
    }
  }
  if (payload.exp !== undefined && !options.ignoreExpiration) {
    if (typeof payload.exp !== "number") refuse("invalid exp value");
    if (now >= payload.exp + tolerance) {
      throw new TokenExpiredError("jwt expired", new Date(payload.exp * 1000));
    }
  }
  if (options.audience) {
    const expected = [options.audience].flat();
    const fits = (target) =>
      expected.some((one) => (one instanceof RegExp ? one.test(target) : one === target));
    if (![payload.aud].flat().some(fits)) refuse(`jwt audience invalid. expected: ${expected.join(" or ")}`);
  }
  if (options.issuer) {
    const isWrong = (isText(options.issuer) && payload.iss !== options.issuer)
      || (Array.isArray(options.issuer) && !options.issuer.includes(payload.iss));
    if (isWrong) refuse(`jwt issuer invalid. expected: ${options.issuer}`);
  }
  for (const [option, claim] of [["subject", "sub"], ["jwtid", "jti"], ["nonce", "nonce"]]) {
    if (options[option] && payload[claim] !== options[option]) {
      refuse(`jwt ${option} invalid. expected: ${options[option]}`);
    }
  }
  if (options.maxAge) {
    if (typeof payload.iat !== "number") refuse("iat required when maxAge is specified");
    const limit = timespan(options.maxAge, payload.iat);
    if (limit === undefined) refuse(spanExample("maxAge"));
    if (now >= limit + tolerance) throw new TokenExpiredError("maxAge exceeded", new Date(limit * 1000));
  }
}

const isBoolean = (value) => typeof value === "boolean";
const isSpan = (value) => Number.isInteger(value) || (isText(value) && value !== "");
const isNumber = (value) => typeof value === "number";

const optionForms = {
  __proto__: null,
  expiresIn: [isSpan, spanForm("expiresIn")],
  notBefore: [isSpan, spanForm("notBefore")],
  audience: [(value) => isText(value) || Array.isArray(value), '"audience" must be a string or array'],
  algorithm: [(value) => SIGNING.includes(value), '"algorithm" must be a valid string enum value'],
  header: [isPlain, '"header" must be an object'],
  encoding: [isText, '"encoding" must be a string'],
  issuer: [isText, '"issuer" must be a string'],
  subject: [isText, '"subject" must be a string'],
  jwtid: [isText, '"jwtid" must be a string'],
  noTimestamp: [isBoolean, '"noTimestamp" must be a boolean'],
  keyid: [isText, '"keyid" must be a string'],
  mutatePayload: [isBoolean, '"mutatePayload" must be a boolean'],
  allowInsecureKeySizes: [isBoolean, '"allowInsecureKeySizes" must be a boolean'],
  allowInvalidAsymmetricKeyTypes: [isBoolean, '"allowInvalidAsymmetricKeyTypes" must be a boolean'],
};
const claimForms = {
  __proto__: null,
  iat: [isNumber, '"iat" should be a number of seconds'],
  exp: [isNumber, '"exp" should be a number of seconds'],
  nbf: [isNumber, '"nbf" should be a number of seconds'],
};
const claims = { audience: "aud", issuer: "iss", subject: "sub", jwtid: "jti" };
const forObjects = ["expiresIn", "notBefore", "noTimestamp", "audience", "issuer", "subject", "jwtid"];

function checkForms(forms, isOpen, object, name) {
  if (!isPlain(object)) throw new Error(`Expected "${name}" to be a plain object.`);
  for (const member of Object.keys(object)) {
    if (object[member] === undefined) continue;
    const form = forms[member];
    if (form === undefined) {
      if (!isOpen) throw new Error(`"${member}" is not allowed in "${name}"`);
    } else if (!form[0](object[member])) throw new Error(form[1]);
  }
}

function sign(payload, secretOrPrivateKey, options, callback) {
  if (typeof options === "function") {
    callback = options;
    options = {};
  }
  if (!callback) return makeToken(payload, secretOrPrivateKey, options || {});
  let token;
  try {
    token = makeToken(payload, secretOrPrivateKey, options || {});
  } catch (error) {
    return callback(error);
  }
  // As with the original, what was signed comes after the call has returned.
  Promise.resolve().then(() => callback(null, token));
  return undefined;
}

function signingKey(given, algorithm, options) {
  if (!given && options.algorithm !== "none") throw new Error("secretOrPrivateKey must have a value");
  if (given === undefined || given === null) return undefined;
  let key;
  try {
    key = readKey(given, "private");
  } catch {
    throw new Error("secretOrPrivateKey is not valid key material");
  }
  if (algorithm.startsWith("HS") && key.type !== "secret") {
    throw new Error(`secretOrPrivateKey must be a symmetric key when using ${algorithm}`);
  }
  if (/^(?:RS|PS|ES)/.test(algorithm)) {
    if (key.type !== "private") {
      throw new Error(`secretOrPrivateKey must be an asymmetric key when using ${algorithm}`);
    }
    if (!options.allowInsecureKeySizes && !algorithm.startsWith("ES") && key.bits < 2048) {
      throw new Error(`secretOrPrivateKey has a minimum key size of 2048 bits for ${algorithm}`);
    }
  }
  return key;
}

function makeToken(payload, secretOrPrivateKey, options) {
  const isObject = typeof payload === "object" && !isBytes(payload);
  const header = {
    alg: options.algorithm || "HS256", typ: isObject ? "JWT" : undefined, kid: options.keyid,
      ...options.header,
  };
  const algorithm = String(header.alg);
  const key = signingKey(secretOrPrivateKey, algorithm, options);

  if (payload === undefined) throw new Error("payload is required");
  if (isObject) {
    checkForms(claimForms, true, payload, "payload");
    if (!options.mutatePayload) payload = { ...payload };
  } else {
    const wrong = forObjects.filter((name) => options[name] !== undefined);
    if (wrong.length > 0) throw new Error(`invalid ${wrong.join(",")} option for ${typeof payload} payload`);
  }
  for (const [option, claim] of [["expiresIn", "exp"], ["notBefore", "nbf"]]) {
    if (payload[claim] !== undefined && options[option] !== undefined) {
      throw new Error(`Bad "options.${option}" option the payload already has an "${claim}" property.`);
    }
  }
  checkForms(optionForms, false, options, "options");
  if (key !== undefined && !options.allowInvalidAsymmetricKeyTypes) checkKind(algorithm, key);
  if (!SIGNING.includes(algorithm)) {
    throw new TypeError(
      `"${algorithm}" is not a valid algorithm.\n  Supported algorithms are:\n  ${SIGNING.join(", ")}.`);
  }
  if (isObject) addClaims(payload, options);

  const body = isBytes(payload) ? bytesOf(payload)
    : encoded(isText(payload) ? payload : JSON.stringify(payload), options.encoding);
  const input = `${toBase64url(utf8(JSON.stringify(header)))}.${toBase64url(body)}`;
  return `${input}.${toBase64url(makeSignature(algorithm, key, input))}`;
}

function encoded(text, encoding = "utf8") {
  const name = { "utf-8": "utf8", hex: "base16" }[encoding] ?? encoding;
  return require("lit/uint8arrays").uint8arrayFromString(text, name);
}

function addClaims(payload, options) {
  const now = payload.iat || Math.floor(Date.now() / 1000);
  if (options.noTimestamp) delete payload.iat;
  else payload.iat = now;
  for (const [option, claim] of [["notBefore", "nbf"], ["expiresIn", "exp"]]) {
    if (options[option] === undefined) continue;
    payload[claim] = timespan(options[option], now);
    if (payload[claim] === undefined) throw new Error(spanExample(option));
  }
  for (const [option, claim] of Object.entries(claims)) {
    if (options[option] === undefined) continue;
    if (payload[claim] !== undefined) {
      throw new Error(`Bad "options.${option}" option. The payload already has an "${claim}" property.`);
    }
    payload[claim] = options[option];
  }
}

const jwt = {};
const members = { verify, sign, decode, JsonWebTokenError, NotBeforeError, TokenExpiredError };
for (const [name, value] of Object.entries(members)) {
  Object.defineProperty(jwt, name, { value, writable: true, configurable: true, enumerable: false });
}

exports.jwt = jwt;
exports.JsonWebTokenError = JsonWebTokenError;
exports.NotBeforeError = NotBeforeError;
exports.TokenExpiredError = TokenExpiredError;
