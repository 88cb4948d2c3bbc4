// Writing and reading words of 32 bytes.
const { Logger } = require("ethers/errors");
const { hexlify } = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const logger = new Logger("abi/5.7.0");

// Collects hexadecimal digits, a multiple of 64 of them.
class Writer {
  text = "";

  // Every value written here fits into a word.
  number(value) {
    this.text += value.toString(16).padStart(64, "0");
  }

  bytes(bytes) {
    const digits = hexlify(bytes).slice(2);
    this.text += digits.padEnd(Math.ceil(digits.length / 64) * 64, "0");
  }
}

class Reader {
  constructor(data, coerce, loose) {
    this.data = data;
    this.coerceWith = coerce;
    this.loose = loose;
    this.offset = 0;
  }

  at(offset) {
    return new Reader(this.data.subarray(this.offset + offset), this.coerceWith, this.loose);
  }

  // What is read is aligned to words; only in loose data may the last one be cut short.
  bytes(length, loose) {
    let aligned = Math.ceil(length / 32) * 32;
    if (this.offset + aligned > this.data.length) {
      if (!this.loose || !loose || this.offset + length > this.data.length) {
        logger.throwError("data out-of-bounds", Logger.errors.BUFFER_OVERRUN, {
          length: this.data.length, offset: this.offset + aligned,
        });
      }
      aligned = length;
    }
    const start = this.offset;
    this.offset += aligned;
    return this.data.subarray(start, start + length);
  }

  number() {
    const bytes = this.bytes(32);
    const view = new DataView(bytes.buffer, bytes.byteOffset, 32);
    let value = 0n;
    for (let place = 0; place < 32; place += 8) value = (value << 64n) | view.getBigUint64(place);
    return value;
  }

  // An offset or a length.
  size() {
    const value = this.number();
    return value <= 0xffffffffn ? Number(value) : BigNumber.from(value).toNumber();
  }

  // Small numbers are given as such unless the caller wants it otherwise.
  coerce(name, value) {
    if (this.coerceWith) return this.coerceWith(name, value);
    const match = /^u?int([0-9]+)$/.exec(name);
    return match && parseInt(match[1]) <= 48 ? value.toNumber() : value;
  }
}

Object.assign(exports, { Reader, Writer });
