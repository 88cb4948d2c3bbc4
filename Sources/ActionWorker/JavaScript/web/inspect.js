// How values look in logs, in the manner of Deno. Getters are named, not called.

const idl = require("web/webidl");
const { getOwnPropertyDescriptor, getPrototypeOf, keys } = Object;
const descriptorGetter = (prototype, key) => getOwnPropertyDescriptor(prototype, key).get;

const width = 80;
// Objects with at most this many levels inside may stand on one line.
const levelsOnLine = 3;
const viewTag = descriptorGetter(getPrototypeOf(Int8Array.prototype), Symbol.toStringTag);
const viewLength = descriptorGetter(getPrototypeOf(Int8Array.prototype), "length");
const mapSize = descriptorGetter(Map.prototype, "size");
const setSize = descriptorGetter(Set.prototype, "size");
const regExpText = RegExp.prototype.toString;
const functionText = Function.prototype.toString;
const symbolText = Symbol.prototype.toString;

const defaults = { depth: 4, limit: 100, stringLimit: 10000, showHidden: false, sorted: false };

function passes(method, value, ...list) {
  try {
    Reflect.apply(method, value, list);
    return true;
  } catch {
    return false;
  }
}

/** A member that is data, found along the prototypes; undefined in every other case. */
function dataMember(value, key) {
  for (let owner = value, steps = 0; owner !== null && steps < 100; owner = getPrototypeOf(owner), steps++) {
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (descriptor !== undefined) return descriptor.value;
  }
  return undefined;
}

function constructorName(value) {
  for (let owner = value, steps = 0; owner !== null && steps < 100; owner = getPrototypeOf(owner), steps++) {
    const constructor = getOwnPropertyDescriptor(owner, "constructor")?.value;
    if (typeof constructor === "function") {
      const name = getOwnPropertyDescriptor(constructor, "name")?.value;
      if (typeof name === "string" && name !== "" && value !== owner) return name;
    }
  }
  return null;
}

const escapes = { "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f", "\r": "\\r",
  "\\": "\\\\" };

function quote(text) {
  const mark = !text.includes('"') ? '"' : !text.includes("'") ? "'" : !text.includes("`") ? "`" : '"';
  const escaped = text.toWellFormed().replace(/[\0-\x1f\x7f-\x9f\\]/g, (character) =>
    escapes[character] ?? "\\x" + character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0"));
  return mark + (mark === '"' ? escaped.replaceAll('"', '\\"') : escaped) + mark;
}

function formatString(state, text) {
  if (text.length <= state.stringLimit) return quote(text);
  const rest = text.length - state.stringLimit;
  return `${quote(text.slice(0, state.stringLimit))}... ${rest} more character${rest > 1 ? "s" : ""}`;
}

function formatPrimitive(state, value) {
  switch (typeof value) {
    case "string": return formatString(state, value);
    case "number": return Object.is(value, -0) ? "-0" : `${value}`;
    case "bigint": return `${value}n`;
    case "symbol": return symbolText.call(value);
    default: return `${value}`;
  }
}

function formatKey(key) {
  if (typeof key === "symbol") return `[${symbolText.call(key)}]`;
  return /^[a-zA-Z_$][a-zA-Z_$0-9]*$/.test(key) ? key : quote(key);
}

function formatValue(state, value, level) {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) {
    return formatPrimitive(state, value);
  }
  try {
    const custom = dataMember(value, Symbol.for("Deno.customInspect"));
    if (typeof custom === "function") {
      const result = Reflect.apply(custom, value, [exports.inspect, { depth: state.depth - level }]);
      return typeof result === "string" ? result : formatValue(state, result, level);
    }
    const at = state.stack.indexOf(value);
    if (at >= 0) {
      if (!state.circular.has(value)) state.circular.set(value, state.circular.size + 1);
      return `[Circular *${state.circular.get(value)}]`;
    }
    state.steps += 1;
    if (state.steps > 100000) return "...";
    return formatObject(state, value, level);
  } catch {
    return "[Object that can not be shown]";
  }
}

/** What stands before the brace: the class, and the tag when it says more. */
function prefix(value, fallback, size) {
  const name = constructorName(value);
  const sized = size === undefined ? "" : `(${size})`;
  let text = name === null ? `[${fallback}${sized}: null prototype]` : `${name}${sized}`;
  const tag = dataMember(value, Symbol.toStringTag);
  if (typeof tag === "string" && tag !== "" && tag !== name) text += ` [${tag}]`;
  return text + " ";
}

function ownKeys(state, value, skipped) {
  const list = state.showHidden ? Object.getOwnPropertyNames(value) : keys(value);
  const result = skipped === undefined ? list : list.filter((key) => !skipped(key));
  for (const symbol of Object.getOwnPropertySymbols(value)) {
    if (state.showHidden || getOwnPropertyDescriptor(value, symbol)?.enumerable) result.push(symbol);
  }
  if (state.sorted) result.sort((a, b) => (formatKey(a) < formatKey(b) ? -1 : 1));
  return result;
}

const isIndex = (key) => typeof key === "string" && /^(?:0|[1-9][0-9]{0,9})$/.test(key) && +key < 4294967295;

function formatObject(state, value, level) {
  const shape = shapeOf(state, value, level);
  if (shape.text !== undefined) {
    const members = ownKeys(state, value, shape.skipped);
    if (members.length === 0) return shape.text;
    shape.base = shape.text;
    shape.open = "{";
    shape.close = "}";
  }
  const isEmpty = (shape.entries === undefined || shape.size === 0) &&
    ownKeys(state, value, shape.skipped).length === 0;
  if (isEmpty && !state.circular.has(value) && shape.base === undefined) return shape.open + shape.close;
  if (level > state.depth) {
    const name = constructorName(value) ?? (Array.isArray(value) ? "Array" : "Object: null prototype");
    return `[${Array.isArray(value) && name === "Array" ? "Array" : name}]`;
  }
  state.stack.push(value);
  state.level = level;
  const output = shape.entries === undefined ? [] : shape.entries();
  for (const key of ownKeys(state, value, shape.skipped)) output.push(formatMember(state, value, key, level));
  state.stack.pop();
  let base = shape.base ?? "";
  if (state.circular.has(value)) {
    const reference = `<ref *${state.circular.get(value)}>`;
    base = base === "" ? reference : `${reference} ${base}`;
  }
  if (output.length === 0) return `${base === "" ? "" : base + " "}${shape.open}${shape.close}`;
  return layOut(state, output, base, shape, level);
}

function formatMember(state, value, key, level) {
  const descriptor = getOwnPropertyDescriptor(value, key);
  return `${formatKey(key)}: ${formatDescriptor(state, value, descriptor, level)}`;
}

function formatDescriptor(state, value, descriptor, level) {
  if (descriptor === undefined) return "undefined";
  if (descriptor.get !== undefined) return descriptor.set !== undefined ? "[Getter/Setter]" : "[Getter]";
  if (descriptor.set !== undefined) return "[Setter]";
  return inside(state, () => formatValue(state, descriptor.value, level + 1));
}

function inside(state, body) {
  state.indentation += 2;
  const text = body();
  state.indentation -= 2;
  return text;
}

/** How a value is opened and closed, its entries besides members, or its whole text. */
function shapeOf(state, value, level) {
  if (typeof value === "function") return { text: functionTitle(value) };
  if (Array.isArray(value)) {
    const plain = constructorName(value) === "Array" && dataMember(value, Symbol.toStringTag) === undefined;
    return {
      open: plain ? "[" : `${prefix(value, "Array", value.length)}[`,
      close: "]", list: value, size: value.length, skipped: isIndex,
      entries: () => arrayEntries(state, value, level),
    };
  }
  if (isError(value)) {
    return { text: errorText(state, value, level), skipped: (key) => errorKeys.includes(key) };
  }
  const attributes = idl.attributes(value);
  if (attributes !== null) {
    return {
      open: `${constructorName(value) ?? "Object"} {`, close: "}", skipped: (key) => key === "isTrusted",
      entries: () => attributes.map(([key, member]) =>
        `${formatKey(key)}: ${inside(state, () => formatValue(state, member, level + 1))}`),
    };
  }
  if (ArrayBuffer.isView(value)) return viewShape(state, value, level);
  if (getPrototypeOf(value) === Object.prototype && !Object.hasOwn(value, Symbol.toStringTag)) {
    return { open: "{", close: "}" };
  }
  return otherShape(state, value, level);
}

function viewShape(state, value, level) {
  const tag = viewTag.call(value);
  if (tag === undefined) {
    return {
      open: `${prefix(value, "DataView")}{`, close: "}",
      entries: () => [
        `byteLength: ${value.byteLength}`, `byteOffset: ${value.byteOffset}`,
        `buffer: ${inside(state, () => formatValue(state, value.buffer, level + 1))}`,
      ],
    };
  }
  const length = viewLength.call(value);
  return {
    open: `${prefix(value, tag, length)}[`, close: "]", list: value, size: length, skipped: isIndex,
    entries: () => {
      const output = [];
      const shown = Math.min(length, state.limit);
      for (let index = 0; index < shown; index++) output.push(formatPrimitive(state, value[index]));
      return more(output, length - state.limit);
    },
  };
}

function bufferEntries(value) {
  if (idl.isDetached(value)) return ["(detached)", "byteLength: 0"];
  const shown = new Uint8Array(value, 0, Math.min(50, value.byteLength));
  const hex = Array.from(shown, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  const rest = value.byteLength - shown.length;
  const tail = rest > 0 ? ` ... ${rest} more byte${rest > 1 ? "s" : ""}` : "";
  return [`[Uint8Contents]: <${hex}${tail}>`, `byteLength: ${value.byteLength}`];
}

function otherShape(state, value, level) {
  const braces = (fallback, size, entries) =>
    ({ open: `${prefix(value, fallback, size)}{`, close: "}", size, entries });
  if (idl.isBuffer(value)) return braces("ArrayBuffer", undefined, () => bufferEntries(value));
  if (passes(mapSize, value)) {
    return braces("Map", mapSize.call(value), () => inside(state, () => {
      const pairs = [];
      Map.prototype.forEach.call(value, (member, key) => {
        if (pairs.length < state.limit) pairs.push([key, member]);
      });
      const output = pairs.map(([key, member]) =>
        `${formatValue(state, key, level + 1)} => ${formatValue(state, member, level + 1)}`);
      return more(output, mapSize.call(value) - state.limit);
    }));
  }
  if (passes(setSize, value)) {
    return braces("Set", setSize.call(value), () => inside(state, () => {
      const members = [];
      Set.prototype.forEach.call(value, (member) => {
        if (members.length < state.limit) members.push(member);
      });
      const output = members.map((member) => formatValue(state, member, level + 1));
      return more(output, setSize.call(value) - state.limit);
    }));
  }
  if (passes(Date.prototype.getTime, value)) {
    const time = Date.prototype.getTime.call(value);
    return { text: Number.isNaN(time) ? "Invalid Date" : Date.prototype.toISOString.call(value) };
  }
  if (value instanceof RegExp) return { text: Reflect.apply(regExpText, value, []) };
  for (const type of [String, Number, Boolean, BigInt, Symbol]) {
    if (passes(type.prototype.valueOf, value)) {
      const primitive = Reflect.apply(type.prototype.valueOf, value, []);
      const skipped = type === String ? (key) => isIndex(key) && +key < primitive.length : undefined;
      return { text: `[${type.name}: ${formatPrimitive(state, primitive)}]`, skipped };
    }
  }
  if (value instanceof Promise) return braces("Promise", undefined, () => ["<state unknown>"]);
  if (passes(WeakMap.prototype.has, value, {})) {
    return braces("WeakMap", undefined, () => ["<items unknown>"]);
  }
  if (passes(WeakSet.prototype.has, value, {})) {
    return braces("WeakSet", undefined, () => ["<items unknown>"]);
  }
  const open = `${prefix(value, "Object")}`;
  return { open: open === "Object " ? "{" : `${open}{`, close: "}" };
}

function functionTitle(value) {
  const source = functionText.call(value);
  const name = getOwnPropertyDescriptor(value, "name")?.value;
  const hasName = typeof name === "string" && name !== "";
  if (/^class[\s{]/.test(source)) {
    const parent = getPrototypeOf(value);
    const parentName = typeof parent === "function" && parent !== Function.prototype
      ? getOwnPropertyDescriptor(parent, "name")?.value
      : "";
    return `[class ${hasName ? name : "(anonymous)"}${parentName ? ` extends ${parentName}` : ""}]`;
  }
  const kind = constructorName(value) ?? "Function (null prototype)";
  return hasName ? `[${kind}: ${name}]` : `[${kind} (anonymous)]`;
}

function more(output, rest) {
  if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
  return output;
}

function arrayEntries(state, value, level) {
  const output = [];
  const { length } = value;
  let index = 0;
  while (index < length && output.length < state.limit) {
    const descriptor = getOwnPropertyDescriptor(value, index);
    if (descriptor === undefined) {
      // Holes are told in one entry; a sparse array is searched by its keys.
      const next = keys(value).find((key) => isIndex(key) && +key > index);
      const end = next === undefined ? length : +next;
      output.push(`<${end - index} empty item${end - index > 1 ? "s" : ""}>`);
      index = end;
    } else {
      output.push(formatDescriptor(state, value, descriptor, level));
      index += 1;
    }
  }
  return more(output, length - index);
}

// Errors.

const errorKeys = ["stack", "line", "column", "sourceURL", "message", "cause", "errors", "name"];
const isError = (value) =>
  typeof Error.isError === "function" ? Error.isError(value) : value instanceof Error;

function errorTitle(value) {
  if (idl.is("DOMException", value)) {
    const { name, message } = idl.brands.DOMException.get(value);
    return message === "" ? name : `${name}: ${message}`;
  }
  const text = (member, fallback) => {
    const found = dataMember(value, member);
    if (found === undefined) return fallback;
    return typeof found === "string" ? found : formatPrimitive(defaults, found);
  };
  const name = text("name", "Error");
  const message = text("message", "");
  return message === "" ? name : name === "" ? message : `${name}: ${message}`;
}

/** The lines "    at ..." of an error: the frames of the script, not those of the platform. */
function stackLines(value) {
  const stack = dataMember(value, "stack");
  if (typeof stack !== "string") return "";
  const at = stack.search(/^ {4}at /m);
  const lines = at < 0 ? require("runtime/stack").lines(stack) : stack.slice(at).split("\n");
  return lines.map((line) => "\n" + line).join("");
}

function errorText(state, value, level) {
  let text = errorTitle(value) + stackLines(value);
  const nested = (prefixText, error) => {
    state.stack.push(value);
    text += `\n${prefixText}${formatValue(state, error, level + 1)}`;
    state.stack.pop();
  };
  const errors = getOwnPropertyDescriptor(value, "errors")?.value;
  if (Array.isArray(errors) && level <= state.depth) {
    for (const error of errors.slice(0, state.limit)) nested("    ", error);
  }
  const cause = getOwnPropertyDescriptor(value, "cause");
  if (cause !== undefined && "value" in cause && level <= state.depth) nested("Caused by ", cause.value);
  const pad = " ".repeat(state.indentation);
  return pad === "" ? text : text.replaceAll("\n", "\n" + pad);
}

// Layout.

/** Puts many short entries of a list into columns. */
function columns(state, output, list) {
  const hasTail = output.length > state.limit;
  const count = hasTail ? output.length - 1 : output.length;
  const lengths = output.slice(0, count).map((entry) => entry.length + 2);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const widest = Math.max(...lengths);
  if (widest * 3 + state.indentation >= width || (total / widest <= 5 && widest > 8)) return output;
  const biased = Math.max(widest - 3 - Math.sqrt(widest - total / output.length), 1);
  const number = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased), Math.floor((width - state.indentation) / widest),
    levelsOnLine * 4, 15,
  );
  if (number <= 1) return output;
  const widths = [];
  for (let column = 0; column < number; column++) {
    let most = 0;
    for (let index = column; index < count; index += number) most = Math.max(most, lengths[index]);
    widths.push(most);
  }
  const numeric = list !== undefined && Array.prototype.every.call(
    Array.prototype.slice.call(list, 0, count),
    (item) => typeof item === "number" || typeof item === "bigint",
  );
  const rows = [];
  for (let start = 0; start < count; start += number) {
    const end = Math.min(start + number, count);
    let row = "";
    for (let index = start; index < end; index++) {
      const isLast = index === end - 1;
      const text = isLast ? output[index] : output[index] + ", ";
      const room = widths[index - start];
      row += numeric ? text.padStart(isLast ? room - 2 : room) : isLast ? text : text.padEnd(room);
    }
    rows.push(row);
  }
  if (hasTail) rows.push(output[count]);
  return rows;
}

function layOut(state, output, base, shape, level) {
  const rows = shape.list !== undefined && output.length > 6 ? columns(state, output, shape.list) : output;
  const head = base === "" ? shape.open : `${base} ${shape.open}`;
  if (state.level - level < levelsOnLine && rows === output) {
    const start = output.length + state.indentation + shape.open.length + base.length + 10;
    const total = output.reduce((sum, entry) => sum + entry.length, output.length + start);
    const joined = output.join(", ");
    if (total <= width && !base.includes("\n") && !joined.includes("\n")) {
      return `${head} ${joined} ${shape.close}`;
    }
  }
  const line = "\n" + " ".repeat(state.indentation);
  return `${head}${line}  ${rows.join(`,${line}  `)}${line}${shape.close}`;
}

/** A value as text. Options are those of Deno.inspect: depth, iterableLimit, strAbbreviateSize, sorted. */
exports.inspect = (value, options = undefined) => {
  const state = { ...defaults, stack: [], circular: new Map(), indentation: 0, level: 0, steps: 0 };
  if (idl.isObject(options)) {
    const number = (key, target) => {
      const given = dataMember(options, key);
      if (typeof given === "number" && given >= 0) state[target] = given;
    };
    if (dataMember(options, "depth") === null) state.depth = Infinity;
    number("depth", "depth");
    number("iterableLimit", "limit");
    number("strAbbreviateSize", "stringLimit");
    state.sorted = dataMember(options, "sorted") === true;
    state.showHidden = dataMember(options, "showHidden") === true;
  }
  return formatValue(state, value, 0);
};
exports.stackLines = stackLines;
