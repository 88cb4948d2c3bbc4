// AES (GCM, CBC, CTR, key wrap) and HMAC. A key's data are its bytes.
const {
  fail, attempt, bytesMember, numberMember, hashMember, hashBytes, toBase64url, fromBase64url, onlyUsages,
  checkJWK }
  = require("web/crypto-common");

function exportSecret(format, content, alg) {
  if (format === "raw") return content.data.slice();
  if (format === "jwk") {
    return { kty: "oct", k: toBase64url(content.data), ...(alg === undefined ? {} : { alg }) };
  }
  return fail("NotSupportedError", `a secret key cannot be exported as ${format}`);
}

function importSecret(format, data, alg, use, extractable, usages) {
  if (format === "raw") return data;
  if (format !== "jwk") fail("NotSupportedError", `a secret key cannot be imported from ${format}`);
  checkJWK(data, "oct", extractable, usages, use);
  const bytes = fromBase64url(data.k, "k");
  const expected = alg(bytes);
  if (data.alg !== undefined && data.alg !== expected) {
    fail("DataError", `the JSON Web Key's member alg must be "${expected}"`);
  }
  return bytes;
}

function aes(name, allowed, operations) {
  const suffix = name.slice(4);
  const described = (bytes) => ({ name, length: bytes.length * 8 });
  const length = (algorithm) => {
    const bits = numberMember(algorithm, "length");
    if (bits !== 128 && bits !== 192 && bits !== 256) {
      fail("OperationError", "AES key length must be 128, 192, or 256 bits");
    }
    return bits;
  };
  return {
    generateKey(algorithm, usages) {
      onlyUsages(usages, allowed, `a key for ${name}`);
      const data = native.randomBytes(length(algorithm) / 8);
      return { type: "secret", algorithm: described(data), data };
    },
    importKey(format, given, algorithm, extractable, usages) {
      onlyUsages(usages, allowed, `a key for ${name}`);
      const data
        = importSecret(format, given, (bytes) => `A${bytes.length * 8}${suffix}`, "enc", extractable, usages);
      if (![16, 24, 32].includes(data.length)) fail("DataError", "an AES key has 128, 192, or 256 bits");
      return { type: "secret", algorithm: described(data), data };
    },
    exportKey: (format, content) => exportSecret(format, content, `A${content.data.length * 8}${suffix}`),
    keyLength: length,
    ...operations,
  };
}

function nonce(algorithm, name, size) {
  const bytes = bytesMember(algorithm, name);
  if (bytes.length !== size) {
    fail("OperationError", `${algorithm.name} needs ${name} of ${size} bytes, not ${bytes.length}`);
  }
  return bytes;
}

const TAGS = [32, 64, 96, 104, 112, 120, 128];
function galois(seal) {
  return (algorithm, content, data) => {
    const iv = bytesMember(algorithm, "iv");
    if (iv.length === 0) fail("OperationError", "AES-GCM needs an iv of at least one byte");
    const additional = algorithm.additionalData === undefined ? new Uint8Array(0)
      : bytesMember(algorithm, "additionalData");
    const bits = numberMember(algorithm, "tagLength", 128);
    if (!TAGS.includes(bits)) fail("OperationError", `${bits} is not a valid AES-GCM tag length`);
    if (!seal && data.length < bits / 8) fail("OperationError", "The provided data is too small.");
    const operation = seal ? native.aesGCMSeal : native.aesGCMOpen;
    return attempt("OperationError", () => operation(content.data, iv, additional, data, bits / 8));
  };
}

function counter(algorithm, content, data) {
  const block = nonce(algorithm, "counter", 16);
  const bits = numberMember(algorithm, "length");
  if (bits === 0 || bits > 128) {
    fail("OperationError", "AES-CTR needs length, a number of bits from 1 to 128");
  }
  return attempt("OperationError", () => native.aesCTRBits(content.data, block, bits, data));
}

const ENCRYPTION = ["encrypt", "decrypt", "wrapKey", "unwrapKey"];
const hmacName = (hash) => `HS${hash.slice(4)}`;

exports.algorithms = {
  "AES-GCM": aes("AES-GCM", ENCRYPTION, { encrypt: galois(true), decrypt: galois(false) }),
  "AES-CBC": aes("AES-CBC", ENCRYPTION, {
    encrypt: (algorithm, content, data) => {
      const iv = nonce(algorithm, "iv", 16);
      return attempt("OperationError", () => native.aesCBCEncrypt(content.data, iv, data, true));
    },
    decrypt: (algorithm, content, data) => {
      const iv = nonce(algorithm, "iv", 16);
      if (data.length === 0 || data.length % 16 !== 0) {
        fail("OperationError", "what AES-CBC decrypts is whole blocks of 16 bytes");
      }
      return attempt("OperationError", () => native.aesCBCDecrypt(content.data, iv, data, true));
    },
  }),
  "AES-CTR": aes("AES-CTR", ENCRYPTION, { encrypt: counter, decrypt: counter }),
  "AES-KW": aes("AES-KW", ["wrapKey", "unwrapKey"], {
    wrapKey: (algorithm, content, data) =>
      attempt("OperationError", () => native.aesWrapKey(content.data, data)),
    unwrapKey: (algorithm, content, data) =>
      attempt("OperationError", () => native.aesUnwrapKey(content.data, data)),
  }),

  HMAC: {
    generateKey(algorithm, usages) {
      onlyUsages(usages, ["sign", "verify"], "a key for HMAC");
      const hash = hashMember(algorithm);
      const length = this.keyLength(algorithm);
      const data = native.randomBytes(Math.ceil(length / 8));
      return { type: "secret", algorithm: { name: "HMAC", length, hash: { name: hash } }, data };
    },
    importKey(format, given, algorithm, extractable, usages) {
      onlyUsages(usages, ["sign", "verify"], "a key for HMAC");
      const hash = hashMember(algorithm);
      const data = importSecret(format, given, () => hmacName(hash), "sig", extractable, usages);
      if (data.length === 0) fail("DataError", "an HMAC key has at least one byte");
      const bits = data.length * 8;
      const length = algorithm.length === undefined ? bits : numberMember(algorithm, "length");
      if (length > bits || length <= bits - 8) {
        fail("DataError", `length must be that of the key, ${bits} bits`);
      }
      if (length % 8 !== 0) fail("NotSupportedError", "an HMAC key has whole bytes here");
      return { type: "secret", algorithm: { name: "HMAC", length, hash: { name: hash } }, data };
    },
    exportKey: (format, content) => exportSecret(format, content, hmacName(content.own.hash)),
    keyLength(algorithm) {
      const hash = hashMember(algorithm);
      if (algorithm.length === undefined) return hashBytes(hash) > 32 ? 1024 : 512;
      const length = numberMember(algorithm, "length");
      if (length === 0) throw new TypeError("length must not be 0");
      if (length % 8 !== 0) fail("NotSupportedError", "an HMAC key has whole bytes here");
      if (length > 1 << 20) fail("OperationError", "an HMAC key has at most 1048576 bits here");
      return length;
    },
    sign: (algorithm, content, data) => native.hmac(content.own.hash, content.data, data),
    verify: (algorithm, content, signature, data) => {
      const expected = native.hmac(content.own.hash, content.data, data);
      if (expected.length !== signature.length) return false;
      let difference = 0;
      for (let at = 0; at < expected.length; at += 1) difference |= expected[at] ^ signature[at];
      return difference === 0;
    },
  },
};
