// SubtleCrypto: what each method checks before an algorithm does its work. Native work is synchronous;
// results come as promises all the same.
const { fail, bytesOf, digest } = require("web/crypto-common");
const { contentOf, makeKey } = require("web/crypto-key");

const USAGES = ["encrypt", "decrypt", "sign", "verify", "deriveKey", "deriveBits", "wrapKey", "unwrapKey"];
const FORMATS = ["raw", "pkcs8", "spki", "jwk"];

const places = {
  __proto__: null,
  HMAC: "web/crypto-symmetric",
  "AES-GCM": "web/crypto-symmetric",
  "AES-CBC": "web/crypto-symmetric",
  "AES-CTR": "web/crypto-symmetric",
  "AES-KW": "web/crypto-symmetric",
  HKDF: "web/crypto-derive",
  PBKDF2: "web/crypto-derive",
  ECDSA: "web/crypto-curves",
  ECDH: "web/crypto-curves",
  ED25519: "web/crypto-curves",
  X25519: "web/crypto-curves",
  "RSASSA-PKCS1-V1_5": "web/crypto-rsa",
  "RSA-PSS": "web/crypto-rsa",
  "RSA-OAEP": "web/crypto-rsa",
};
const properNames = { __proto__: null, ED25519: "Ed25519", "RSASSA-PKCS1-V1_5": "RSASSA-PKCS1-v1_5" };

function nameOf(algorithm) {
  const name = typeof algorithm === "object" && algorithm !== null ? algorithm.name : algorithm;
  if (name === undefined || typeof name === "symbol") throw new TypeError("an algorithm needs a name");
  return String(name);
}

// [the algorithm as an object whose name is the standard's, what carries it out]
function resolve(algorithm, operation) {
  const given = nameOf(algorithm);
  const upper = given.toUpperCase();
  const place = places[upper];
  const implementation = place === undefined ? undefined
    : require(place).algorithms[properNames[upper] ?? upper];
  if (implementation?.[operation] === undefined) {
    fail("NotSupportedError", `${given} is not an algorithm that supports ${operation}`);
  }
  const members = typeof algorithm === "object" ? algorithm : undefined;
  return [{ ...members, name: properNames[upper] ?? upper }, implementation];
}

function usagesOf(value) {
  const usages = Array.from(value, String);
  for (const usage of usages) {
    if (!USAGES.includes(usage)) throw new TypeError(`"${usage}" is not a usage of keys`);
  }
  return [...new Set(usages)];
}

function formatOf(value) {
  if (!FORMATS.includes(value)) throw new TypeError(`"${String(value)}" is not a format of keys`);
  return value;
}

function keyFor(algorithm, key, usage, place = "the key") {
  const content = contentOf(key, place);
  if (content.own.name !== algorithm.name) {
    fail("InvalidAccessError", `the key is for ${content.own.name}, not for ${algorithm.name}`);
  }
  if (!content.allowed.has(usage)) fail("InvalidAccessError", `the key's usages do not include ${usage}`);
  return content;
}

function finish(made, extractable, usages) {
  if ((made.type === "secret" || made.type === "private") && usages.length === 0) {
    fail("SyntaxError", "Usages cannot be empty when creating a key.");
  }
  return makeKey(made.type, extractable, made.algorithm, usages, made.data);
}

function importWith(format, keyData, algorithm, extractable, keyUsages) {
  const usages = usagesOf(keyUsages);
  const [resolved, implementation] = resolve(algorithm, "importKey");
  if (format === "jwk" && (typeof keyData !== "object" || keyData === null || ArrayBuffer.isView(keyData)
    || keyData instanceof ArrayBuffer)) throw new TypeError("a key in the format jwk is given as an object");
  const data = format === "jwk" ? keyData : bytesOf(keyData, "the key's data");
  const made = implementation.importKey(format, data, resolved, Boolean(extractable), usages);
  return finish(made, Boolean(extractable), usages);
}

function exportWith(format, content) {
  const [, implementation] = resolve(content.own.name, "importKey");
  if (implementation.exportKey === undefined) {
    fail("NotSupportedError", `keys for ${content.own.name} cannot be exported`);
  }
  if (!content.extractable) fail("InvalidAccessError", "key is not extractable");
  const exported = implementation.exportKey(format, content);
  if (format !== "jwk") return exported;
  return { key_ops: [...content.allowed], ext: content.extractable, ...exported };
}

function deriveWith(algorithm, baseKey, usage, length) {
  const [resolved, implementation] = resolve(algorithm, "deriveBits");
  const content = keyFor(resolved, baseKey, usage, "the base key");
  if (length !== null && (!Number.isInteger(length) || length < 0 || length > 0xffffffff)) {
    throw new TypeError("length must be a number of bits");
  }
  return implementation.deriveBits(resolved, content, length);
}

const buffer = (bytes) =>
  (bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer);

function demand(count, given, method) {
  if (given < count) throw new TypeError(`${method} takes ${count} arguments, and was given ${given}`);
}

const permit = {};

class SubtleCrypto {
  constructor(given) {
    if (given !== permit) throw new TypeError("Illegal constructor");
  }

  async digest(algorithm, data) {
    demand(2, arguments.length, "digest");
    const name = nameOf(algorithm).toUpperCase();
    if (!/^SHA-(?:1|256|384|512)$/.test(name)) fail("NotSupportedError", "Unrecognized algorithm name");
    return buffer(digest(name, bytesOf(data, "the data")));
  }

  async encrypt(algorithm, key, data) {
    demand(3, arguments.length, "encrypt");
    const [resolved, implementation] = resolve(algorithm, "encrypt");
    const bytes = bytesOf(data, "the data");
    return buffer(implementation.encrypt(resolved, keyFor(resolved, key, "encrypt"), bytes));
  }

  async decrypt(algorithm, key, data) {
    demand(3, arguments.length, "decrypt");
    const [resolved, implementation] = resolve(algorithm, "decrypt");
    const bytes = bytesOf(data, "the data");
    return buffer(implementation.decrypt(resolved, keyFor(resolved, key, "decrypt"), bytes));
  }

  async sign(algorithm, key, data) {
    demand(3, arguments.length, "sign");
    const [resolved, implementation] = resolve(algorithm, "sign");
    const bytes = bytesOf(data, "the data");
    return buffer(implementation.sign(resolved, keyFor(resolved, key, "sign"), bytes));
  }

  async verify(algorithm, key, signature, data) {
    demand(4, arguments.length, "verify");
    const [resolved, implementation] = resolve(algorithm, "verify");
    const signed = bytesOf(signature, "the signature");
    const bytes = bytesOf(data, "the data");
    return implementation.verify(resolved, keyFor(resolved, key, "verify"), signed, bytes);
  }

  async generateKey(algorithm, extractable, keyUsages) {
    demand(3, arguments.length, "generateKey");
    const usages = usagesOf(keyUsages);
    const [resolved, implementation] = resolve(algorithm, "generateKey");
    const made = implementation.generateKey(resolved, usages);
    if (made.type !== undefined) return finish(made, Boolean(extractable), usages);
    const own = (list) => usages.filter((usage) => list.includes(usage));
    const [publicUsages, privateUsages] = [own(made.publicUsages), own(made.privateUsages)];
    return {
      publicKey: makeKey("public", true, made.algorithm, publicUsages, made.publicData),
      privateKey: finish(
        { type: "private", algorithm: made.algorithm, data: made.privateData }, Boolean(extractable),
          privateUsages),
    };
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    demand(5, arguments.length, "importKey");
    return importWith(formatOf(format), keyData, algorithm, extractable, keyUsages);
  }

  async exportKey(format, key) {
    demand(2, arguments.length, "exportKey");
    const exported = exportWith(formatOf(format), contentOf(key, "the key"));
    return format === "jwk" ? exported : buffer(exported);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    demand(2, arguments.length, "deriveBits");
    return buffer(deriveWith(algorithm, baseKey, "deriveBits", length));
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    demand(5, arguments.length, "deriveKey");
    const usages = usagesOf(keyUsages);
    const [derived, implementation] = resolve(derivedKeyType, "keyLength");
    const secret = deriveWith(algorithm, baseKey, "deriveKey", implementation.keyLength(derived));
    return importWith("raw", secret, derived, extractable, usages);
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    demand(4, arguments.length, "wrapKey");
    const content = contentOf(key, "the key");
    const exported = exportWith(formatOf(format), content);
    const bytes = format === "jwk" ? native.utf8Encode(JSON.stringify(exported)) : exported;
    const operation = wraps(wrapAlgorithm, "wrapKey") ? "wrapKey" : "encrypt";
    const [resolved, implementation] = resolve(wrapAlgorithm, operation);
    const wrapping = keyFor(resolved, wrappingKey, "wrapKey", "the wrapping key");
    return buffer(implementation[operation](resolved, wrapping, bytes));
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, keyAlgorithm, extractable, keyUsages) {
    demand(7, arguments.length, "unwrapKey");
    formatOf(format);
    const operation = wraps(unwrapAlgorithm, "unwrapKey") ? "unwrapKey" : "decrypt";
    const [resolved, implementation] = resolve(unwrapAlgorithm, operation);
    const content = keyFor(resolved, unwrappingKey, "unwrapKey", "the unwrapping key");
    const bytes = implementation[operation](resolved, content, bytesOf(wrappedKey, "the wrapped key"));
    let data = bytes;
    if (format === "jwk") {
      try {
        data = JSON.parse(native.utf8Decode(bytes, true));
      } catch {
        fail("DataError", "what was wrapped is no JSON Web Key");
      }
    }
    return importWith(format, data, keyAlgorithm, extractable, keyUsages);
  }
}

function wraps(algorithm, operation) {
  const upper = nameOf(algorithm).toUpperCase();
  const place = places[upper];
  return place !== undefined
    && require(place).algorithms[properNames[upper] ?? upper]?.[operation] !== undefined;
}

for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
  if (name !== "constructor") Object.defineProperty(SubtleCrypto.prototype, name, { enumerable: true });
}
Object.defineProperty(
  SubtleCrypto.prototype, Symbol.toStringTag, { value: "SubtleCrypto", configurable: true });

exports.SubtleCrypto = SubtleCrypto;
exports.subtle = new SubtleCrypto(permit);
