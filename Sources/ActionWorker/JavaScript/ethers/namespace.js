// Objects whose members are loaded when they are first read.

/** An object with a member for each name of `places`: the export of that module, or of another name in it. */
function lazy(places) {
  const result = {};
  for (const name of Object.keys(places)) {
    const place = places[name];
    const [module, key] = Array.isArray(place) ? place : [place, name];
    Object.defineProperty(result, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = key === "*" ? require(module) : require(module)[key];
        Object.defineProperty(result, name, { enumerable: true, configurable: true, writable: true, value });
        return value;
      },
      set(value) {
        Object.defineProperty(result, name, { enumerable: true, configurable: true, writable: true, value });
      },
    });
  }
  return result;
}

exports.lazy = lazy;
