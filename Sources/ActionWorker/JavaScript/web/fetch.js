// fetch (Fetch 5.6). The network is the host's; data: and blob: URLs are answered here.

const idl = require("web/webidl");
const bodies = require("web/body");
const headers = require("web/headers");
const { Request } = require("web/request");
const responses = require("web/response");
const parser = require("web/url-parser");

let count = 0;
let lastIdentifier = 0;

/** What goes with each request unless the script says otherwise. */
const defaults = [
  ["accept", "*/*"],
  ["accept-language", "*"],
  ["user-agent", require("web/navigator").userAgent],
];

async function fetch(input, init = undefined) {
  idl.required(arguments.length, 1, "Failed to execute 'fetch'");
  const log = globalThis.litInternalFetchDebugLog;
  count += 1;
  if (Array.isArray(log)) {
    const url = idl.is("Request", input) ? input.url : idl.isObject(input) ? `${input}` : input;
    log.push({ timestamp: Date.now(), url, fetchCount: count });
  }
  const request = idl.brands.Request.get(new Request(input, init));
  const signal = request.followed;
  if (signal !== null && signal.aborted) throw signal.reason;
  const { scheme } = request.url;
  if (scheme === "http" || scheme === "https") return network(request, signal);
  if (scheme === "data") return dataResponse(request);
  if (scheme === "blob") return blobResponse(request);
  throw new TypeError(`Url scheme '${scheme}' not supported`);
}

/** A promise that rejects when the signal aborts, after the host was told; `forget` ends the watch. */
function watch(signal, identifier) {
  if (signal === null) return { aborted: null, forget: idl.ignore };
  let forget;
  const aborted = new Promise((resolve, reject) => {
    forget = require("web/abort").whenAborted(signal, (reason) => {
      host.call("fetchAbort", { id: identifier }).catch(idl.ignore);
      reject(reason);
    });
  });
  aborted.catch(idl.ignore);
  return { aborted, forget };
}

const orAborted = (promise, aborted) => {
  if (aborted === null) return promise;
  promise.catch(idl.ignore);
  return Promise.race([aborted, promise]);
};

async function network(request, signal) {
  const { url } = request;
  const list = headers.listOf(request.headers).map(([name, value]) => [name, value]);
  const has = (name) => headers.valueOf(request.headers, name) !== null;
  for (const [name, value] of defaults) if (!has(name)) list.push([name, value]);
  if ((url.username !== "" || url.password !== "") && !has("authorization")) {
    const decode = (text) => native.utf8Decode(parser.percentDecode(text), false);
    const credentials = native.utf8Encode(`${decode(url.username)}:${decode(url.password)}`);
    list.push(["authorization", `Basic ${native.base64Encode(credentials)}`]);
  }
  const target = parser.serialize({ ...url, username: "", password: "" }, true);
  const identifier = ++lastIdentifier;
  const { aborted, forget } = watch(signal, identifier);
  const upload = request.body === null ? null : await orAborted(bodies.consume(request.body), aborted);
  const call = host.call("fetch", {
    id: identifier, url: target, method: request.method, headers: list, redirect: request.redirect,
    hasBody: upload !== null,
  }, upload ?? undefined);
  let value;
  try {
    ({ value } = await orAborted(call, aborted));
  } catch (error) {
    forget();
    throw error;
  }
  const fields = {
    type: value.type, url: value.url, redirected: value.redirected, status: value.status,
    statusText: value.statusText,
    headers: headers.make(value.headers, true),
  };
  if (value.body === null || value.body === undefined) {
    forget();
    return responses.make(fields);
  }
  const stream = value.body;
  let finished = false;
  const pull = async () => {
    if (finished) return null;
    const read = host.call("fetchRead", { stream });
    try {
      const { value: state, bytes } = await orAborted(read, aborted);
      if (state.done) {
        finished = true;
        forget();
      }
      return finished && bytes.length === 0 ? null : bytes;
    } catch (error) {
      finished = true;
      forget();
      throw error;
    }
  };
  const cancel = async () => {
    if (finished) return;
    finished = true;
    forget();
    await host.call("fetchCancel", { stream });
  };
  return responses.make({ ...fields, body: bodies.fromPull(pull, cancel) });
}

function localResponse(request, bytes, type, extra) {
  const list = [["content-type", type], ...extra];
  return responses.make({
    type: "basic", url: parser.serialize(request.url, true), status: 200, statusText: "OK",
    headers: headers.make(list, true), body: request.method === "HEAD" ? null : bodies.fromBytes(bytes),
  });
}

/** data: URLs (Fetch 6). */
function dataResponse(request) {
  const text = parser.serialize(request.url, true).slice(5);
  const comma = text.indexOf(",");
  if (comma < 0) throw new TypeError("The data: URL has no comma");
  let type = text.slice(0, comma).replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "");
  let bytes = parser.percentDecode(text.slice(comma + 1));
  const mark = /; *base64$/i.exec(type);
  if (mark !== null) {
    const { decode, latin1 } = require("web/base64");
    bytes = decode(latin1(bytes));
    if (bytes === null) throw new TypeError("The data: URL is not valid base64");
    type = type.slice(0, mark.index);
  }
  if (type[0] === ";") type = "text/plain" + type;
  const mime = require("web/mime");
  const parsed = mime.parse(type);
  return localResponse(request, bytes,
    parsed === null ? "text/plain;charset=US-ASCII" : mime.serialize(parsed), []);
}

function blobResponse(request) {
  const blob = require("web/object-url").find(parser.serialize(request.url, true));
  if (blob === undefined || request.method !== "GET") throw new TypeError("Blob for the given URL not found");
  const { bytes, type } = idl.brands.Blob.get(blob);
  return localResponse(request, bytes, type, [["content-length", `${bytes.length}`]]);
}

exports.fetch = Object.freeze(fetch);
exports.Request = Request;
exports.Response = responses.Response;
