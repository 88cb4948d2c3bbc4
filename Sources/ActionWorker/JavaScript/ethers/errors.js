// Errors of ethers v5: a code, a reason, the arguments at fault, and all of it in the message.
const codes = [
  "UNKNOWN_ERROR", "NOT_IMPLEMENTED", "UNSUPPORTED_OPERATION", "NETWORK_ERROR", "SERVER_ERROR", "TIMEOUT",
  "BUFFER_OVERRUN", "NUMERIC_FAULT", "MISSING_NEW", "INVALID_ARGUMENT", "MISSING_ARGUMENT", "UNEXPECTED_ARGUMENT",
  "CALL_EXCEPTION", "INSUFFICIENT_FUNDS", "NONCE_EXPIRED", "REPLACEMENT_UNDERPRICED", "UNPREDICTABLE_GAS_LIMIT",
  "TRANSACTION_REPLACED", "ACTION_REJECTED",
];
const ErrorCode = Object.fromEntries(codes.map((code) => [code, code]));
const LogLevel = Object.fromEntries(["DEBUG", "INFO", "WARNING", "ERROR", "OFF"].map((level) => [level, level]));

const severity = { debug: 1, default: 2, info: 2, warning: 3, error: 4, off: 5 };
let threshold = severity.default;
let censored = false;
let censoredForGood = false;
let shared = null;

// Codes that have a page of their own, and what the address adds for a numeric fault.
const explained = new Set([
  "CALL_EXCEPTION", "INSUFFICIENT_FUNDS", "MISSING_NEW", "NONCE_EXPIRED", "REPLACEMENT_UNDERPRICED",
  "TRANSACTION_REPLACED", "UNPREDICTABLE_GAS_LIMIT",
]);
const faultPages = {
  "overflow": "-overflow",
  "underflow": "-underflow",
  "division-by-zero": "-division-by-zero",
  "negative-power": "-unsupported",
  "negative-width": "-unsupported",
  "unbound-bitwise-result": "-unbound-result",
};

function page(code, message) {
  if (code === "NUMERIC_FAULT") return code + (faultPages[message] ?? "");
  return explained.has(code) ? code : "";
}

function hexOf(bytes) {
  let text = "";
  for (let index = 0; index < bytes.length; index++) text += (256 + bytes[index]).toString(16).slice(1);
  return text;
}

function shown(value) {
  if (value instanceof Uint8Array) return `Uint8Array(0x${hexOf(value)})`;
  try {
    return JSON.stringify(value);
  } catch {
    return JSON.stringify(value.toString());
  }
}

class Logger {
  constructor(version) {
    Object.defineProperty(this, "version", { enumerable: true, value: version, writable: false });
  }

  _log(logLevel, args) {
    const level = severity[logLevel.toLowerCase()];
    if (level == null) this.throwArgumentError("invalid log level name", "logLevel", logLevel);
    if (threshold <= level) console.log(...args);
  }

  debug(...args) {
    this._log(LogLevel.DEBUG, args);
  }

  info(...args) {
    this._log(LogLevel.INFO, args);
  }

  warn(...args) {
    this._log(LogLevel.WARNING, args);
  }

  makeError(message, code, params) {
    if (censored) {
      message = "censored error";
      params = {};
    }
    code = code || ErrorCode.UNKNOWN_ERROR;
    params = params || {};
    const details = Object.keys(params).map((key) => `${key}=${shown(params[key])}`);
    details.push(`code=${code}`, `version=${this.version}`);
    const found = page(code, message);
    const link = found ? ` [ See: https://links.ethers.org/v5-errors-${found} ]` : "";
    const error = new Error(`${message}${link} (${details.join(", ")})`);
    error.reason = message;
    error.code = code;
    for (const key of Object.keys(params)) error[key] = params[key];
    return error;
  }

  throwError(message, code, params) {
    throw this.makeError(message, code, params);
  }

  throwArgumentError(message, name, value) {
    return this.throwError(message, ErrorCode.INVALID_ARGUMENT, { argument: name, value: value });
  }

  assert(condition, message, code, params) {
    if (!condition) this.throwError(message, code, params);
  }

  assertArgument(condition, message, name, value) {
    if (!condition) this.throwArgumentError(message, name, value);
  }

  // Every engine that runs actions has String.prototype.normalize.
  checkNormalize() {}

  checkSafeUint53(value, message) {
    if (typeof value !== "number") return;
    const isSafe = !(value < 0 || value >= Number.MAX_SAFE_INTEGER);
    if (isSafe && !(value % 1)) return;
    const fault = isSafe ? "non-integer" : "out-of-safe-range";
    this.throwError(message ?? "value not safe", ErrorCode.NUMERIC_FAULT, {
      operation: "checkSafeInteger", fault: fault, value: value,
    });
  }

  checkArgumentCount(count, expectedCount, message) {
    if (count === expectedCount) return;
    const suffix = message ? `: ${message}` : "";
    const params = { count: count, expectedCount: expectedCount };
    if (count < expectedCount) this.throwError(`missing argument${suffix}`, ErrorCode.MISSING_ARGUMENT, params);
    if (count > expectedCount) this.throwError(`too many arguments${suffix}`, ErrorCode.UNEXPECTED_ARGUMENT, params);
  }

  checkNew(target, kind) {
    if (target === Object || target == null) this.throwError("missing new", ErrorCode.MISSING_NEW, { name: kind.name });
  }

  checkAbstract(target, kind) {
    if (target === kind) {
      const text = `cannot instantiate abstract class ${JSON.stringify(kind.name)} directly; use a sub-class`;
      this.throwError(text, ErrorCode.UNSUPPORTED_OPERATION, { name: target.name, operation: "new" });
    }
    this.checkNew(target, kind);
  }

  static globalLogger() {
    return (shared ??= new Logger("logger/5.7.0"));
  }

  static setCensorship(censorship, permanent) {
    const refuse = (text) =>
      Logger.globalLogger().throwError(text, ErrorCode.UNSUPPORTED_OPERATION, { operation: "setCensorship" });
    if (!censorship && permanent) refuse("cannot permanently disable censorship");
    if (censoredForGood) {
      if (!censorship) return;
      refuse("error censorship permanent");
    }
    censored = !!censorship;
    censoredForGood = !!permanent;
  }

  static setLogLevel(logLevel) {
    const level = severity[logLevel.toLowerCase()];
    if (level == null) Logger.globalLogger().warn(`invalid log level - ${logLevel}`);
    else threshold = level;
  }

  static from(version) {
    return new Logger(version);
  }

  static errors = ErrorCode;
  static levels = LogLevel;
}

exports.Logger = Logger;
exports.ErrorCode = ErrorCode;
exports.LogLevel = LogLevel;
exports.errors = ErrorCode;
