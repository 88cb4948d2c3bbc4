// AbortController and AbortSignal (DOM 3).

const idl = require("web/webidl");
const events = require("web/events");

const slot = idl.slot();
const exception = (message, name) => new (require("web/exception").DOMException)(message, name);

class AbortSignal extends events.EventTarget {
  constructor(key) {
    idl.illegalConstructor(key);
    super();
    slot.put(this, { aborted: false, reason: undefined, algorithms: [], dependents: [], sources: [],
      dependent: false });
  }
  static abort(reason = undefined) {
    const signal = new AbortSignal(idl.internal);
    const state = slot.get(signal);
    state.aborted = true;
    state.reason = orAbortError(reason);
    return signal;
  }
  static timeout(milliseconds) {
    const context = "Failed to execute 'AbortSignal.timeout'";
    idl.required(arguments.length, 1, context);
    const wait = idl.enforceRange(milliseconds, Number.MAX_SAFE_INTEGER, `${context}: Argument 1`);
    const signal = new AbortSignal(idl.internal);
    // In the background: waiting for a time limit keeps nothing alive.
    host.setTimer(wait, () => abort(signal, exception("Signal timed out.", "TimeoutError")), true);
    return signal;
  }
  static any(signals) {
    const context = "Failed to execute 'AbortSignal.any'";
    idl.required(arguments.length, 1, context);
    const list = idl.sequence(signals, `${context}: Argument 1`);
    for (const signal of list) {
      if (!slot.has(signal)) throw new TypeError(`${context}: a member is not an AbortSignal`);
    }
    const result = new AbortSignal(idl.internal);
    const state = slot.get(result);
    const aborted = list.find((signal) => slot.get(signal).aborted);
    if (aborted !== undefined) {
      state.aborted = true;
      state.reason = slot.get(aborted).reason;
      return result;
    }
    state.dependent = true;
    const sources = new Set();
    for (const signal of list) {
      const source = slot.get(signal);
      for (const origin of source.dependent ? source.sources : [signal]) sources.add(origin);
    }
    state.sources = [...sources];
    for (const source of sources) slot.get(source).dependents.push(result);
    return result;
  }
  get aborted() {
    return slot.get(this).aborted;
  }
  get reason() {
    return slot.get(this).reason;
  }
  throwIfAborted() {
    const state = slot.get(this);
    if (state.aborted) throw state.reason;
  }
}
events.handlerAttribute(AbortSignal.prototype, "abort");
idl.define(AbortSignal, ["aborted", "reason", "onabort"]);

function orAbortError(reason) {
  return reason === undefined ? exception("The signal has been aborted", "AbortError") : reason;
}

function abort(signal, reason) {
  const state = slot.get(signal);
  if (state.aborted) return;
  const all = [signal];
  state.aborted = true;
  state.reason = orAbortError(reason);
  // All of them are aborted before anyone hears of it.
  for (const dependent of state.dependents) {
    const other = slot.get(dependent);
    if (other.aborted) continue;
    other.aborted = true;
    other.reason = state.reason;
    all.push(dependent);
  }
  state.dependents = [];
  for (const each of all) {
    const algorithms = slot.get(each).algorithms;
    slot.get(each).algorithms = [];
    for (const algorithm of algorithms) algorithm(state.reason);
    events.fire(each, "abort");
  }
}

const controllers = idl.slot();

class AbortController {
  constructor() {
    controllers.put(this, new AbortSignal(idl.internal));
  }
  get signal() {
    return controllers.get(this);
  }
  abort(reason = undefined) {
    abort(controllers.get(this), reason);
  }
}
idl.define(AbortController, ["signal"]);

idl.brands.AbortSignal = slot;
exports.AbortController = AbortController;
exports.AbortSignal = AbortSignal;
exports.newSignal = () => new AbortSignal(idl.internal);
exports.abort = abort;
exports.stateOf = (signal) => slot.get(signal);
/** Runs `algorithm` when the signal aborts; the result takes it away again. */
exports.whenAborted = (signal, algorithm) => {
  const state = slot.get(signal);
  if (state.aborted) return idl.ignore;
  state.algorithms.push(algorithm);
  return () => {
    const index = state.algorithms.indexOf(algorithm);
    if (index >= 0) state.algorithms.splice(index, 1);
  };
};
