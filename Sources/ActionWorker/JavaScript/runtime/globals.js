// The globals that modules provide: each is an accessor until it is first touched or assigned, then an ordinary
// property. So a run pays for what it uses only.
const { defineProperty } = Object;
const { program } = host;

// A module, and its globals.
const table = [
  "web/url URL URLSearchParams",
  "web/encoding TextEncoder TextDecoder",
  "web/encoding-streams TextEncoderStream TextDecoderStream",
  "web/base64 atob btoa",
  "web/events Event EventTarget CustomEvent ErrorEvent MessageEvent ProgressEvent",
  "web/exception DOMException",
  "web/abort AbortController AbortSignal",
  "web/streams ReadableStream ReadableStreamDefaultReader ReadableStreamBYOBReader ReadableStreamDefaultController "
    + "ReadableByteStreamController ReadableStreamBYOBRequest WritableStream WritableStreamDefaultWriter "
    + "WritableStreamDefaultController TransformStream TransformStreamDefaultController ByteLengthQueuingStrategy "
    + "CountQueuingStrategy",
  "web/blob Blob File",
  "web/formdata FormData",
  "web/headers Headers",
  "web/fetch fetch Request Response",
  "web/clone structuredClone",
  "web/timers setTimeout clearTimeout setInterval clearInterval queueMicrotask",
  "web/console console",
  "web/performance performance Performance PerformanceEntry PerformanceMark PerformanceMeasure",
  "web/navigator navigator",
  "web/crypto crypto Crypto CryptoKey SubtleCrypto",
  "lit/deno Deno",
  "lit/jwt jwt JsonWebTokenError NotBeforeError TokenExpiredError",
  "ethers/index ethers",
];

function settle(name, value) {
  defineProperty(program, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// One for all, because this runs for every machine.
const lazy = { __proto__: null, get: undefined, set: undefined, enumerable: false, configurable: true };

function defer(name, make) {
  lazy.get = () => {
    const value = make(name);
    settle(name, value);
    return value;
  };
  lazy.set = (value) => { settle(name, value); };
  defineProperty(program, name, lazy);
}

exports.install = () => {
  for (let line = 0; line < table.length; line++) {
    const names = table[line].split(" ");
    const make = (name) => require(names[0])[name];
    for (let place = 1; place < names.length; place++) defer(names[place], make);
  }
  settle("global", program);
  settle("self", program);
  settle("litInternalFetchDebugLog", []);
  const { WebAssembly } = program;
  if (WebAssembly !== undefined) {
    defer("WebAssembly", () => require("runtime/webassembly").complete(WebAssembly));
  }
  defineProperty(program, "localStorage", {
    __proto__: null,
    get() {
      const error = new Error("LocalStorage is not supported in this context.");
      error.name = "NotSupported";
      throw error;
    },
    enumerable: false,
    configurable: true,
  });
};
