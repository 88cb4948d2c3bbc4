// Headers (Fetch 2.2, 5.1).

const idl = require("web/webidl");
const { required, byteString } = idl;

const slot = idl.slot();
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

const normalize = (value) => value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");

function check(name, value) {
  if (!token.test(name)) throw new TypeError(`Invalid header name: "${name}"`);
  if (value !== undefined && /[\0\n\r]/.test(value)) throw new TypeError(`Invalid header value: "${value}"`);
}

function checkMutable(state) {
  if (state.immutable) throw new TypeError("Cannot change header: headers are immutable");
}

function append(state, name, value) {
  const text = normalize(value);
  check(name, text);
  checkMutable(state);
  const lower = name.toLowerCase();
  // A header keeps the spelling of its first occurrence.
  const known = state.list.find((pair) => pair[0].toLowerCase() === lower);
  state.list.push([known === undefined ? name : known[0], text]);
  state.sorted = null;
}

const valuesOf = (state, lower) =>
  state.list.filter((pair) => pair[0].toLowerCase() === lower).map((pair) => pair[1]);

function get(state, name) {
  const values = valuesOf(state, name.toLowerCase());
  return values.length === 0 ? null : values.join(", ");
}

function remove(state, lower) {
  state.list = state.list.filter((pair) => pair[0].toLowerCase() !== lower);
  state.sorted = null;
}

/** Sorted by lower-case name, values of one name combined, but each set-cookie by itself. */
function sorted(state) {
  if (state.sorted === null) {
    const names = [...new Set(state.list.map((pair) => pair[0].toLowerCase()))].sort();
    state.sorted = [];
    for (const name of names) {
      const values = valuesOf(state, name);
      if (name === "set-cookie") for (const value of values) state.sorted.push([name, value]);
      else state.sorted.push([name, values.join(", ")]);
    }
  }
  return state.sorted;
}

function fill(state, init, context) {
  if (slot.has(init) && Object.getPrototypeOf(init) === Headers.prototype) {
    for (const [name, value] of slot.get(init).list) append(state, name, value);
    return;
  }
  if (!idl.isObject(init)) throw new TypeError(`${context}: The provided value is not of type HeadersInit`);
  const convert = (value) => byteString(value, context);
  const method = init[Symbol.iterator];
  if (method === undefined || method === null) {
    for (const [name, value] of idl.record(init, convert, convert)) append(state, name, value);
    return;
  }
  for (const item of idl.sequence(init, context)) {
    const pair = idl.sequence(item, context);
    if (pair.length !== 2) {
      throw new TypeError(`${context}: Invalid header. Length must be 2, but is ${pair.length}`);
    }
    append(state, convert(pair[0]), convert(pair[1]));
  }
}

class Headers {
  constructor(init = undefined) {
    const state = { list: [], sorted: null, immutable: false };
    slot.put(this, state);
    if (init !== undefined) fill(state, init, "Failed to construct 'Headers'");
  }
  append(name, value) {
    const state = slot.get(this);
    const context = "Failed to execute 'append' on 'Headers'";
    required(arguments.length, 2, context);
    append(state, byteString(name, context), byteString(value, context));
  }
  delete(name) {
    const state = slot.get(this);
    const context = "Failed to execute 'delete' on 'Headers'";
    required(arguments.length, 1, context);
    const key = byteString(name, context);
    check(key);
    checkMutable(state);
    remove(state, key.toLowerCase());
  }
  get(name) {
    const state = slot.get(this);
    const context = "Failed to execute 'get' on 'Headers'";
    required(arguments.length, 1, context);
    const key = byteString(name, context);
    check(key);
    return get(state, key);
  }
  getSetCookie() {
    return valuesOf(slot.get(this), "set-cookie");
  }
  has(name) {
    const state = slot.get(this);
    const context = "Failed to execute 'has' on 'Headers'";
    required(arguments.length, 1, context);
    const key = byteString(name, context);
    check(key);
    return get(state, key) !== null;
  }
  set(name, value) {
    const state = slot.get(this);
    const context = "Failed to execute 'set' on 'Headers'";
    required(arguments.length, 2, context);
    const key = byteString(name, context);
    const text = normalize(byteString(value, context));
    check(key, text);
    checkMutable(state);
    const lower = key.toLowerCase();
    const index = state.list.findIndex((pair) => pair[0].toLowerCase() === lower);
    if (index < 0) {
      state.list.push([key, text]);
    } else {
      const kept = [state.list[index][0], text];
      state.list = state.list.filter((pair, at) => at === index || pair[0].toLowerCase() !== lower);
      state.list[state.list.findIndex((pair) => pair[0].toLowerCase() === lower)] = kept;
    }
    state.sorted = null;
  }
}
idl.iterable(Headers, (object) => sorted(slot.get(object)));
idl.define(Headers, (object) => sorted(slot.get(object)));

idl.brands.Headers = slot;
exports.Headers = Headers;
exports.normalize = normalize;
/** The pairs behind the object, in the order of insertion. */
exports.listOf = (object) => slot.get(object).list;
exports.valueOf = (object, name) => get(slot.get(object), name);
exports.fill = (object, init, context) => fill(slot.get(object), init, context);
exports.isImmutable = (object) => slot.get(object).immutable;
exports.isToken = (text) => token.test(text);
/** A Headers object from pairs that are valid already. */
exports.make = (list, immutable) => {
  const object = new Headers();
  Object.assign(slot.get(object), { list, immutable });
  return object;
};
