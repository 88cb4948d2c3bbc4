// Stands before every file of cases, under Node.js with the genuine ethers and in a Lit Action with ours. A file of
// cases calls `add(name, run)`; what `run(ethers)` gives or throws is written as text in one way only, and the texts
// are compared.

const cases = [];

function add(name, run) {
  cases.push({ name, run });
}

// One case for each list of arguments of `ethers.PATH`, a function or a method.
function each(path, lists) {
  lists.forEach((list, index) => {
    add(`${path} #${index}`, (ethers) => {
      const names = path.split(".");
      const owner = names.slice(0, -1).reduce((found, name) => found[name], ethers);
      return owner[names[names.length - 1]](...(typeof list === "function" ? list(ethers) : list));
    });
  });
}

// A small generator of numbers (mulberry32), the same everywhere.
function seeded(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit) => next() % limit;
  const random = {
    below,
    pick: (list) => list[below(list.length)],
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    hex: (length) => "0x" + Array.from({ length }, () => (256 + below(256)).toString(16).slice(1)).join(""),
    // A whole number of up to `bits` bits, often close to a power of two.
    integer: (bits, signed) => {
      const width = BigInt(below(bits + 1));
      let value = 0n;
      for (let index = 0; index < bits / 32; index++) value = (value << 32n) | BigInt(next());
      value &= (1n << width) - 1n;
      if (below(4) === 0) value = (1n << width) - BigInt(below(2));
      if (value >= 1n << BigInt(bits)) value = (1n << BigInt(bits)) - 1n;
      return signed && below(2) ? -value : value;
    },
    text: (length) => {
      const alphabets = [
        "abcdefghijklmnopqrstuvwxyz", "ABC 0123,.\"\\\n", "\u00e9\u00df\u0416\u4e2d\u3042", "\ud83d\ude00x",
      ];
      return Array.from({ length: below(length + 1) }, () => random.pick([...random.pick(alphabets)])).join("");
    },
  };
  return random;
}

function written(value, depth = 0) {
  if (depth > 14) return "…";
  switch (typeof value) {
    case "undefined": return "undefined";
    case "string": return JSON.stringify(value);
    case "number": return Object.is(value, -0) ? "-0" : String(value);
    case "bigint": return `${value}n`;
    case "function": return "function";
    case "object": break;
    default: return String(value);
  }
  if (value === null) return "null";
  if (value instanceof Uint8Array || (value.constructor && value.constructor.name === "Buffer")) {
    return `bytes(${Array.from(value, (byte) => (256 + byte).toString(16).slice(1)).join("")})`;
  }
  if (value instanceof Error) return fault(value, depth);
  const frozen = Object.isFrozen(value) ? "#" : "";
  const member = (key) => {
    try {
      return written(value[key], depth + 1);
    } catch (error) {
      return "!" + fault(error, depth + 1);
    }
  };
  const keys = Object.keys(value);
  if (Array.isArray(value)) {
    const items = Array.from({ length: value.length }, (_, index) => member(index));
    const named = keys.filter((key) => !/^[0-9]+$/.test(key)).map((key) => `${key}: ${member(key)}`);
    return `${frozen}[${items.concat(named).join(", ")}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  const kind = prototype === null ? "null " : prototype.constructor === Object ? "" : prototype.constructor.name;
  return `${frozen}${kind.replace(/[0-9]+$/, "")}{${keys.map((key) => `${key}: ${member(key)}`).join(", ")}}`;
}

// The texts of the engine's own errors differ from engine to engine.
function fault(error, depth) {
  if (!(error instanceof Error)) return `thrown ${written(error, depth)}`;
  const own = /^(Type|Range|Syntax|Reference)Error$/.test(error.name) && error.code === undefined;
  if (own) return `thrown ${error.name}`;
  const keys = Object.keys(error).filter((key) => key !== "stack");
  const members = keys.map((key) => `${key}: ${written(error[key], depth + 1)}`);
  return `thrown ${error.name}{message: ${JSON.stringify(error.message)}, ${members.join(", ")}}`;
}

// Two words of FNV-1a over the units of a text.
function digest(text) {
  let one = 0x811c9dc5;
  let two = 0x050c5d1f;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ ((unit << 7) | (unit >> 9)), 0x01000193);
  }
  return (one >>> 0).toString(36) + "." + (two >>> 0).toString(36);
}

// The results of chosen cases (indices), or of those from `from` up to `to`: short digests, or the texts, cut.
async function results(ethers, { from = 0, to = cases.length, chosen = null }) {
  const found = [];
  for (const [index, { run }] of cases.entries()) {
    if (chosen ? !chosen.includes(index) : index < from || index >= to) continue;
    let text;
    try {
      text = written(await run(ethers));
    } catch (error) {
      text = fault(error, 0);
    }
    found.push(chosen ? text.slice(0, 8000) : digest(text));
  }
  return found;
}
