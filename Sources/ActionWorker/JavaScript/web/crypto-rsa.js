// RSASSA-PKCS1-v1_5, RSA-PSS (with a salt as long as its hash) and RSA-OAEP (with SHA-1 or SHA-256, no
// label). A key's data are {der, numbers}: PKCS #1, and its numbers [n, e] or [n, e, d, p, q, dp, dq, qi].
const {
  fail, attempt, hashMember, hashBytes, numberMember, bytesMember, toBase64url, fromBase64url, onlyUsages,
  checkJWK }
  = require("web/crypto-common");
const der = require("web/crypto-der");

const names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

function bitLength(number) {
  return number.length * 8 - Math.clz32(number[0]) + 24;
}

function describe(name, data, hash) {
  const [modulus, exponent] = data.numbers;
  return { name, modulusLength: bitLength(modulus), publicExponent: exponent.slice(), hash: { name: hash } };
}

function publicData(bytes) {
  return attempt("DataError", () => {
    const numbers = der.readRSA(bytes, false);
    native.rsaCheck(bytes);
    return { der: bytes, numbers };
  });
}

function privateData(bytes) {
  return attempt("DataError", () => {
    const numbers = der.readRSA(bytes, true);
    return { der: bytes, numbers, public: native.rsaPublicKey(bytes) };
  });
}

function ofRSA(found) {
  if (found.kind !== "RSA") fail("DataError", "the key is not one of RSA");
  return found.key;
}

function fromJWK(jwk) {
  if (jwk.d === undefined) {
    return [
      "public", publicData(der.writeRSA(names.slice(0, 2).map((name) => fromBase64url(jwk[name], name))))];
  }
  if (jwk.oth !== undefined) fail("NotSupportedError", "RSA keys of more than two primes are not supported");
  return ["private", privateData(der.writeRSA(names.map((name) => fromBase64url(jwk[name], name))))];
}

// [the type, the data] of a key in one of the formats.
function importFrom(format, given) {
  switch (format) {
    case "spki": return ["public", publicData(ofRSA(attempt("DataError", () => der.readPublicKey(given))))];
    case "pkcs8":
      return ["private", privateData(ofRSA(attempt("DataError", () => der.readPrivateKey(given))))];
    case "jwk": return fromJWK(given);
    default: return fail("NotSupportedError", "an RSA key is imported as spki, pkcs8 or jwk");
  }
}

function keys(name, use, publicUsages, privateUsages, jwkName) {
  const usagesOf = (isPrivate) => (isPrivate ? privateUsages : publicUsages);
  return {
    generateKey(algorithm, usages) {
      onlyUsages(usages, [...publicUsages, ...privateUsages], `a key for ${name}`);
      const hash = hashMember(algorithm);
      const bits = numberMember(algorithm, "modulusLength");
      const exponent = bytesMember(algorithm, "publicExponent");
      if (exponent.reduce((value, byte) => value * 256 + byte, 0) !== 65537) {
        fail("OperationError", "RSA keys are made with the public exponent 65537");
      }
      const made = privateData(attempt("OperationError", () => native.rsaGenerate(bits)));
      const other = publicData(made.public);
      return {
        algorithm: describe(name, made, hash), publicUsages, privateUsages, publicData: other,
        privateData: made };
    },
    importKey(format, given, algorithm, extractable, usages) {
      const hash = hashMember(algorithm);
      const isPrivate = format === "pkcs8" || (format === "jwk" && given?.d !== undefined);
      onlyUsages(usages, usagesOf(isPrivate), `a ${isPrivate ? "private" : "public"} key for ${name}`);
      if (format === "jwk") {
        checkJWK(given, "RSA", extractable, usages, use);
        if (given.alg !== undefined && given.alg !== jwkName(hash)) {
          fail("DataError", `the JSON Web Key's member alg must be "${jwkName(hash)}"`);
        }
      }
      const [type, data] = importFrom(format, given);
      return { type, algorithm: describe(name, data, hash), data };
    },
    exportKey(format, content) {
      const isPrivate = content.type === "private";
      if (format === "raw") fail("NotSupportedError", "an RSA key is exported as spki, pkcs8 or jwk");
      if (format !== "jwk" && isPrivate !== (format === "pkcs8")) {
        fail("InvalidAccessError", `a ${content.type} key cannot be exported as ${format}`);
      }
      if (format === "spki") return der.writePublicKey({ kind: "RSA", key: content.data.der });
      if (format === "pkcs8") return der.writePrivateKey({ kind: "RSA", key: content.data.der });
      const numbers = content.data.numbers.map((number, index) => [names[index], toBase64url(number)]);
      return { kty: "RSA", ...Object.fromEntries(numbers), alg: jwkName(content.own.hash) };
    },
  };
}

function mustBe(type, content) {
  if (content.type !== type) {
    fail("InvalidAccessError", `a ${type} key is needed, and this is a ${content.type} one`);
  }
  return content.data.der;
}

function signing(isPSS) {
  const check = (algorithm, content) => {
    if (!isPSS) return;
    const length = numberMember(algorithm, "saltLength");
    if (length !== hashBytes(content.own.hash)) {
      fail("NotSupportedError", `saltLength must be that of the hash, ${hashBytes(content.own.hash)}`);
    }
  };
  return {
    sign(algorithm, content, bytes) {
      check(algorithm, content);
      const key = mustBe("private", content);
      return attempt("OperationError", () => native.rsaSign(isPSS, content.own.hash, key, bytes));
    },
    verify(algorithm, content, signature, bytes) {
      check(algorithm, content);
      const key = mustBe("public", content);
      return attempt(
        "OperationError", () => native.rsaVerify(isPSS, content.own.hash, key, signature, bytes));
    },
  };
}

function encryption(type, operation) {
  return (algorithm, content, bytes) => {
    const { hash } = content.own;
    if (algorithm.label !== undefined && bytesMember(algorithm, "label").length > 0) {
      fail("NotSupportedError", "RSA-OAEP has no label here");
    }
    if (hash !== "SHA-1" && hash !== "SHA-256") {
      fail("NotSupportedError", "RSA-OAEP is here with SHA-1 and SHA-256");
    }
    const key = mustBe(type, content);
    return attempt("OperationError", () => native[operation](hash, key, bytes));
  };
}

exports.algorithms = {
  "RSASSA-PKCS1-v1_5": {
    ...keys("RSASSA-PKCS1-v1_5", "sig", ["verify"], ["sign"], (hash) => `RS${hash.slice(4)}`),
      ...signing(false),
  },
  "RSA-PSS": {
    ...keys("RSA-PSS", "sig", ["verify"], ["sign"], (hash) => `PS${hash.slice(4)}`), ...signing(true) },
  "RSA-OAEP": {
    ...keys("RSA-OAEP", "enc", ["encrypt", "wrapKey"], ["decrypt", "unwrapKey"],
      (hash) => (hash === "SHA-1" ? "RSA-OAEP" : `RSA-OAEP-${hash.slice(4)}`)),
    encrypt: encryption("public", "rsaEncrypt"),
    decrypt: encryption("private", "rsaDecrypt"),
  },
};
