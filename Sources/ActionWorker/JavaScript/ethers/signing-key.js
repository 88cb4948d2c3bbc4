// Keys of secp256k1: signatures, shared secrets and the two forms of public keys. The curve is native.

const { arrayify, hexlify, hexDataLength, hexZeroPad, splitSignature } = require("ethers/bytes");
const { defineReadOnly } = require("ethers/properties");
const { Logger } = require("ethers/errors");

const logger = new Logger("signing-key/5.7.0");
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

class SigningKey {
  constructor(privateKey) {
    defineReadOnly(this, "curve", "secp256k1");
    defineReadOnly(this, "privateKey", hexlify(privateKey));
    if (hexDataLength(this.privateKey) !== 32) {
      logger.throwArgumentError("invalid private key", "privateKey", "[[ REDACTED ]]");
    }
    const key = native.secp256k1PublicKey(arrayify(this.privateKey), false);
    defineReadOnly(this, "publicKey", hexlify(key));
    defineReadOnly(this, "compressedPublicKey", hexlify(compress(key)));
    defineReadOnly(this, "_isSigningKey", true);
  }

  _addPoint(other) {
    const theirs = arrayify(computePublicKey(other));
    return hexlify(native.secp256k1AddPoints(arrayify(this.publicKey), theirs, true));
  }

  signDigest(digest) {
    const bytes = arrayify(digest);
    if (bytes.length !== 32) logger.throwArgumentError("bad digest length", "digest", digest);
    const signature = native.secp256k1Sign(bytes, arrayify(this.privateKey));
    return splitSignature({
      recoveryParam: signature[64],
      r: hexZeroPad(hexlify(signature.slice(0, 32)), 32),
      s: hexZeroPad(hexlify(signature.slice(32, 64)), 32),
    });
  }

  computeSharedSecret(otherKey) {
    const theirs = arrayify(computePublicKey(otherKey));
    return hexlify(native.secp256k1SharedSecret(arrayify(this.privateKey), theirs));
  }

  static isSigningKey(value) {
    return !!(value && value._isSigningKey);
  }
}

/** The 33-byte form of a 65-byte one, which says by its tag whether y is odd. */
function compress(bytes) {
  const result = bytes.slice(0, 33);
  result[0] = 2 | (bytes[64] & 1);
  return result;
}

/** The same, of a key as somebody else wrote it: its tag is checked, and whether it agrees with y. */
function compressChecked(bytes) {
  const tag = bytes[0];
  if (tag !== 4 && tag !== 6 && tag !== 7) throw new Error("Unknown point format");
  if (tag !== 4 && (tag & 1) !== (bytes[64] & 1)) throw new Error("Assertion failed");
  return compress(bytes);
}

/** A digest of any length as a number modulo the group order. */
function reduced(digest) {
  const bytes = arrayify(digest);
  if (bytes.length === 32) return bytes;
  const value = bytes.length === 0 ? 0n : BigInt(hexlify(bytes)) % ORDER;
  return arrayify("0x" + value.toString(16).padStart(64, "0"));
}

function recoverPublicKey(digest, signature) {
  const { r, s, recoveryParam } = splitSignature(signature);
  const joined = new Uint8Array(64);
  joined.set(arrayify(r), 0);
  joined.set(arrayify(s), 32);
  return hexlify(native.secp256k1Recover(reduced(digest), joined, recoveryParam));
}

function computePublicKey(key, compressed) {
  const bytes = arrayify(key);
  switch (bytes.length) {
    case 32: {
      const signingKey = new SigningKey(bytes);
      return compressed ? signingKey.compressedPublicKey : signingKey.publicKey;
    }
    case 33:
      return hexlify(compressed ? bytes : native.secp256k1Convert(bytes, false));
    case 65:
      return hexlify(compressed ? compressChecked(bytes) : bytes);
    default:
      return logger.throwArgumentError("invalid public or private key", "key", "[REDACTED]");
  }
}

exports.SigningKey = SigningKey;
exports.computePublicKey = computePublicKey;
exports.recoverPublicKey = recoverPublicKey;
