// Decimal numbers of a fixed number of places.
const { Logger } = require("ethers/errors");
const { arrayify, hexZeroPad, isBytes } = require("ethers/bytes");
const { BigNumber, isBigNumberish } = require("ethers/bignumber");
const { fault, formatFixed, multiplierOf, parseFixed } = require("ethers/decimals");
const logger = new Logger("bignumber/5.7.0");

const guard = {};

// Both say that it was a format which was to be made.
function refuseConstructor(name) {
  const message = `cannot use ${name} constructor; use ${name}.from`;
  logger.throwError(message, Logger.errors.UNSUPPORTED_OPERATION, { operation: "new FixedFormat" });
}

class FixedFormat {
  constructor(constructorGuard, signed, width, decimals) {
    if (constructorGuard !== guard) {
      refuseConstructor("FixedFormat");
    }
    this.signed = signed;
    this.width = width;
    this.decimals = decimals;
    this.name = `${signed ? "" : "u"}fixed${width}x${decimals}`;
    this._multiplier = multiplierOf(decimals);
    Object.freeze(this);
  }

  static from(value) {
    if (value instanceof FixedFormat) return value;
    if (typeof value === "number") value = `fixed128x${value}`;
    let signed = true;
    let width = 128;
    let decimals = 18;
    if (typeof value === "string") {
      if (value === "ufixed") {
        signed = false;
      } else if (value !== "fixed") {
        const match = /^(u?)fixed([0-9]+)x([0-9]+)$/.exec(value);
        if (!match) logger.throwArgumentError("invalid fixed format", "format", value);
        signed = match[1] !== "u";
        width = parseInt(match[2]);
        decimals = parseInt(match[3]);
      }
    } else if (value) {
      const member = (key, type, usual) => {
        const found = value[key];
        if (found == null) return usual;
        if (typeof found !== type) {
          logger.throwArgumentError(`invalid fixed format (${key} not ${type})`, `format.${key}`, found);
        }
        return found;
      };
      signed = member("signed", "boolean", signed);
      width = member("width", "number", width);
      decimals = member("decimals", "number", decimals);
    }
    if (width % 8) {
      logger.throwArgumentError("invalid fixed format width (not byte aligned)", "format.width", width);
    }
    if (decimals > 80) {
      logger.throwArgumentError("invalid fixed format (decimals too large)", "format.decimals", decimals);
    }
    return new FixedFormat(guard, signed, width, decimals);
  }
}

class FixedNumber {
  constructor(constructorGuard, hex, value, format) {
    if (constructorGuard !== guard) {
      refuseConstructor("FixedNumber");
    }
    this.format = format;
    this._hex = hex;
    this._value = value;
    this._isFixedNumber = true;
    Object.freeze(this);
  }

  _checkFormat(other) {
    if (this.format.name !== other.format.name) {
      logger.throwArgumentError("incompatible format; use fixedNumber.toFormat", "other", other);
    }
  }

  addUnsafe(other) {
    return combined(this, other, (one, two) => one.add(two));
  }

  subUnsafe(other) {
    return combined(this, other, (one, two) => one.sub(two));
  }

  mulUnsafe(other) {
    return combined(this, other, (one, two) => one.mul(two).div(this.format._multiplier));
  }

  divUnsafe(other) {
    return combined(this, other, (one, two) => one.mul(this.format._multiplier).div(two));
  }

  floor() {
    const { whole, fraction } = split(this);
    const result = FixedNumber.from(whole, this.format);
    return this.isNegative() && fraction ? result.subUnsafe(constant("1").toFormat(result.format)) : result;
  }

  ceiling() {
    const { whole, fraction } = split(this);
    const result = FixedNumber.from(whole, this.format);
    return !this.isNegative() && fraction ? result.addUnsafe(constant("1").toFormat(result.format)) : result;
  }

  // Halves go towards positive infinity.
  round(decimals) {
    decimals = decimals ?? 0;
    if (decimals < 0 || decimals > 80 || decimals % 1) {
      logger.throwArgumentError("invalid decimal count", "decimals", decimals);
    }
    const places = (this.toString().split(".")[1] ?? "0").length;
    if (places <= decimals) return this;
    const factor = FixedNumber.from("1" + "0".repeat(decimals), this.format);
    const bump = constant("0.5").toFormat(this.format);
    return this.mulUnsafe(factor).addUnsafe(bump).floor().divUnsafe(factor);
  }

  isZero() {
    return this._value === "0.0" || this._value === "0";
  }

  isNegative() {
    return this._value[0] === "-";
  }

  toString() {
    return this._value;
  }

  toHexString(width) {
    if (width == null) return this._hex;
    if (width % 8) logger.throwArgumentError("invalid byte width", "width", width);
    const hex = BigNumber.from(this._hex).fromTwos(this.format.width).toTwos(width).toHexString();
    return hexZeroPad(hex, width / 8);
  }

  toUnsafeFloat() {
    return parseFloat(this.toString());
  }

  toFormat(format) {
    return FixedNumber.fromString(this._value, format);
  }

  static fromValue(value, decimals, format) {
    if (format == null && decimals != null && !isBigNumberish(decimals)) {
      format = decimals;
      decimals = null;
    }
    return FixedNumber.fromString(formatFixed(value, decimals ?? 0), FixedFormat.from(format ?? "fixed"));
  }

  static fromString(value, format) {
    const fixed = FixedFormat.from(format ?? "fixed");
    const numeric = parseFixed(value, fixed.decimals);
    if (!fixed.signed && numeric.isNegative()) fault("unsigned value cannot be negative", "overflow", "value", value);
    const hex = fixed.signed
      ? numeric.toTwos(fixed.width).toHexString()
      : hexZeroPad(numeric.toHexString(), fixed.width / 8);
    return new FixedNumber(guard, hex, formatFixed(numeric, fixed.decimals), fixed);
  }

  static fromBytes(value, format) {
    const fixed = FixedFormat.from(format ?? "fixed");
    if (arrayify(value).length > fixed.width / 8) throw new Error("overflow");
    let numeric = BigNumber.from(value);
    if (fixed.signed) numeric = numeric.fromTwos(fixed.width);
    const hex = numeric.toTwos((fixed.signed ? 0 : 1) + fixed.width).toHexString();
    return new FixedNumber(guard, hex, formatFixed(numeric, fixed.decimals), fixed);
  }

  static from(value, format) {
    if (typeof value === "string") return FixedNumber.fromString(value, format);
    if (isBytes(value)) return FixedNumber.fromBytes(value, format);
    try {
      return FixedNumber.fromValue(value, 0, format);
    } catch (error) {
      if (error.code !== Logger.errors.INVALID_ARGUMENT) throw error;
    }
    return logger.throwArgumentError("invalid FixedNumber value", "value", value);
  }

  static isFixedNumber(value) {
    return !!(value && value._isFixedNumber);
  }
}

const constants = new Map();

function constant(text) {
  if (!constants.has(text)) constants.set(text, FixedNumber.from(text));
  return constants.get(text);
}

function combined(one, two, combine) {
  one._checkFormat(two);
  const left = parseFixed(one._value, one.format.decimals);
  const right = parseFixed(two._value, two.format.decimals);
  return FixedNumber.fromValue(combine(left, right), one.format.decimals, one.format);
}

function split(number) {
  const [whole, fraction] = number.toString().split(".");
  return { whole: whole, fraction: /[^0]/.test(fraction ?? "0") };
}

Object.assign(exports, { FixedNumber, FixedFormat });
