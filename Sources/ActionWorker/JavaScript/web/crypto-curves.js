// ECDSA and ECDH on P-256, P-384 and P-521; Ed25519 and X25519 (RFC 8032, 7748). A public key's data are
// its point or its 32 bytes, a private key's {key, public}.
const { fail, attempt, hashMember, member, toBase64url, fromBase64url, onlyUsages, checkJWK }
  = require("web/crypto-common");
const { contentOf } = require("web/crypto-key");
const der = require("web/crypto-der");

const sizes = { "P-256": 32, "P-384": 48, "P-521": 66 };
const jwkSignatures = { "P-256": "ES256", "P-384": "ES384", "P-521": "ES512" };

const data = (body) => attempt("DataError", body);

// What differs between the NIST curves and the two of 25519: sizes, encodings, and the functions in Swift.
function nistCurve(name) {
  const size = sizes[name];
  const publicOf = (key) => native.ecPublicKey(name, key);
  return {
    kind: "EC", name, curve: name, size, kty: "EC",
    generate: () => native.ecGenerate(name),
    publicOf,
    checkPublic: (point) => native.ecPoint(name, point),
    // The point of JSON Web Keys has its two coordinates apart.
    toJWK: (point) =>
      ({ x: toBase64url(point.subarray(1, 1 + size)), y: toBase64url(point.subarray(1 + size)) }),
    fromJWK: (jwk) => {
      const [x, y] = [fromBase64url(jwk.x, "x"), fromBase64url(jwk.y, "y")];
      if (x.length !== size || y.length !== size) {
        fail("DataError", `the coordinates must have ${size} bytes`);
      }
      const point = new Uint8Array(1 + 2 * size);
      point[0] = 4;
      point.set(x, 1);
      point.set(y, 1 + size);
      return point;
    },
    agree: (key, point) => native.ecdhDerive(name, key, point),
  };
}

function curve25519(name, generate, publicOf, agree) {
  return {
    kind: name, name, size: 32, kty: "OKP", generate, publicOf, agree,
    checkPublic: (bytes) => {
      if (bytes.length !== 32) fail("DataError", `a public key of ${name} has 32 bytes`);
      return bytes;
    },
    toJWK: (bytes) => ({ x: toBase64url(bytes) }),
    fromJWK: (jwk) => fromBase64url(jwk.x, "x"),
  };
}

const ed25519 = curve25519("Ed25519", () => native.ed25519Generate(), (key) => native.ed25519PublicKey(key));
const x25519 = curve25519("X25519", () => native.x25519Generate(), (key) => native.x25519PublicKey(key),
  (key, other) => native.x25519Derive(key, other));

function namedCurve(algorithm) {
  const name = member(algorithm, "namedCurve");
  if (!Object.hasOwn(sizes, name)) {
    fail("NotSupportedError", `${String(name)} is not a curve that is supported`);
  }
  return nistCurve(name);
}

// Whatever the format says, a DER structure must name the curve that was asked for.
function sameKind(curve, found) {
  if (found.kind !== curve.kind || found.curve !== curve.curve) {
    fail("DataError", `the key is not one of ${curve.name}`);
  }
  return found.key;
}

function privateFrom(curve, bytes) {
  if (bytes.length !== curve.size) {
    fail("DataError", `a private key of ${curve.name} has ${curve.size} bytes`);
  }
  return { key: bytes, public: data(() => curve.publicOf(bytes)) };
}

// [the type, the data] of a key in one of the formats.
function importFrom(curve, format, given) {
  const publicFrom = (bytes) => ["public", data(() => curve.checkPublic(bytes))];
  switch (format) {
    case "raw": return publicFrom(given);
    case "spki": return publicFrom(sameKind(curve, data(() => der.readPublicKey(given))));
    case "pkcs8":
      return ["private", privateFrom(curve, sameKind(curve, data(() => der.readPrivateKey(given))))];
  }
  if (given.crv !== curve.name) fail("DataError", `the JSON Web Key's member crv must be "${curve.name}"`);
  const [type, point] = publicFrom(curve.fromJWK(given));
  if (given.d === undefined) return [type, point];
  const pair = privateFrom(curve, fromBase64url(given.d, "d"));
  if (pair.public.some((byte, index) => byte !== point[index])) {
    fail("DataError", "the JSON Web Key's public and private parts do not belong together");
  }
  return ["private", pair];
}

function exportTo(curve, format, content, alg) {
  const isPrivate = content.type === "private";
  const point = isPrivate ? content.data.public : content.data;
  const wanted = { raw: "public", spki: "public", pkcs8: "private" }[format];
  if (wanted !== undefined && wanted !== content.type) {
    fail("InvalidAccessError", `a ${content.type} key cannot be exported as ${format}`);
  }
  switch (format) {
    case "raw": return point.slice();
    case "spki": return der.writePublicKey({ kind: curve.kind, curve: curve.curve, key: point });
    case "pkcs8":
      return der.writePrivateKey({ kind: curve.kind, curve: curve.curve, key: content.data.key, point });
  }
  return {
    kty: curve.kty, crv: curve.name, ...curve.toJWK(point),
    ...(isPrivate ? { d: toBase64url(content.data.key) } : {}), ...(alg === undefined ? {} : { alg }),
  };
}

function keys(name, curveOf, use, publicUsages, privateUsages, alg) {
  const described = (curve) => (curve.kind === "EC" ? { name, namedCurve: curve.name } : { name });
  return {
    generateKey(algorithm, usages) {
      onlyUsages(usages, [...publicUsages, ...privateUsages], `a key for ${name}`);
      const curve = curveOf(algorithm);
      const [key, point] = curve.generate();
      return {
        algorithm: described(curve), publicUsages, privateUsages,
        publicData: point, privateData: { key, public: point },
      };
    },
    importKey(format, given, algorithm, extractable, usages) {
      const curve = curveOf(algorithm);
      const isPrivate = format === "pkcs8" || (format === "jwk" && given?.d !== undefined);
      onlyUsages(
        usages, isPrivate ? privateUsages : publicUsages,
        `a ${isPrivate ? "private" : "public"} key for ${name}`);
      if (format === "jwk") {
        checkJWK(given, curve.kty, extractable, usages, use);
        if (alg !== undefined && given.alg !== undefined && !alg(curve).includes(given.alg)) {
          fail("DataError", `the JSON Web Key's member alg must be "${alg(curve)[0]}"`);
        }
      }
      const [type, content] = importFrom(curve, format, given);
      return { type, algorithm: described(curve), data: content };
    },
    exportKey(format, content) {
      const curve = curveOf({ name, namedCurve: content.own.namedCurve });
      return exportTo(curve, format, content, curve.kind === "Ed25519" ? "Ed25519" : undefined);
    },
  };
}

function agreement(algorithm, content, length) {
  const other = contentOf(member(algorithm, "public", "the other side's key"), "public");
  if (content.type !== "private") fail("InvalidAccessError", "the base key must be a private key");
  if (other.type !== "public") fail("InvalidAccessError", "public must be a public key");
  if (other.own.name !== content.own.name || other.own.namedCurve !== content.own.namedCurve) {
    fail("InvalidAccessError", "the two keys are not of the same algorithm and curve");
  }
  const curve = content.own.namedCurve === undefined ? x25519 : nistCurve(content.own.namedCurve);
  const secret = attempt("OperationError", () => curve.agree(content.data.key, other.data));
  // A point of small order gives zeros, which the specification refuses (RFC 7748, section 6.1).
  if (secret.every((byte) => byte === 0)) fail("OperationError", "the other side's key gives no secret");
  if (length === null) return secret;
  if (length > secret.length * 8) fail("OperationError", `the shared secret has ${secret.length * 8} bits`);
  const cut = secret.slice(0, Math.ceil(length / 8));
  if (length % 8 !== 0) cut[cut.length - 1] &= 0xff << (8 - (length % 8));
  return cut;
}

function mustBe(type, content) {
  if (content.type !== type) {
    fail("InvalidAccessError", `a ${type} key is needed, and this is a ${content.type} one`);
  }
  return content.data;
}

const AGREE = ["deriveKey", "deriveBits"];

exports.algorithms = {
  ECDSA: {
    ...keys("ECDSA", namedCurve, "sig", ["verify"], ["sign"], (curve) => [jwkSignatures[curve.name]]),
    sign(algorithm, content, bytes) {
      const hash = hashMember(algorithm);
      const { key } = mustBe("private", content);
      return attempt("OperationError", () => native.ecdsaSign(content.own.namedCurve, hash, key, bytes));
    },
    verify(algorithm, content, signature, bytes) {
      const hash = hashMember(algorithm);
      const point = mustBe("public", content);
      return attempt("OperationError", () =>
        native.ecdsaVerify(content.own.namedCurve, hash, point, signature, bytes));
    },
  },
  ECDH: { ...keys("ECDH", namedCurve, "enc", [], AGREE), deriveBits: agreement },
  Ed25519: {
    ...keys("Ed25519", () => ed25519, "sig", ["verify"], ["sign"], () => ["Ed25519", "EdDSA"]),
    sign: (algorithm, content, bytes) => native.ed25519Sign(mustBe("private", content).key, bytes),
    verify: (algorithm, content, signature, bytes) =>
      native.ed25519Verify(mustBe("public", content), signature, bytes),
  },
  X25519: { ...keys("X25519", () => x25519, "enc", [], AGREE), deriveBits: agreement },
};
