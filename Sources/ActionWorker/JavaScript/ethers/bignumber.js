// Whole numbers of any size, over the engine's own.
const { Logger } = require("ethers/errors");
const { isBytes, isHexString, hexlify } = require("ethers/bytes");
const logger = new Logger("bignumber/5.7.0");

const guard = {};
const limit = Number.MAX_SAFE_INTEGER;
let warnedOfRadix = false;

function fault(name, operation, value) {
  const params = { fault: name, operation: operation };
  if (value != null) params.value = value;
  return logger.throwError(name, Logger.errors.NUMERIC_FAULT, params);
}

// The number of a text such as "-0x1f" or "-31".
function parsed(text) {
  return text[0] === "-" ? -BigInt(text.slice(1)) : BigInt(text);
}

// "0x", an even number of digits, at least two, with a sign in front.
function hexOf(value) {
  const digits = (value < 0n ? -value : value).toString(16);
  return (value < 0n ? "-0x" : "0x") + (digits.length % 2 ? "0" : "") + digits;
}

// The digits as they were written, made even and without leading zero bytes.
function hexAsWritten(text) {
  const negative = text[0] === "-";
  let digits = text.slice(negative ? 3 : 2);
  if (digits.length % 2) digits = "0" + digits;
  while (digits.length > 2 && digits.startsWith("00")) digits = digits.slice(2);
  return (negative && digits !== "00" ? "-0x" : "0x") + digits;
}

// A number of bits; whatever else is given fails as an assertion without a text of its own.
function bits(width) {
  if (typeof width !== "number" || !(width >= 0)) throw new Error("Assertion failed");
  return Math.floor(width);
}

function lowBits(width) {
  return (1n << BigInt(width)) - 1n;
}

// The complement as a library of 26-bit words makes it: beyond `width`, the rest of its last word is cleared and the
// words above it stay.
function complement(value, width) {
  const end = BigInt(Math.ceil(width / 26) * 26);
  return ((value >> end) << end) | (~value & lowBits(width));
}

class BigNumber {
  #value;

  constructor(constructorGuard, hex, value) {
    if (constructorGuard !== guard) {
      logger.throwError("cannot call constructor directly; use BigNumber.from", Logger.errors.UNSUPPORTED_OPERATION, {
        operation: "new (BigNumber)",
      });
    }
    this._hex = hex;
    this._isBigNumber = true;
    this.#value = value;
    Object.freeze(this);
  }

  static #make(value) {
    return new BigNumber(guard, hexOf(value), value);
  }

  static #of(value) {
    return BigNumber.from(value).#value;
  }

  fromTwos(value) {
    const own = this.#value;
    const magnitude = own < 0n ? -own : own;
    if (!((magnitude >> BigInt(bits(value - 1))) & 1n)) return BigNumber.#make(own);
    const inverted = complement(magnitude, bits(value));
    return BigNumber.#make(-((own < 0n ? -inverted : inverted) + 1n));
  }

  toTwos(value) {
    const own = this.#value;
    return BigNumber.#make(own < 0n ? complement(-own, bits(value)) + 1n : own);
  }

  abs() {
    return this.#value < 0n ? BigNumber.#make(-this.#value) : this;
  }

  add(other) {
    return BigNumber.#make(this.#value + BigNumber.#of(other));
  }

  sub(other) {
    return BigNumber.#make(this.#value - BigNumber.#of(other));
  }

  div(other) {
    const divisor = BigNumber.#of(other);
    if (divisor === 0n) fault("division-by-zero", "div");
    return BigNumber.#make(this.#value / divisor);
  }

  mul(other) {
    return BigNumber.#make(this.#value * BigNumber.#of(other));
  }

  mod(other) {
    const divisor = BigNumber.#of(other);
    if (divisor < 0n) fault("division-by-zero", "mod");
    if (divisor === 0n) throw new Error("Assertion failed");
    const rest = this.#value % divisor;
    return BigNumber.#make(rest < 0n ? rest + divisor : rest);
  }

  pow(other) {
    const exponent = BigNumber.#of(other);
    if (exponent < 0n) fault("negative-power", "pow");
    return BigNumber.#make(this.#value ** exponent);
  }

  #bitwise(name, other, combine) {
    const value = BigNumber.#of(other);
    if (this.#value < 0n || value < 0n) fault("unbound-bitwise-result", name);
    return BigNumber.#make(combine(this.#value, value));
  }

  and(other) {
    return this.#bitwise("and", other, (one, two) => one & two);
  }

  or(other) {
    return this.#bitwise("or", other, (one, two) => one | two);
  }

  xor(other) {
    return this.#bitwise("xor", other, (one, two) => one ^ two);
  }

  mask(value) {
    if (this.#value < 0n || value < 0) fault("negative-width", "mask");
    return BigNumber.#make(this.#value & lowBits(bits(value)));
  }

  shl(value) {
    if (this.#value < 0n || value < 0) fault("negative-width", "shl");
    return BigNumber.#make(this.#value << BigInt(bits(value)));
  }

  shr(value) {
    if (this.#value < 0n || value < 0) fault("negative-width", "shr");
    return BigNumber.#make(this.#value >> BigInt(bits(value)));
  }

  eq(other) {
    return this.#value === BigNumber.#of(other);
  }

  lt(other) {
    return this.#value < BigNumber.#of(other);
  }

  lte(other) {
    return this.#value <= BigNumber.#of(other);
  }

  gt(other) {
    return this.#value > BigNumber.#of(other);
  }

  gte(other) {
    return this.#value >= BigNumber.#of(other);
  }

  isNegative() {
    return this._hex[0] === "-";
  }

  isZero() {
    return this.#value === 0n;
  }

  toNumber() {
    const value = this.#value;
    if (value > BigInt(limit) || value < -BigInt(limit)) fault("overflow", "toNumber", this.toString());
    return Number(value);
  }

  toBigInt() {
    return this.#value;
  }

  toString(...args) {
    if (args.length > 0) {
      if (args[0] === 10) {
        if (!warnedOfRadix) {
          warnedOfRadix = true;
          logger.warn("BigNumber.toString does not accept any parameters; base-10 is assumed");
        }
      } else {
        const text = args[0] === 16
          ? "BigNumber.toString does not accept any parameters; use bigNumber.toHexString()"
          : "BigNumber.toString does not accept parameters";
        logger.throwError(text, Logger.errors.UNEXPECTED_ARGUMENT, {});
      }
    }
    return this.#value.toString();
  }

  toHexString() {
    return this._hex;
  }

  toJSON(_key) {
    return { type: "BigNumber", hex: this.toHexString() };
  }

  static from(value) {
    if (value instanceof BigNumber) return value;
    if (typeof value === "string") {
      if (/^-?0x[0-9a-f]+$/i.test(value)) return new BigNumber(guard, hexAsWritten(value), parsed(value));
      if (/^-?[0-9]+$/.test(value)) return BigNumber.#make(parsed(value));
      return logger.throwArgumentError("invalid BigNumber string", "value", value);
    }
    if (typeof value === "number") {
      if (value % 1) fault("underflow", "BigNumber.from", value);
      if (value >= limit || value <= -limit) fault("overflow", "BigNumber.from", value);
      return BigNumber.from(String(value));
    }
    if (typeof value === "bigint") return BigNumber.#make(value);
    if (isBytes(value)) return BigNumber.from(hexlify(value));
    if (value) {
      if (value.toHexString) {
        const hex = value.toHexString();
        if (typeof hex === "string") return BigNumber.from(hex);
      } else {
        let hex = value._hex;
        if (hex == null && value.type === "BigNumber") hex = value.hex; // what JSON makes of a BigNumber
        if (typeof hex === "string" && isHexString(hex[0] === "-" ? hex.substring(1) : hex)) return BigNumber.from(hex);
      }
    }
    return logger.throwArgumentError("invalid BigNumber value", "value", value);
  }

  static isBigNumber(value) {
    return !!(value && value._isBigNumber);
  }
}

function isBigNumberish(value) {
  if (value == null) return false;
  if (BigNumber.isBigNumber(value) || typeof value === "bigint") return true;
  if (typeof value === "number") return value % 1 === 0;
  if (typeof value === "string" && /^-?[0-9]+$/.test(value)) return true;
  return isHexString(value) || isBytes(value);
}

function base36To16(text) {
  let value = 0n;
  for (const digit of text.toLowerCase()) value = value * 36n + BigInt(parseInt(digit, 36));
  return value.toString(16);
}

function base16To36(text) {
  return BigInt("0x" + text).toString(36);
}

Object.assign(exports, { BigNumber, isBigNumberish, _base36To16: base36To16, _base16To36: base16To36 });
const elsewhere = {
  FixedNumber: "ethers/fixednumber", FixedFormat: "ethers/fixednumber", formatFixed: "ethers/decimals",
  parseFixed: "ethers/decimals",
};
for (const name in elsewhere) {
  Object.defineProperty(exports, name, { enumerable: true, get: () => require(elsewhere[name])[name] });
}
