// Builds what every run begins with: `native` has the functions in Swift, `bridge` those that reach the worker itself,
// `program` is the global object. The value at the end is for the worker alone.
//
// A machine is made for every run, and reading a file takes as long as its text: so this has what almost every run
// needs, and "runtime/rest" the rest. A script may change every prototype before these functions run again, so they
// keep what they need, and put it into objects without prototypes.
const { parse, stringify } = JSON;
const { load } = bridge;
let { send, sendSync } = bridge;
const PlainPromise = Promise;
const modules = { __proto__: null };
const calls = { __proto__: null };

function require(name) {
  const known = modules[name];
  if (known !== undefined) return known;
  const exports = modules[name] = { __proto__: null };
  try {
    load(name, { __proto__: null, exports, require, native, host });
  } catch (error) {
    delete modules[name];
    throw error;
  }
  return exports;
}

const rest = () => require("runtime/rest");

function encoded(args) {
  const text = args === undefined ? "" : stringify(args);
  if (text === undefined) throw rest().makeError("TypeError", "the arguments of an operation must be JSON");
  return text;
}

const valueOf = (text) => (text === "" ? undefined : parse(text));

function asked(name, args, bytes, isForBytes) {
  return new PlainPromise((resolve, reject) => {
    calls[send(name, encoded(args), bytes)] = { __proto__: null, resolve, reject, isForBytes };
  });
}

function answered(number) {
  const call = calls[number];
  delete calls[number];
  return call;
}

// Does something while nothing is sent; what it awaits, it is given.
function rehearse(play) {
  send = () => 0;
  sendSync = () => [true, ""];
  play(() => { if (calls[0] !== undefined) handlers.succeed(0, "true", undefined); });
  ({ send, sendSync } = bridge);
}

const host = {
  __proto__: null,
  program,
  context: null,
  originals: { __proto__: null, bridge, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError,
    URIError, String, stringify, apply: Reflect.apply, defineProperty: Object.defineProperty,
    errorPrototype: Error.prototype, isPrototypeOf: Object.prototype.isPrototypeOf },
  // A promise of what the operation returns; of call, with the bytes of the answer: { value, bytes }.
  ask(name, args, bytes) { return asked(name, args, bytes, false); },
  call(name, args, bytes) { return asked(name, args, bytes, true); },
  callSync(name, args, bytes) {
    const reply = sendSync(name, encoded(args), bytes);
    if (reply[0] === true) return { __proto__: null, value: valueOf(reply[1]), bytes: reply[2] };
    throw rest().makeError(reply[1], reply[2]);
  },
  log(text) { rest().log(text); },
  // A timer in the background does not keep the run going.
  setTimer(milliseconds, callback, background) { return rest().setTimer(milliseconds, callback, background); },
  clearTimer(number) { rest().clearTimer(number); },
  now: bridge.now,
};

require("runtime/globals").install();
const { begin } = require("runtime/context");
const actions = require("lit/actions");
require("lit/checks");

const handlers = {
  __proto__: null,
  begin,

  succeed(number, text, bytes) {
    const { resolve, isForBytes } = answered(number);
    resolve(isForBytes ? { __proto__: null, value: valueOf(text), bytes } : valueOf(text));
  },

  fail(number, name, message) { answered(number).reject(rest().makeError(name, message)); },
  makeError(name, message) { return rest().makeError(name, message); },
  fire(number) { rest().fire(number); },
  callMain() { rest().callMain(); },
  describe(value) { return rest().describe(value); },
  // For a worker that has time before its next run.
  again() {
    rehearse((answer) => {
      play(answer);
      require("runtime/stock").repeat(ready, answer);
    });
  },
  // For a template.
  stock() { rehearse((answer) => { require("runtime/stock").load(ready, answer); }); },
};

// The rehearsal: the engine compiles a function when it is first called, its own functions for promises as well. A
// machine is made ahead of its run, which then does not wait for what every run calls.
let ready;
function play(answer) {
  (async () => { await host.ask("", {}); })();
  answer();
  begin("[]");
  ready ??= actions.install({ __proto__: null }, {});
  ready.setResponse({ response: "" });
}
rehearse(play);

handlers;
