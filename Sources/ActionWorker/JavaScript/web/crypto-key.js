// CryptoKey: what scripts see of a key. Its bytes stay in a map that only these modules reach.
const slots = new WeakMap();
const read = WeakMap.prototype.get.bind(slots);
const permit = {};

class CryptoKey {
  constructor(given, content) {
    if (given !== permit) throw new TypeError("Illegal constructor");
    slots.set(this, content);
  }
  get type() { return contentOf(this).type; }
  get extractable() { return contentOf(this).extractable; }
  get algorithm() { return contentOf(this).algorithm; }
  get usages() { return contentOf(this).usages; }
}
for (const name of ["type", "extractable", "algorithm", "usages"]) {
  Object.defineProperty(CryptoKey.prototype, name, { enumerable: true });
}
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, { value: "CryptoKey", configurable: true });

function contentOf(key) {
  const content = read(key);
  if (content === undefined) throw new TypeError("Illegal invocation");
  return content;
}

exports.CryptoKey = CryptoKey;

// {type, extractable, algorithm, usages, data}: `algorithm` as scripts see it; `data` as its algorithm
// keeps it. The modules work with a copy that scripts cannot change.
exports.makeKey = (type, extractable, algorithm, usages, data) =>
  new CryptoKey(permit, {
    type, extractable, algorithm, usages: [...usages], data,
    own: {
      name: algorithm.name, hash: algorithm.hash?.name, namedCurve: algorithm.namedCurve,
      length: algorithm.length },
    allowed: new Set(usages),
  });

exports.contentOf = (key, place) => {
  const content = typeof key === "object" && key !== null ? read(key) : undefined;
  if (content === undefined) throw new TypeError(`${place} must be a CryptoKey`);
  return content;
};
