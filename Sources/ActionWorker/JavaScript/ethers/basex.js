// Bytes as one number in another base; a zero byte in front is the alphabet's first character.
const { arrayify } = require("ethers/bytes");

class BaseX {
  constructor(alphabet) {
    const enumerable = { enumerable: true, writable: false };
    const map = {};
    for (let index = 0; index < alphabet.length; index++) map[alphabet[index]] = index;
    Object.defineProperty(this, "alphabet", { value: alphabet, ...enumerable });
    Object.defineProperty(this, "base", { value: alphabet.length, ...enumerable });
    Object.defineProperty(this, "_alphabetMap", { value: map, ...enumerable });
    Object.defineProperty(this, "_leader", { value: alphabet.charAt(0), ...enumerable });
  }

  encode(value) {
    const source = arrayify(value);
    if (source.length === 0) return "";
    const digits = converted(source, 256, this.base);
    let text = "";
    for (let index = 0; index < source.length - 1 && source[index] === 0; index++) text += this._leader;
    for (const digit of digits) text += this.alphabet[digit];
    return text;
  }

  decode(value) {
    if (typeof value !== "string") throw new TypeError("Expected String");
    if (value.length === 0) return new Uint8Array(0);
    const source = [];
    for (let index = 0; index < value.length; index++) {
      const digit = this._alphabetMap[value[index]];
      if (digit === undefined) throw new Error(`Non-base${this.base} character`);
      source.push(digit);
    }
    const bytes = converted(source, this.base, 256);
    let leading = 0;
    while (leading < source.length - 1 && source[leading] === 0) leading++;
    const result = new Uint8Array(leading + bytes.length);
    result.set(bytes, leading);
    return result;
  }
}

// Digits of one base as digits of another, highest first, at least one.
function converted(source, from, to) {
  const digits = [0];
  for (let index = 0; index < source.length; index++) {
    let carry = source[index];
    for (let place = 0; place < digits.length; place++) {
      carry += digits[place] * from;
      digits[place] = carry % to;
      carry = Math.floor(carry / to);
    }
    for (; carry > 0; carry = Math.floor(carry / to)) digits.push(carry % to);
  }
  return digits.reverse();
}

exports.BaseX = BaseX;
exports.Base32 = new BaseX("abcdefghijklmnopqrstuvwxyz234567");
exports.Base58 = new BaseX("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
