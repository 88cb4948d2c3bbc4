// The Web Cryptography API: https://www.w3.org/TR/webcrypto/. Randomness lives here; `subtle` and the key
// type are loaded when first asked for.
const integerArrays = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array,
  Uint32Array, BigInt64Array, BigUint64Array];
const tag
  = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const integerNames = new Set(integerArrays.map((type) => type.name));

const exception = (message, name) => new (require("web/exception").DOMException)(message, name);

const permit = {};

class Crypto {
  constructor(given) {
    if (given !== permit) throw new TypeError("Illegal constructor");
  }

  get subtle() {
    if (this !== crypto) throw new TypeError("Illegal invocation");
    return require("web/crypto-subtle").subtle;
  }

  getRandomValues(array) {
    if (this !== crypto) throw new TypeError("Illegal invocation");
    if (arguments.length === 0) throw new TypeError("getRandomValues takes a typed array of integers");
    if (!ArrayBuffer.isView(array)) throw new TypeError("getRandomValues takes a typed array of integers");
    if (!integerNames.has(tag.call(array))) {
      throw exception("getRandomValues fills typed arrays of integers only", "TypeMismatchError");
    }
    if (array.byteLength > 65536) {
      throw exception("The requested length exceeds 65,536 bytes", "QuotaExceededError");
    }
    if (array.byteLength > 0) {
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(
        native.randomBytes(array.byteLength));
    }
    return array;
  }

  randomUUID() {
    if (this !== crypto) throw new TypeError("Illegal invocation");
    const bytes = native.randomBytes(16);
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const text = native.hexEncode(bytes);
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
}
for (const name of ["subtle", "getRandomValues", "randomUUID"]) {
  Object.defineProperty(Crypto.prototype, name, { enumerable: true });
}
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, { value: "Crypto", configurable: true });
const crypto = new Crypto(permit);

exports.Crypto = Crypto;
exports.crypto = crypto;
for (const [name, module] of [["CryptoKey", "web/crypto-key"], ["SubtleCrypto", "web/crypto-subtle"]]) {
  Object.defineProperty(exports, name, { get: () => require(module)[name], enumerable: true });
}
