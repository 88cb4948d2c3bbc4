// URL (URL Standard 6.1). URLSearchParams is loaded when it is needed.

const idl = require("web/webidl");
const parser = require("web/url-parser");
const { required, usv } = idl;

const slot = idl.slot();
const cannotHaveCredentials = (url) => url.host === null || url.host === "" || url.scheme === "file";

/** A URL record, or a TypeError in the words of Deno. */
function parseOrThrow(input, baseInput) {
  const record = tryParse(input, baseInput);
  if (record === null) {
    const suffix = baseInput === undefined ? "" : ` with base '${baseInput}'`;
    throw new TypeError(`Invalid URL: '${input}'${suffix}`);
  }
  return record;
}

function tryParse(input, baseInput) {
  let base = null;
  if (baseInput !== undefined) {
    base = parser.parse(baseInput, null);
    if (base === null) return null;
  }
  return parser.parse(input, base);
}

function setQuery(state, value) {
  if (value === "") {
    state.url.query = null;
    if (state.params) require("web/url-search-params").replace(state.params, "");
    return;
  }
  const query = value[0] === "?" ? value.slice(1) : value;
  state.url.query = parser.encodeQuery(state.url, parser.clean(query));
  if (state.params) require("web/url-search-params").replace(state.params, query);
}

/** The setters of host and hostname. */
function setHost(url, value, nameOnly) {
  if (url.opaque) return;
  const text = parser.clean(value);
  const isSpecial = parser.isSpecial(url);
  const end = text.search(isSpecial ? /[/?#\\]/ : /[/?#]/);
  const authority = end < 0 ? text : text.slice(0, end);
  if (url.scheme === "file") {
    const host = authority === "" ? "" : parser.parseHost(authority, false);
    if (host !== null) url.host = host === "localhost" ? "" : host;
    return;
  }
  const colon = parser.portColon(authority);
  if (colon >= 0 && nameOnly) return;
  const name = colon < 0 ? authority : authority.slice(0, colon);
  if (name === "") {
    if (isSpecial || colon >= 0 || url.username !== "" || url.password !== "" || url.port !== null) return;
  }
  const host = parser.parseHost(name, !isSpecial);
  if (host === null) return;
  url.host = host;
  if (colon >= 0) parser.setPort(url, /^[0-9]*/.exec(authority.slice(colon + 1))[0]);
}

class URL {
  constructor(url, base = undefined) {
    required(arguments.length, 1, "Failed to construct 'URL'");
    const input = usv(url);
    const record = parseOrThrow(input, base === undefined ? undefined : usv(base));
    slot.put(this, { url: record, params: null });
  }
  static parse(url, base = undefined) {
    required(arguments.length, 1, "Failed to execute 'URL.parse'");
    const record = tryParse(usv(url), base === undefined ? undefined : usv(base));
    return record === null ? null : slot.put(Object.create(URL.prototype), { url: record, params: null });
  }
  static canParse(url, base = undefined) {
    required(arguments.length, 1, "Failed to execute 'URL.canParse'");
    return tryParse(usv(url), base === undefined ? undefined : usv(base)) !== null;
  }
  static createObjectURL(object) {
    required(arguments.length, 1, "Failed to execute 'createObjectURL' on 'URL'");
    return require("web/object-url").create(object);
  }
  static revokeObjectURL(url) {
    required(arguments.length, 1, "Failed to execute 'revokeObjectURL' on 'URL'");
    require("web/object-url").revoke(usv(url));
  }
  get href() {
    return parser.serialize(slot.get(this).url);
  }
  set href(value) {
    const state = slot.get(this);
    state.url = parseOrThrow(usv(value));
    if (state.params) require("web/url-search-params").replace(state.params, state.url.query ?? "");
  }
  get origin() {
    return parser.origin(slot.get(this).url);
  }
  get protocol() {
    return slot.get(this).url.scheme + ":";
  }
  set protocol(value) {
    const { url } = slot.get(this);
    const found = /^([a-zA-Z][a-zA-Z0-9+.-]*)(?::|$)/.exec(parser.clean(usv(value)));
    if (found === null) return;
    const scheme = found[1].toLowerCase();
    if (scheme in parser.special !== parser.isSpecial(url)) return;
    if (scheme === "file" && (url.username !== "" || url.password !== "" || url.port !== null)) return;
    if (url.scheme === "file" && url.host === "") return;
    url.scheme = scheme;
    if (url.port === parser.special[scheme]) url.port = null;
  }
  get username() {
    return slot.get(this).url.username;
  }
  set username(value) {
    const { url } = slot.get(this);
    const text = usv(value);
    if (!cannotHaveCredentials(url)) url.username = parser.percentEncode(text, parser.userinfoSet);
  }
  get password() {
    return slot.get(this).url.password;
  }
  set password(value) {
    const { url } = slot.get(this);
    const text = usv(value);
    if (!cannotHaveCredentials(url)) url.password = parser.percentEncode(text, parser.userinfoSet);
  }
  get host() {
    return parser.serializeHost(slot.get(this).url);
  }
  set host(value) {
    setHost(slot.get(this).url, usv(value), false);
  }
  get hostname() {
    return slot.get(this).url.host ?? "";
  }
  set hostname(value) {
    setHost(slot.get(this).url, usv(value), true);
  }
  get port() {
    const { port } = slot.get(this).url;
    return port === null ? "" : `${port}`;
  }
  set port(value) {
    const { url } = slot.get(this);
    const text = parser.clean(usv(value));
    if (cannotHaveCredentials(url)) return;
    if (text === "") url.port = null;
    else parser.setPort(url, /^[0-9]*/.exec(text)[0]);
  }
  get pathname() {
    return parser.serializePath(slot.get(this).url);
  }
  set pathname(value) {
    const { url } = slot.get(this);
    const text = parser.clean(usv(value));
    if (url.opaque) return;
    url.path = [];
    // The whole text is path: the marks of query and fragment are data here.
    if (text !== "" || parser.isSpecial(url)) parser.addSegments(url, text, false);
    else if (url.host === null) url.path.push("");
  }
  get search() {
    const { query } = slot.get(this).url;
    return query === null || query === "" ? "" : "?" + query;
  }
  set search(value) {
    setQuery(slot.get(this), usv(value));
  }
  get searchParams() {
    const state = slot.get(this);
    if (state.params === null) {
      state.params = require("web/url-search-params").bound(state.url.query ?? "", (query) => {
        state.url.query = query === "" ? null : query;
      });
    }
    return state.params;
  }
  get hash() {
    const { fragment } = slot.get(this).url;
    return fragment === null || fragment === "" ? "" : "#" + fragment;
  }
  set hash(value) {
    const { url } = slot.get(this);
    const text = parser.clean(usv(value));
    if (text === "") url.fragment = null;
    else url.fragment = parser.percentEncode(text[0] === "#" ? text.slice(1) : text, parser.fragmentSet);
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
}
idl.define(URL, [
  "href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "hash",
  "search",
]);

idl.brands.URL = slot;
exports.URL = URL;
Object.defineProperty(exports, "URLSearchParams", {
  get: () => require("web/url-search-params").URLSearchParams,
  enumerable: true,
});
/** The record behind the text, or null. */
exports.tryParse = tryParse;
