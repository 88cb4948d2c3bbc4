// The globals that modules provide: each is an accessor until it is first touched or assigned, then an ordinary
// property. So a run pays for what it uses only.
const { defineProperty } = Object;

// Name, module, name, module, ...: flat, and one descriptor for all, because this runs for every machine.
const table = [
  "URL", "web/url", "URLSearchParams", "web/url",
  "TextEncoder", "web/encoding", "TextDecoder", "web/encoding",
  "TextEncoderStream", "web/encoding-streams", "TextDecoderStream", "web/encoding-streams",
  "atob", "web/base64", "btoa", "web/base64",
  "Event", "web/events", "EventTarget", "web/events", "CustomEvent", "web/events", "ErrorEvent", "web/events",
  "MessageEvent", "web/events", "ProgressEvent", "web/events",
  "DOMException", "web/exception",
  "AbortController", "web/abort", "AbortSignal", "web/abort",
  "ReadableStream", "web/streams", "ReadableStreamDefaultReader", "web/streams",
  "ReadableStreamBYOBReader", "web/streams", "ReadableStreamDefaultController", "web/streams",
  "ReadableByteStreamController", "web/streams", "ReadableStreamBYOBRequest", "web/streams",
  "WritableStream", "web/streams", "WritableStreamDefaultWriter", "web/streams",
  "WritableStreamDefaultController", "web/streams", "TransformStream", "web/streams",
  "TransformStreamDefaultController", "web/streams", "ByteLengthQueuingStrategy", "web/streams",
  "CountQueuingStrategy", "web/streams",
  "Blob", "web/blob", "File", "web/blob",
  "FormData", "web/formdata",
  "Headers", "web/headers",
  "fetch", "web/fetch", "Request", "web/fetch", "Response", "web/fetch",
  "structuredClone", "web/clone",
  "setTimeout", "web/timers", "clearTimeout", "web/timers", "setInterval", "web/timers",
  "clearInterval", "web/timers", "queueMicrotask", "web/timers",
  "console", "web/console",
  "performance", "web/performance", "Performance", "web/performance", "PerformanceEntry", "web/performance",
  "PerformanceMark", "web/performance", "PerformanceMeasure", "web/performance",
  "navigator", "web/navigator",
  "crypto", "web/crypto", "Crypto", "web/crypto", "CryptoKey", "web/crypto", "SubtleCrypto", "web/crypto",
  "Deno", "lit/deno",
  "jwt", "lit/jwt", "JsonWebTokenError", "lit/jwt", "NotBeforeError", "lit/jwt",
  "TokenExpiredError", "lit/jwt",
  "ethers", "ethers/index",
];

function settle(program, name, value) {
  defineProperty(program, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

const lazy = { __proto__: null, get: undefined, set: undefined, enumerable: false, configurable: true };

function defer(program, name, module, make) {
  lazy.get = () => {
    const value = make === undefined ? require(module)[name] : make();
    settle(program, name, value);
    return value;
  };
  lazy.set = (value) => { settle(program, name, value); };
  defineProperty(program, name, lazy);
}

exports.install = (program) => {
  for (let place = 0; place < table.length; place += 2) defer(program, table[place], table[place + 1]);
  settle(program, "global", program);
  settle(program, "self", program);
  settle(program, "litInternalFetchDebugLog", []);
  const { WebAssembly } = program;
  if (WebAssembly !== undefined) {
    defer(program, "WebAssembly", "", () => require("runtime/webassembly").complete(WebAssembly));
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
