// Request (Fetch 5.4).

const idl = require("web/webidl");
const bodies = require("web/body");
const headers = require("web/headers");
const parser = require("web/url-parser");

const slot = idl.slot();

// What scripts may set without effect here, with its values; the first is the default.
const choices = {
  referrerPolicy: ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin",
    "origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"],
  mode: ["cors", "same-origin", "no-cors", "navigate"],
  credentials: ["same-origin", "omit", "include"],
  cache: ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"],
  redirect: ["follow", "error", "manual"],
};

const context = "Failed to construct 'Request'";

function choice(init, key, fallback) {
  if (init[key] === undefined) return fallback;
  const value = idl.dom(init[key]);
  if (!choices[key].includes(value)) {
    throw new TypeError(`${context}: The provided value '${value}' is not a valid value for ${key}`);
  }
  return value;
}

function methodOf(value) {
  const method = idl.byteString(value, context);
  if (!headers.isToken(method)) throw new TypeError(`${context}: Method is not valid: '${method}'`);
  const upper = method.toUpperCase();
  if (upper === "CONNECT" || upper === "TRACE" || upper === "TRACK") {
    throw new TypeError(`${context}: Method is forbidden: '${method}'`);
  }
  return /^(?:DELETE|GET|HEAD|OPTIONS|POST|PUT)$/.test(upper) ? upper : method;
}

class Request {
  constructor(input, init = undefined) {
    idl.required(arguments.length, 1, context);
    const settings = idl.dictionary(init, `${context}: Argument 2`);
    const source = slot.has(input) ? slot.get(input) : null;
    let url;
    if (source === null) {
      const text = idl.usv(input);
      url = parser.parse(text, null);
      if (url === null) throw new TypeError(`Invalid URL: '${text}'`);
    } else {
      url = source.url;
    }
    const state = { url, headers: null, body: null, signal: null,
      followed: source === null ? null : source.signalOf() };
    state.signalOf = () => {
      if (state.signal === null) {
        const abort = require("web/abort");
        state.signal = state.followed === null ? abort.newSignal() : abort.AbortSignal.any([state.followed]);
      }
      return state.signal;
    };
    for (const key of Object.keys(choices)) {
      state[key] = choice(settings, key, source === null ? choices[key][0] : source[key]);
    }
    if (state.mode === "navigate" && settings.mode !== undefined) {
      throw new TypeError(`${context}: mode can not be 'navigate'`);
    }
    state.integrity = settings.integrity === undefined
      ? source?.integrity ?? ""
      : idl.dom(settings.integrity);
    state.keepalive = settings.keepalive === undefined
      ? source?.keepalive ?? false
      : Boolean(settings.keepalive);
    state.method = settings.method === undefined ? source?.method ?? "GET" : methodOf(settings.method);
    if (settings.signal !== undefined) {
      if (settings.signal !== null && !idl.is("AbortSignal", settings.signal)) {
        throw new TypeError(`${context}: signal is not an AbortSignal`);
      }
      state.followed = settings.signal;
    }
    const given = settings.headers;
    state.headers = given === undefined && source !== null
      ? headers.make(headers.listOf(source.headers).slice(), false)
      : headers.make([], false);
    if (given !== undefined) headers.fill(state.headers, given, context);
    const hasBody = settings.body !== undefined && settings.body !== null;
    const inherited = source === null ? null : source.body;
    if ((hasBody || (inherited !== null && settings.body === undefined)) &&
      /^(?:GET|HEAD)$/.test(state.method)) {
      throw new TypeError("Request with GET/HEAD method cannot have body.");
    }
    if (hasBody) {
      if (settings.duplex !== undefined && settings.duplex !== "half") {
        throw new TypeError(
          `${context}: The provided value '${settings.duplex}' is not a valid value for duplex`,
        );
      }
      const { body, type } = bodies.extract(settings.body);
      state.body = body;
      if (type !== null && headers.valueOf(state.headers, "content-type") === null) {
        headers.listOf(state.headers).push(["content-type", type]);
      }
    } else if (inherited !== null && settings.body !== null) {
      if (bodies.isUnusable(inherited)) throw new TypeError("Input request's body is unusable.");
      state.body = bodies.takeOver(inherited);
    }
    slot.put(this, state);
  }
  get method() {
    return slot.get(this).method;
  }
  get url() {
    const state = slot.get(this);
    state.text ??= parser.serialize(state.url);
    return state.text;
  }
  get headers() {
    return slot.get(this).headers;
  }
  get destination() {
    slot.get(this);
    return "";
  }
  get referrer() {
    slot.get(this);
    return "about:client";
  }
  get referrerPolicy() {
    return slot.get(this).referrerPolicy;
  }
  get mode() {
    return slot.get(this).mode;
  }
  get credentials() {
    return slot.get(this).credentials;
  }
  get cache() {
    return slot.get(this).cache;
  }
  get redirect() {
    return slot.get(this).redirect;
  }
  get integrity() {
    return slot.get(this).integrity;
  }
  get keepalive() {
    return slot.get(this).keepalive;
  }
  get isReloadNavigation() {
    slot.get(this);
    return false;
  }
  get isHistoryNavigation() {
    slot.get(this);
    return false;
  }
  get signal() {
    return slot.get(this).signalOf();
  }
  get duplex() {
    slot.get(this);
    return "half";
  }
  clone() {
    const state = slot.get(this);
    if (bodies.isUnusable(state.body)) throw new TypeError("Body is unusable.");
    const { body } = state;
    // A copy is made of everything but the body, which both then have.
    state.body = null;
    let copy;
    try {
      copy = new Request(this);
    } finally {
      state.body = body;
    }
    slot.get(copy).body = bodies.clone(body);
    return copy;
  }
}
bodies.mixin(Request, (object) => slot.get(object));
idl.define(Request, ["bodyUsed", "headers", "method", "redirect", "url"]);

idl.brands.Request = slot;
exports.Request = Request;
