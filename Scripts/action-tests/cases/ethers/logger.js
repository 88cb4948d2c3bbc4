const codes = ["UNKNOWN_ERROR", "NUMERIC_FAULT", "CALL_EXCEPTION", "INSUFFICIENT_FUNDS", "MISSING_NEW",
  "NONCE_EXPIRED", "REPLACEMENT_UNDERPRICED", "TRANSACTION_REPLACED", "UNPREDICTABLE_GAS_LIMIT", "INVALID_ARGUMENT",
  "TIMEOUT", undefined, "OWN_CODE", "toString"];
const circular = { toString: () => "circular" };
circular.self = circular;
for (const code of codes) {
  for (const message of ["text", "overflow", "underflow", "division-by-zero", "negative-power", "negative-width",
    "unbound-bitwise-result", ""]) {
    add(`makeError ${code} ${message}`, ({ utils }) => new utils.Logger("own/1").makeError(message, code, { a: 1,
      b: "x", bytes: new Uint8Array([1, 255]), list: [1], nothing: null, missing: undefined, big: 5n, circular: "x",
      call: () => 1 }));
  }
}
add("makeError: without parameters", ({ utils }) => new utils.Logger("own/1").makeError("text"));
add("makeError: circular", ({ utils }) => new utils.Logger("own/1").makeError("text", "TIMEOUT",
  { circular }).message);
add("throwError", ({ utils }) => new utils.Logger("own/1").throwError("text", "TIMEOUT", { timeout: 5 }));
add("throwArgumentError", ({ utils }) => new utils.Logger("own/1").throwArgumentError("text", "name", { deep: [1] }));
for (const condition of [true, false, 0, "x"]) {
  add(`assert ${condition}`, ({ utils }) => new utils.Logger("own/1").assert(condition, "text", "TIMEOUT", { a: 1 }));
  add(`assertArgument ${condition}`, ({ utils }) => new utils.Logger("own/1").assertArgument(condition, "text", "name",
    5));
}
for (const value of [0, 1, -1, 1.5, 9007199254740990, 9007199254740991, NaN, "x", null, 2 ** 60]) {
  add(`checkSafeUint53 ${value}`, ({ utils }) => new utils.Logger("own/1").checkSafeUint53(value));
  add(`checkSafeUint53 ${value} with text`, ({ utils }) => new utils.Logger("own/1").checkSafeUint53(value,
    "my text"));
}
for (const [count, expected, message] of [[1, 1], [1, 2], [2, 1], [1, 2, "more"], [2, 1, "more"], [0, 0,
  ""]]) add(`checkArgumentCount ${count} ${expected} ${message}`,
  ({ utils }) => new utils.Logger("own/1").checkArgumentCount(count, expected, message));
class Kind {}
for (const target of [Kind, Object, null, undefined, class Other {}]) {
  add(`checkNew ${target}`, ({ utils }) => new utils.Logger("own/1").checkNew(target, Kind));
  add(`checkAbstract ${target}`, ({ utils }) => new utils.Logger("own/1").checkAbstract(target, Kind));
}
add("checkNormalize", ({ utils }) => [new utils.Logger("own/1").checkNormalize(),
  new utils.Logger("own/1").checkNormalize("x")]);
add("Logger: tables", ({ utils, errors }) => [utils.Logger.errors, utils.Logger.levels, errors,
  errors === utils.Logger.errors, utils.Logger.globalLogger(),
  utils.Logger.globalLogger() === utils.Logger.globalLogger(), utils.Logger.from("x/1"),
  Object.getOwnPropertyDescriptor(new utils.Logger("x/1"), "version")]);
const logged = (run) => {
  const log = console.log;
  const lines = [];
  console.log = (...list) => { lines.push(list); };
  try {
    run();
  } finally {
    console.log = log;
  }
  return lines;
};
for (const level of ["debug", "DEBUG", "info", "warning", "error", "off", "default", "nonsense"]) {
  add(`setLogLevel ${level}`, ({ utils }) => {
    const logger = new utils.Logger("own/1");
    const lines = logged(() => { utils.Logger.setLogLevel(level); logger.debug("d",
      1); logger.info("i"); logger.warn("w", { a: 1 }); });
    utils.Logger.setLogLevel("default");
    return lines;
  });
}
add("_log: wrong level", ({ utils }) => new utils.Logger("own/1")._log("nonsense", []));
// Censored errors are not compared: those of ethers 5.7.2 end in a recursion without end.
add("setCensorship: for good, off", ({ utils }) => utils.Logger.setCensorship(false, true));
add("fragments: unknown modifiers",
  ({ utils }) => logged(() => {
    utils.Fragment.from("function f() weird");
    utils.Fragment.from("event f() weird");
    new utils.Interface(["function f()", "function f()"]);
  }));
