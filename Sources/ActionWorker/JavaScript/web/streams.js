// The interfaces of Streams; each group is loaded when it is first named.

const idl = require("web/webidl");

const groups = {
  "web/streams-readable":
    "ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamDefaultController " +
    "ReadableByteStreamController ReadableStreamBYOBRequest fromBytes fromPull stateOf teeStream",
  "web/streams-writable": "WritableStream WritableStreamDefaultWriter WritableStreamDefaultController",
  "web/streams-transform": "TransformStream TransformStreamDefaultController",
};
for (const module of Object.keys(groups)) {
  for (const name of groups[module].split(" ")) {
    Object.defineProperty(exports, name, { get: () => require(module)[name], enumerable: true });
  }
}

const strategies = idl.slot();

function highWaterMark(init, name) {
  const context = `Failed to construct '${name}'`;
  const value = idl.dictionary(init, `${context}: Argument 1`).highWaterMark;
  if (value === undefined) throw new TypeError(`${context}: highWaterMark is required`);
  return +value;
}

const byteSize = { size: (chunk) => chunk.byteLength }.size;
const one = { size: () => 1 }.size;

class ByteLengthQueuingStrategy {
  constructor(init) {
    idl.required(arguments.length, 1, "Failed to construct 'ByteLengthQueuingStrategy'");
    strategies.put(this, highWaterMark(init, "ByteLengthQueuingStrategy"));
  }
  get highWaterMark() {
    return strategies.get(this);
  }
  get size() {
    strategies.get(this);
    return byteSize;
  }
}
idl.define(ByteLengthQueuingStrategy, ["highWaterMark", "size"]);

class CountQueuingStrategy {
  constructor(init) {
    idl.required(arguments.length, 1, "Failed to construct 'CountQueuingStrategy'");
    strategies.put(this, highWaterMark(init, "CountQueuingStrategy"));
  }
  get highWaterMark() {
    return strategies.get(this);
  }
  get size() {
    strategies.get(this);
    return one;
  }
}
idl.define(CountQueuingStrategy, ["highWaterMark", "size"]);

exports.ByteLengthQueuingStrategy = ByteLengthQueuingStrategy;
exports.CountQueuingStrategy = CountQueuingStrategy;
