// Response (Fetch 5.5).

const idl = require("web/webidl");
const bodies = require("web/body");
const headers = require("web/headers");

const slot = idl.slot();
const nullBody = (status) => status === 101 || status === 103 || status === 204 || status === 205 ||
  status === 304;

function initialize(state, init, body, type, context) {
  const settings = idl.dictionary(init, `${context}: Argument 2`);
  const given = settings.headers;
  const status = settings.status === undefined ? 200 : idl.integer(settings.status, 16, false);
  const statusText = settings.statusText === undefined ? "" : idl.byteString(settings.statusText, context);
  if (status < 200 || status > 599) {
    throw new RangeError(
      `The status provided (${status}) is not equal to 101 and outside the range [200, 599].`,
    );
  }
  if (/[^\t\x20-\x7e\x80-\xff]/.test(statusText)) throw new TypeError("Status text is not valid.");
  state.status = status;
  state.statusText = statusText;
  if (given !== undefined) headers.fill(state.headers, given, context);
  if (body !== null) {
    if (nullBody(status)) throw new TypeError("Response with null body status cannot have body");
    state.body = body;
    if (type !== null && headers.valueOf(state.headers, "content-type") === null) {
      headers.listOf(state.headers).push(["content-type", type]);
    }
  }
}

const newState = () => ({
  type: "default", url: "", redirected: false, status: 200, statusText: "", headers: headers.make([], false),
    body: null,
});

class Response {
  constructor(body = null, init = undefined) {
    const state = newState();
    const { body: record, type } =
      body === null || body === undefined ? { body: null, type: null } : bodies.extract(body);
    initialize(state, init, record, type, "Failed to construct 'Response'");
    slot.put(this, state);
  }
  static error() {
    return make({ type: "error", status: 0, headers: headers.make([], true) });
  }
  static redirect(url, status = 302) {
    const context = "Failed to execute 'Response.redirect'";
    idl.required(arguments.length, 1, context);
    const text = idl.usv(url);
    const code = idl.integer(status, 16, false);
    const parser = require("web/url-parser");
    const record = parser.parse(text, null);
    if (record === null) throw new TypeError(`Invalid URL: '${text}'`);
    if (![301, 302, 303, 307, 308].includes(code)) throw new RangeError("Invalid redirect status code.");
    return make({ status: code, headers: headers.make([["location", parser.serialize(record)]], true) });
  }
  static json(data, init = undefined) {
    const context = "Failed to execute 'Response.json'";
    idl.required(arguments.length, 1, context);
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("Value is not JSON serializable.");
    const state = newState();
    initialize(state, init, bodies.extract(text).body, "application/json", context);
    return make(state);
  }
  get type() {
    return slot.get(this).type;
  }
  get url() {
    return slot.get(this).url;
  }
  get redirected() {
    return slot.get(this).redirected;
  }
  get status() {
    return slot.get(this).status;
  }
  get ok() {
    const { status } = slot.get(this);
    return status >= 200 && status <= 299;
  }
  get statusText() {
    return slot.get(this).statusText;
  }
  get headers() {
    return slot.get(this).headers;
  }
  clone() {
    const state = slot.get(this);
    if (bodies.isUnusable(state.body)) throw new TypeError("Body is unusable.");
    const copy = headers.make(headers.listOf(state.headers).slice(), headers.isImmutable(state.headers));
    return make({ ...state, headers: copy, body: bodies.clone(state.body) });
  }
}
bodies.mixin(Response, (object) => slot.get(object));
idl.define(Response, ["body", "bodyUsed", "headers", "ok", "redirected", "status", "statusText", "url"]);

function make(fields) {
  return slot.put(Object.create(Response.prototype), { ...newState(), ...fields });
}

idl.brands.Response = slot;
exports.Response = Response;
exports.make = make;
