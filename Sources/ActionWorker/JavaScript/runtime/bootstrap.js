// Builds what every run begins with. This file is the body of function (native, bridge, program): `native` has the
// functions in Swift, `bridge` those that reach the worker itself, `program` is the global object. What it returns is
// for the worker alone.
//
// A script may change every prototype before these functions run again, so they keep what they need, and put
// it into objects without prototypes.
const { defineProperty } = Object;
const { isPrototypeOf } = Object.prototype;
const { apply } = Reflect;
const { parse, stringify } = JSON;
const { load, send, sendSync, log, addTimer, removeTimer, now } = bridge;
const PlainPromise = Promise;
const PlainString = String;
const errorPrototype = Error.prototype;
const classes = {
  __proto__: null,
  Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError,
};

function makeError(name, message) {
  const known = classes[name];
  if (known !== undefined) return new known(message);
  const error = new classes.Error(message);
  defineProperty(error, "name", { __proto__: null, value: name, writable: true, configurable: true });
  return error;
}

const modules = { __proto__: null };

function require(name) {
  const known = modules[name];
  if (known !== undefined) return known;
  const body = load(name);
  if (body === undefined) throw new classes.Error("no module " + name);
  const exports = modules[name] = { __proto__: null };
  try {
    body(exports, require, native, host);
  } catch (error) {
    delete modules[name];
    throw error;
  }
  return exports;
}

const calls = { __proto__: null };
const timers = { __proto__: null };

function encoded(args) {
  const text = args === undefined ? "" : stringify(args);
  if (text === undefined) throw new classes.TypeError("the arguments of an operation must be JSON");
  return text;
}

function answer(text, bytes) {
  return { __proto__: null, value: text === "" ? undefined : parse(text), bytes };
}

const host = {
  __proto__: null,
  context: null,
  call(name, args, bytes) {
    return new PlainPromise((resolve, reject) => {
      const number = send(name, encoded(args), bytes);
      calls[number] = { __proto__: null, resolve, reject };
    });
  },
  callSync(name, args, bytes) {
    const reply = sendSync(name, encoded(args), bytes);
    if (reply[0] === true) return answer(reply[1], reply[2]);
    throw makeError(reply[1], reply[2]);
  },
  log(text) { log(PlainString(text)); },
  // A timer in the background does not keep the run going.
  setTimer(milliseconds, callback, background) {
    const number = addTimer(+milliseconds, background === true);
    timers[number] = callback;
    return number;
  },
  clearTimer(number) {
    if (timers[number] === undefined) return;
    delete timers[number];
    removeTimer(number);
  },
  now,
};

require("runtime/globals").install(program);
// A machine is made ahead of its run, so what almost every run needs is done here: these modules, and the engine's own
// functions for promises, which it compiles when they are first used.
const { begin } = require("runtime/context");
require("lit/actions");
require("lit/checks");
(async () => { await new PlainPromise((resolve) => { resolve(); }); })();

return {
  __proto__: null,
  makeError,

  // The run's context, its parameters as globals; text is why that cannot be.
  begin(parameters, mayShadow, authentication, headers, modules, timeLimit, memoryLimit) {
    return begin(program, parameters, mayShadow, authentication, headers, modules, timeLimit, memoryLimit);
  },

  succeed(number, text, bytes) {
    const call = calls[number];
    delete calls[number];
    call.resolve(answer(text, bytes));
  },

  fail(number, name, message) {
    const call = calls[number];
    delete calls[number];
    call.reject(makeError(name, message));
  },

  fire(number) {
    const callback = timers[number];
    delete timers[number];
    callback();
  },

  // Calls `main`, and hands on what it returns as text.
  callMain() {
    const done = (value) => {
      if (value !== undefined) bridge.finish(typeof value === "string" ? value : stringify(value));
    };
    const main = program.main;
    const returned = main(host.context.parameters);
    // Nothing of the script's comes between: a rejection stays one, and is reported as such.
    (async () => done(await returned))();
  },

  // [is an error, its title, its stack, its line]
  describe(value) {
    const isError = typeof value === "object" && value !== null && apply(isPrototypeOf, errorPrototype, [value]);
    if (!isError) return [false, require("runtime/inspect").inspect(value), "", ""];
    const name = value.name === undefined ? "Error" : PlainString(value.name);
    const message = value.message === undefined ? "" : PlainString(value.message);
    const title = name === "" ? message : message === "" ? name : name + ": " + message;
    return [true, title, PlainString(value.stack), PlainString(value.line)];
  },
};
