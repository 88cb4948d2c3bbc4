// What the bootstrap needs in some runs only. It is loaded when a script may already have changed every prototype, so
// it uses what the bootstrap has kept of them.
const { bridge, Error, String, stringify, apply, defineProperty, errorPrototype, isPrototypeOf } = host.originals;
const { program } = host;
const { addTimer, removeTimer } = bridge;
const timers = { __proto__: null };

exports.makeError = (name, message) => {
  switch (name) {
    case "Error": case "TypeError": case "RangeError": case "SyntaxError": case "ReferenceError": case "EvalError":
    case "URIError":
      return new host.originals[name](message);
    default: {
      const error = new Error(message);
      defineProperty(error, "name", { __proto__: null, value: name, writable: true, configurable: true });
      return error;
    }
  }
};

exports.log = (text) => { bridge.log(String(text)); };

exports.setTimer = (milliseconds, callback, background) => {
  const number = addTimer(+milliseconds, background === true);
  timers[number] = callback;
  return number;
};

exports.clearTimer = (number) => {
  if (timers[number] === undefined) return;
  delete timers[number];
  removeTimer(number);
};

exports.fire = (number) => {
  const callback = timers[number];
  delete timers[number];
  callback();
};

// Calls `main`, and hands on what it returns as text.
exports.callMain = () => {
  const done = (value) => {
    if (value !== undefined) bridge.finish(typeof value === "string" ? value : stringify(value));
  };
  const main = program.main;
  const returned = main(host.context.parameters);
  // Nothing of the script's comes between: a rejection stays one, and is reported as such.
  (async () => done(await returned))();
};

// [is an error, its title, its stack, its line]
exports.describe = (value) => {
  const isError = typeof value === "object" && value !== null && apply(isPrototypeOf, errorPrototype, [value]);
  if (!isError) return [false, require("runtime/inspect").inspect(value), "", ""];
  const name = value.name === undefined ? "Error" : String(value.name);
  const message = value.message === undefined ? "" : String(value.message);
  const title = name === "" ? message : message === "" ? name : name + ": " + message;
  return [true, title, String(value.stack), String(value.line)];
};
