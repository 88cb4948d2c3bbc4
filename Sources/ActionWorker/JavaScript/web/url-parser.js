// URL records: parsing and serialising (URL Standard 3 to 4.5).

const special = { __proto__: null, http: 80, https: 443, ws: 80, wss: 443, ftp: 21, file: null };
const isSpecial = (url) => url.scheme in special;

// What is percent-encoded, besides C0 controls and all that is not ASCII.
const c0 = /[\0-\x1f\x7f-\u{10ffff}]/gu;
const fragmentSet = /[\0-\x20"<>`\x7f-\u{10ffff}]/gu;
const querySet = /[\0-\x20"#<>\x7f-\u{10ffff}]/gu;
const specialQuerySet = /[\0-\x20"#'<>\x7f-\u{10ffff}]/gu;
const pathSet = /[\0-\x20"#<>?^`{}\x7f-\u{10ffff}]/gu;
const userinfoSet = /[\0-\x20"#/:;<=>?@[\\\]^`{|}\x7f-\u{10ffff}]/gu;

const hexByte = (value) => "%" + (value < 16 ? "0" : "") + value.toString(16).toUpperCase();
const encodeCharacter = (character) =>
  character < "\x80" ? hexByte(character.charCodeAt(0)) : encodeURIComponent(character);
const percentEncode = (text, set) => text.replace(set, encodeCharacter);

const driveLetter = /^[a-zA-Z][:|]$/;
const normalDriveLetter = /^[a-zA-Z]:$/;
const startsWithDrive = /^[a-zA-Z][:|](?:[/\\?#]|$)/;
const singleDot = /^(?:\.|%2e)$/i;
const doubleDot = /^(?:\.|%2e){2}$/i;

const clean = (input) => (/[\t\n\r]/.test(input) ? input.replace(/[\t\n\r]+/g, "") : input);

/** Percent-decodes to bytes; text comes as UTF-8. */
function percentDecode(text) {
  const bytes = native.utf8Encode(text);
  if (!text.includes("%")) return bytes;
  const result = new Uint8Array(bytes.length);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    let value = bytes[index];
    if (value === 0x25 && index + 2 < bytes.length) {
      const pair = String.fromCharCode(bytes[index + 1], bytes[index + 2]);
      if (/^[0-9a-fA-F]{2}$/.test(pair)) {
        value = parseInt(pair, 16);
        index += 2;
      }
    }
    result[length++] = value;
  }
  return result.subarray(0, length);
}

const newURL = () => ({
  scheme: "", username: "", password: "", host: null, port: null, path: [], opaque: false, query: null,
  fragment: null,
});

// What most URLs look like; such a URL is its own serialisation, so that one expression does for all states.
const ordinary = new RegExp(
  "^(https?)://([a-z0-9-]+(?:\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]*|localhost)(?::([0-9]{1,5}))?" +
    "(/[a-zA-Z0-9_~!$&'()*+,;=:@%/-][a-zA-Z0-9._~!$&'()*+,;=:@%/-]*|/)?" +
    "(?:[?]([a-zA-Z0-9._~!$&()*+,;=:@%/?-]*))?$",
);

function parseOrdinary(input) {
  const found = ordinary.exec(input);
  if (found === null) return null;
  const [, scheme, host, port, path = "/", query = null] = found;
  if (host.includes("xn--") || path.includes("/.") || path.includes("%2")) return null;
  const url = newURL();
  url.scheme = scheme;
  url.host = host;
  url.path = path.slice(1).split("/");
  url.query = query;
  return port === undefined || setPort(url, port) ? url : null;
}

/** The URL record of `input`, or null. `base` is a record or null. */
function parse(input, base) {
  const ready = parseOrdinary(input);
  if (ready !== null) return ready;
  let rest = clean(input.replace(/^[\0-\x20]+|[\0-\x20]+$/g, ""));
  const url = newURL();
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(rest);
  if (scheme === null) {
    if (base === null || (base.opaque && rest[0] !== "#")) return null;
    if (base.opaque) {
      Object.assign(url, base);
      url.fragment = percentEncode(rest.slice(1), fragmentSet);
      return url;
    }
    url.scheme = base.scheme;
    return base.scheme === "file" ? parseFile(url, rest, base) : parseRelative(url, rest, base);
  }
  url.scheme = scheme[1].toLowerCase();
  rest = rest.slice(scheme[0].length);
  if (url.scheme === "file") {
    return parseFile(url, rest, base !== null && base.scheme === "file" ? base : null);
  }
  if (isSpecial(url)) {
    if (base !== null && base.scheme === url.scheme && !rest.startsWith("//")) {
      return parseRelative(url, rest, base);
    }
    return parseAuthority(url, rest.replace(/^[/\\]+/, ""));
  }
  if (rest.startsWith("//")) return parseAuthority(url, rest.slice(2));
  if (rest.startsWith("/")) return parsePath(url, rest);
  return parseOpaquePath(url, rest);
}

function copy(url, base, keys) {
  for (const key of keys) url[key] = key === "path" ? base.path.slice() : base[key];
}

const isSlash = (url, character) => character === "/" || (character === "\\" && isSpecial(url));

function parseRelative(url, rest, base) {
  if (isSlash(url, rest[0])) {
    if (isSpecial(url) ? isSlash(url, rest[1]) : rest[1] === "/") {
      return parseAuthority(url, isSpecial(url) ? rest.replace(/^[/\\]+/, "") : rest.slice(2));
    }
    copy(url, base, ["username", "password", "host", "port"]);
    return parsePath(url, rest);
  }
  copy(url, base, ["username", "password", "host", "port", "path", "query"]);
  if (rest === "") return url;
  if (rest[0] === "?" || rest[0] === "#") return parseTail(url, rest);
  url.query = null;
  shorten(url);
  return parsePath(url, rest, true);
}

function parseAuthority(url, rest) {
  const end = rest.search(isSpecial(url) ? /[/?#\\]/ : /[/?#]/);
  let authority = end < 0 ? rest : rest.slice(0, end);
  const at = authority.lastIndexOf("@");
  if (at >= 0) {
    const userinfo = authority.slice(0, at);
    authority = authority.slice(at + 1);
    if (authority === "") return null;
    const colon = userinfo.indexOf(":");
    url.username = percentEncode(colon < 0 ? userinfo : userinfo.slice(0, colon), userinfoSet);
    if (colon >= 0) url.password = percentEncode(userinfo.slice(colon + 1), userinfoSet);
  }
  const colon = portColon(authority);
  const name = colon < 0 ? authority : authority.slice(0, colon);
  if (name === "" && (isSpecial(url) || colon >= 0)) return null;
  url.host = parseHost(name, !isSpecial(url));
  if (url.host === null) return null;
  if (colon >= 0) {
    const port = authority.slice(colon + 1);
    if (!/^[0-9]*$/.test(port) || !setPort(url, port)) return null;
  }
  return parsePath(url, end < 0 ? "" : rest.slice(end));
}

/** The colon before a port: the first outside brackets, or -1. */
function portColon(text) {
  let inside = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === "[") inside = true;
    else if (character === "]") inside = false;
    else if (character === ":" && !inside) return index;
  }
  return -1;
}

function setPort(url, digits) {
  if (digits === "") return true;
  const port = Number(digits);
  if (port > 65535) return false;
  url.port = special[url.scheme] === port ? null : port;
  return true;
}

function parseFile(url, rest, base) {
  url.host = "";
  if (rest[0] === "/" || rest[0] === "\\") {
    if (rest[1] === "/" || rest[1] === "\\") return parseFileHost(url, rest.slice(2));
    if (base !== null) {
      url.host = base.host;
      if (!startsWithDrive.test(rest.slice(1)) && base.path.length > 0 &&
        normalDriveLetter.test(base.path[0])) {
        url.path.push(base.path[0]);
      }
    }
    return parsePath(url, rest);
  }
  if (base === null) return parsePath(url, rest);
  copy(url, base, ["host", "path", "query"]);
  if (rest === "") return url;
  if (rest[0] === "?" || rest[0] === "#") return parseTail(url, rest);
  url.query = null;
  if (startsWithDrive.test(rest)) url.path = [];
  else shorten(url);
  return parsePath(url, rest, true);
}

function parseFileHost(url, rest) {
  const end = rest.search(/[/?#\\]/);
  const name = end < 0 ? rest : rest.slice(0, end);
  if (driveLetter.test(name)) return parsePath(url, rest, true);
  if (name !== "") {
    url.host = parseHost(name, false);
    if (url.host === null) return null;
    if (url.host === "localhost") url.host = "";
  }
  return parsePath(url, end < 0 ? "" : rest.slice(end));
}

function shorten(url) {
  const path = url.path;
  if (url.scheme === "file" && path.length === 1 && normalDriveLetter.test(path[0])) return;
  path.pop();
}

/** Path, query and fragment. `inside` says that the text goes on after a slash that was there already. */
function parsePath(url, rest, inside) {
  const end = rest.search(/[?#]/);
  const path = end < 0 ? rest : rest.slice(0, end);
  if (path !== "" || isSpecial(url) || inside) addSegments(url, path, inside);
  return end < 0 ? url : parseTail(url, rest.slice(end));
}

function addSegments(url, text, inside) {
  const body = !inside && isSlash(url, text[0]) ? text.slice(1) : text;
  const segments = body.split(isSpecial(url) ? /[/\\]/ : "/");
  const last = segments.length - 1;
  for (let index = 0; index <= last; index++) {
    let segment = segments[index];
    if (doubleDot.test(segment)) {
      shorten(url);
      if (index === last) url.path.push("");
    } else if (singleDot.test(segment)) {
      if (index === last) url.path.push("");
    } else {
      if (url.scheme === "file" && url.path.length === 0 && driveLetter.test(segment)) {
        segment = segment[0] + ":";
      }
      url.path.push(percentEncode(segment, pathSet));
    }
  }
}

function parseOpaquePath(url, rest) {
  url.opaque = true;
  const end = rest.search(/[?#]/);
  const path = end < 0 ? rest : rest.slice(0, end).replace(/ $/, "%20");
  url.path = percentEncode(path, c0);
  return end < 0 ? url : parseTail(url, rest.slice(end));
}

/** Query and fragment; a fragment alone leaves the query as it is. */
function parseTail(url, rest) {
  if (rest[0] === "?") {
    const end = rest.indexOf("#");
    url.query = encodeQuery(url, rest.slice(1, end < 0 ? undefined : end));
    rest = end < 0 ? "" : rest.slice(end);
  }
  if (rest !== "") url.fragment = percentEncode(rest.slice(1), fragmentSet);
  return url;
}

const encodeQuery = (url, text) => percentEncode(text, isSpecial(url) ? specialQuerySet : querySet);

const forbiddenHost = /[\0\t\n\r #/:<>?@[\\\]^|]/;
const forbiddenDomain = /[\0-\x20#/:<>?@[\\\]^|%\x7f]/;

/** A host as it is serialised, or null. */
function parseHost(text, opaque) {
  if (text[0] === "[") {
    return text.endsWith("]") ? require("web/url-address").ipv6(text.slice(1, -1)) : null;
  }
  if (opaque) return forbiddenHost.test(text) ? null : percentEncode(text, c0);
  let domain = text;
  if (domain.includes("%")) domain = native.utf8Decode(percentDecode(domain), false);
  if (/[^\0-\x7f]|(?:^|\.)xn--/i.test(domain)) {
    domain = require("web/idna").toASCII(domain);
    if (domain === null) return null;
  } else {
    domain = domain.toLowerCase();
  }
  if (domain === "" || forbiddenDomain.test(domain)) return null;
  // The last label decides whether it is an IPv4 address.
  const last = /(?:^|\.)([^.]*)\.?$/.exec(domain)[1];
  if (/^(?:[0-9]+|0x[0-9a-f]*)$/.test(last)) return require("web/url-address").ipv4(domain);
  return domain;
}

function serializePath(url) {
  if (url.opaque) return url.path;
  let text = "";
  for (const segment of url.path) text += "/" + segment;
  return text;
}

const serializeHost = (url) =>
  (url.host === null ? "" : url.port === null ? url.host : `${url.host}:${url.port}`);

function serialize(url, withoutFragment) {
  let text = url.scheme + ":";
  if (url.host !== null) {
    text += "//";
    if (url.username !== "" || url.password !== "") {
      text += url.username + (url.password !== "" ? ":" + url.password : "") + "@";
    }
    text += serializeHost(url);
  } else if (!url.opaque && url.path.length > 1 && url.path[0] === "") {
    text += "/.";
  }
  text += serializePath(url);
  if (url.query !== null) text += "?" + url.query;
  if (url.fragment !== null && !withoutFragment) text += "#" + url.fragment;
  return text;
}

function origin(url) {
  if (url.scheme === "blob") {
    const inner = parse(serializePath(url), null);
    return inner !== null && /^https?$/.test(inner.scheme) ? origin(inner) : "null";
  }
  return isSpecial(url) && url.scheme !== "file" ? `${url.scheme}://${serializeHost(url)}` : "null";
}

Object.assign(exports, {
  addSegments, clean, encodeQuery, fragmentSet, isSpecial, origin, parse, parseHost, parsePath, percentDecode,
  percentEncode,
  portColon, serialize, serializeHost, serializePath, setPort, special, userinfoSet,
});
