// URLSearchParams and application/x-www-form-urlencoded (URL Standard 5, 6.2).

const idl = require("web/webidl");
const { required, usv } = idl;

const decodePlus = (text) => {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  const bytes = require("web/url-parser").percentDecode(spaced);
  return native.utf8Decode(bytes, false);
};

function parse(text) {
  const list = [];
  for (const part of text.split("&")) {
    if (part === "") continue;
    const at = part.indexOf("=");
    list.push(at < 0 ? [decodePlus(part), ""] : [decodePlus(part.slice(0, at)),
      decodePlus(part.slice(at + 1))]);
  }
  return list;
}

const encode = (text) =>
  encodeURIComponent(text).replace(/%20|[!'()~]/g, (found) =>
    found === "%20" ? "+" : "%" + found.charCodeAt(0).toString(16).toUpperCase());

const serialize = (list) => list.map(([name, value]) => encode(name) + "=" + encode(value)).join("&");

function read(init) {
  if (!idl.isObject(init)) {
    const text = usv(init);
    return parse(text[0] === "?" ? text.slice(1) : text);
  }
  const context = "Failed to construct 'URLSearchParams'";
  const method = init[Symbol.iterator];
  if (method === undefined || method === null) return idl.record(init, usv, usv);
  return idl.sequence(init, context).map((item) => {
    const pair = idl.sequence(item, context);
    if (pair.length !== 2) {
      throw new TypeError(`${context}: Item in the parameter list does have length 2 exactly`);
    }
    return [usv(pair[0]), usv(pair[1])];
  });
}

const slot = idl.slot();
const update = (state) => {
  if (state.changed) state.changed(serialize(state.list));
};

class URLSearchParams {
  constructor(init = "") {
    slot.put(this, { list: init === null ? parse("null") : read(init), changed: null });
  }
  append(name, value) {
    const state = slot.get(this);
    required(arguments.length, 2, "Failed to execute 'append' on 'URLSearchParams'");
    state.list.push([usv(name), usv(value)]);
    update(state);
  }
  delete(name, value = undefined) {
    const state = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'delete' on 'URLSearchParams'");
    const key = usv(name);
    const wanted = value === undefined ? undefined : usv(value);
    const list = state.list;
    let kept = 0;
    for (const pair of list) {
      if (pair[0] !== key || (wanted !== undefined && pair[1] !== wanted)) list[kept++] = pair;
    }
    list.length = kept;
    update(state);
  }
  get(name) {
    const state = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'get' on 'URLSearchParams'");
    const key = usv(name);
    const found = state.list.find((pair) => pair[0] === key);
    return found === undefined ? null : found[1];
  }
  getAll(name) {
    const state = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'getAll' on 'URLSearchParams'");
    const key = usv(name);
    return state.list.filter((pair) => pair[0] === key).map((pair) => pair[1]);
  }
  has(name, value = undefined) {
    const state = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'has' on 'URLSearchParams'");
    const key = usv(name);
    const wanted = value === undefined ? undefined : usv(value);
    return state.list.some((pair) => pair[0] === key && (wanted === undefined || pair[1] === wanted));
  }
  set(name, value) {
    const state = slot.get(this);
    required(arguments.length, 2, "Failed to execute 'set' on 'URLSearchParams'");
    const key = usv(name);
    const text = usv(value);
    const first = state.list.findIndex((pair) => pair[0] === key);
    if (first < 0) {
      state.list.push([key, text]);
    } else {
      state.list[first] = [key, text];
      const list = state.list;
      let kept = first + 1;
      for (let index = first + 1; index < list.length; index++) {
        if (list[index][0] !== key) list[kept++] = list[index];
      }
      list.length = kept;
    }
    update(state);
  }
  sort() {
    const state = slot.get(this);
    state.list.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    update(state);
  }
  toString() {
    return serialize(slot.get(this).list);
  }
  get size() {
    return slot.get(this).list.length;
  }
}
idl.iterable(URLSearchParams, (object) => slot.get(object).list);
idl.define(URLSearchParams, (object) => slot.get(object).list.map(([name, value]) => [name, value]));

idl.brands.URLSearchParams = slot;
exports.URLSearchParams = URLSearchParams;
exports.parse = parse;
exports.serialize = serialize;
/** The parameters of a URL: `changed` hears of each new serialisation. */
exports.bound = (query, changed) => {
  const object = new URLSearchParams();
  Object.assign(slot.get(object), { list: parse(query), changed });
  return object;
};
exports.replace = (object, query) => {
  const list = slot.get(object).list;
  list.length = 0;
  list.push(...parse(query));
};
exports.listOf = (object) => slot.get(object).list;
