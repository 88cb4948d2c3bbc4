// WebAssembly as the engine has it, with the asynchronous functions made of the synchronous ones: the engine's own
// wait for a run loop that the worker does not have.
const { defineProperty } = Object;

exports.complete = (WebAssembly) => {
  const { Module, Instance } = WebAssembly;

  function add(name, body) {
    defineProperty(WebAssembly, name, {
      __proto__: null, value: body, writable: true, enumerable: true, configurable: true,
    });
  }

  async function bytesOf(source) {
    const response = await source;
    if (response === null || typeof response !== "object" || typeof response.arrayBuffer !== "function") {
      throw new TypeError("WebAssembly: the source must be a Response, or a promise of one");
    }
    return await response.arrayBuffer();
  }

  async function compile(bytes) { return new Module(bytes); }

  async function instantiate(source, imports) {
    if (source instanceof Module) return new Instance(source, imports);
    const module = new Module(source);
    return { module, instance: new Instance(module, imports) };
  }

  add("compile", compile);
  add("instantiate", instantiate);
  add("compileStreaming", async function compileStreaming(source) { return compile(await bytesOf(source)); });
  add("instantiateStreaming", async function instantiateStreaming(source, imports) {
    return instantiate(await bytesOf(source), imports);
  });
  return WebAssembly;
};
