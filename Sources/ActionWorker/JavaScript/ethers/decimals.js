// Whole numbers as decimals with a fixed number of places, and back.
const { Logger } = require("ethers/errors");
const { BigNumber } = require("ethers/bignumber");
const logger = new Logger("bignumber/5.7.0");

function fault(message, name, operation, value) {
  const params = { fault: name, operation: operation };
  if (value !== undefined) params.value = value;
  return logger.throwError(message, Logger.errors.NUMERIC_FAULT, params);
}

// "1" and as many zeros as there are places.
function multiplierOf(decimals) {
  if (typeof decimals !== "number") {
    try {
      decimals = BigNumber.from(decimals).toNumber();
    } catch {
      // refused below
    }
  }
  if (typeof decimals === "number" && decimals >= 0 && decimals <= 256 && decimals % 1 === 0) {
    return "1" + "0".repeat(decimals);
  }
  return logger.throwArgumentError("invalid decimal size", "decimals", decimals);
}

function formatFixed(value, decimals) {
  const multiplier = multiplierOf(decimals ?? 0);
  const number = BigNumber.from(value).toBigInt();
  const digits = (number < 0n ? -number : number).toString();
  const sign = number < 0n ? "-" : "";
  const places = multiplier.length - 1;
  if (places === 0) return sign + digits;
  const padded = digits.padStart(places + 1, "0");
  const fraction = padded.slice(-places).replace(/0+$/, "");
  return `${sign}${padded.slice(0, -places)}.${fraction || "0"}`;
}

function parseFixed(value, decimals) {
  const places = multiplierOf(decimals ?? 0).length - 1;
  if (typeof value !== "string" || !/^-?[0-9.]+$/.test(value)) {
    logger.throwArgumentError("invalid decimal value", "value", value);
  }
  const negative = value[0] === "-";
  if (negative) value = value.substring(1);
  if (value === ".") logger.throwArgumentError("missing value", "value", value);
  const parts = value.split(".");
  if (parts.length > 2) logger.throwArgumentError("too many decimal points", "value", value);
  const fraction = (parts[1] || "").replace(/0+$/, "");
  if (fraction.length > places) fault("fractional component exceeds decimals", "underflow", "parseFixed");
  const number = BigInt((parts[0] || "0") + fraction.padEnd(places, "0"));
  return BigNumber.from(negative ? -number : number);
}

Object.assign(exports, { fault, multiplierOf, formatFixed, parseFixed });
