// Requests over HTTP: with a limit of time, repeats when the server is busy, errors that tell what was asked.

const { arrayify, hexlify, isBytesLike } = require("ethers/bytes");
const { encode: base64Encode } = require("ethers/base64");
const { shallowCopy } = require("ethers/properties");
const { toUtf8Bytes, toUtf8String } = require("ethers/strings");
const { Logger } = require("ethers/errors");

const logger = new Logger("web/5.7.1");
const { INVALID_ARGUMENT, SERVER_ERROR, TIMEOUT } = Logger.errors;
// The action's own global is read at the time of the call, so that it is the counted one.
const scope = globalThis;

const DATA_URL = /^data:([^;:]*)?(;base64)?,(.*)$/i;

function staller(duration) {
  return new Promise((resolve) => scope.setTimeout(resolve, duration));
}

/** A body as it is shown in errors: text where it is text, else hexadecimal. */
function bodyify(value, type) {
  if (value == null) return null;
  if (typeof value === "string") return value;
  if (!isBytesLike(value)) return value;
  if (type && (type.split("/")[0] === "text" || type.split(";")[0].trim() === "application/json")) {
    try {
      return toUtf8String(value);
    } catch (error) {
      // Not text after all.
    }
  }
  return hexlify(value);
}

function unpercent(value) {
  return toUtf8Bytes(value.replace(/%([0-9a-f][0-9a-f])/gi, (all, code) => String.fromCharCode(parseInt(code, 16))));
}

async function getUrl(href, options) {
  const request = { method: options.method || "GET", headers: options.headers || {} };
  if (options.body) request.body = options.body;
  const response = await scope.fetch(href, request);
  const body = new Uint8Array(await response.arrayBuffer());
  const headers = {};
  response.headers.forEach((value, key) => {
    headers[key.toLowerCase()] = value;
  });
  return { headers, statusCode: response.status, statusMessage: response.statusText, body: arrayify(body) };
}

/** What a connection asks for: where to, with which headers, how long and how often. */
function settings(connection) {
  const isObject = typeof connection === "object" && connection !== null;
  const attemptLimit = isObject && connection.throttleLimit != null ? connection.throttleLimit : 12;
  logger.assertArgument(
    attemptLimit > 0 && attemptLimit % 1 === 0,
    "invalid connection throttle limit", "connection.throttleLimit", attemptLimit);
  const throttleCallback = isObject ? connection.throttleCallback : null;
  const slot = isObject && typeof connection.throttleSlotInterval === "number" ? connection.throttleSlotInterval : 100;
  logger.assertArgument(
    slot > 0 && slot % 1 === 0,
    "invalid connection throttle slot interval", "connection.throttleSlotInterval", slot);
  const result = {
    attemptLimit, throttleCallback, slot, url: null, headers: {}, timeout: 2 * 60 * 1000, allow304: false,
    errorPassThrough: isObject ? !!connection.errorPassThrough : false,
  };
  if (typeof connection === "string") {
    result.url = connection;
    return result;
  }
  if (!isObject || connection.url == null) {
    logger.throwArgumentError("missing URL", "connection.url", connection);
  }
  result.url = connection.url;
  if (typeof connection.timeout === "number" && connection.timeout > 0) result.timeout = connection.timeout;
  for (const key in connection.headers || {}) {
    const lower = key.toLowerCase();
    result.headers[lower] = { key, value: String(connection.headers[key]) };
    if (lower === "if-none-match" || lower === "if-modified-since") result.allow304 = true;
  }
  if (connection.user != null && connection.password != null) {
    if (result.url.substring(0, 6) !== "https:" && connection.allowInsecureAuthentication !== true) {
      logger.throwError(
        "basic authentication requires a secure https url", INVALID_ARGUMENT,
        { argument: "url", url: result.url, user: connection.user, password: "[REDACTED]" });
    }
    const credentials = base64Encode(toUtf8Bytes(connection.user + ":" + connection.password));
    result.headers.authorization = { key: "Authorization", value: "Basic " + credentials };
  }
  return result;
}

/** The answer that a data URL holds; undefined if `url` is none. */
function fromDataUrl(url, processFunc) {
  const match = url ? DATA_URL.exec(url) : null;
  if (!match) return undefined;
  let response = null;
  try {
    response = {
      statusCode: 200, statusMessage: "OK", headers: { "content-type": match[1] || "text/plain" },
      body: match[2] ? require("ethers/base64").decode(match[3]) : unpercent(match[3]),
    };
    return Promise.resolve(processFunc ? processFunc(response.body, response) : response.body);
  } catch (error) {
    return logger.throwError("processing response error", SERVER_ERROR, {
      body: bodyify(match[1], match[2]), error, requestBody: null, requestMethod: "GET", url,
    });
  }
}

function _fetchData(connection, body, processFunc) {
  const set = settings(connection);
  const data = fromDataUrl(set.url, processFunc);
  if (data !== undefined) return data;
  const options = { method: "GET" };
  if (body) {
    options.method = "POST";
    options.body = body;
    if (set.headers["content-type"] == null) {
      set.headers["content-type"] = { key: "Content-Type", value: "application/octet-stream" };
    }
    // The length is fetch's to state.
  }
  const flat = {};
  for (const { key, value } of Object.values(set.headers)) flat[key] = value;
  options.headers = flat;
  const asked = () => ({ requestBody: bodyify(options.body, flat["content-type"]), requestMethod: options.method });

  let timer = null;
  const late = new Promise((resolve, reject) => {
    timer = scope.setTimeout(() => {
      if (timer === null) return;
      timer = null;
      const info = { ...asked(), timeout: set.timeout, url: set.url };
      reject(logger.makeError("timeout", TIMEOUT, info));
    }, set.timeout);
  });
  const done = () => {
    if (timer === null) return;
    scope.clearTimeout(timer);
    timer = null;
  };
  return Promise.race([late, attempts(set, options, asked, processFunc).finally(done)]);
}

/** How long to stay away: what the server asked for, or a random time that doubles. */
function pause(set, attempt, headers) {
  const asked = headers ? headers["retry-after"] : null;
  if (typeof asked === "string" && /^[1-9][0-9]*$/.test(asked)) return parseInt(asked) * 1000;
  return set.slot * parseInt(String(Math.random() * Math.pow(2, attempt)));
}

async function mayRepeat(set, attempt) {
  return set.throttleCallback ? await set.throttleCallback(attempt, set.url) : true;
}

async function attempts(set, options, asked, processFunc) {
  for (let attempt = 0; attempt < set.attemptLimit; attempt++) {
    let response = null;
    try {
      response = await getUrl(set.url, options);
    } catch (error) {
      response = error.response;
      if (response == null) {
        logger.throwError("missing response", SERVER_ERROR, { ...asked(), serverError: error, url: set.url });
      }
    }
    const { statusCode, headers } = response;
    if (statusCode === 429 && (await mayRepeat(set, attempt))) {
      await staller(pause(set, attempt, headers));
      continue;
    }
    let body = response.body;
    const type = headers ? headers["content-type"] : null;
    if (set.allow304 && statusCode === 304) {
      body = null;
    } else if (!set.errorPassThrough && (statusCode < 200 || statusCode >= 300)) {
      const info = { status: statusCode, headers, body: bodyify(body, type), ...asked(), url: set.url };
      logger.throwError("bad response", SERVER_ERROR, info);
    }
    if (!processFunc) return body;
    try {
      return await processFunc(body, response);
    } catch (error) {
      if (error.throttleRetry && (await mayRepeat(set, attempt))) {
        await staller(pause(set, attempt, null));
        continue;
      }
      const info = { body: bodyify(body, type), error, ...asked(), url: set.url };
      logger.throwError("processing response error", SERVER_ERROR, info);
    }
  }
  return logger.throwError("failed response", SERVER_ERROR, { ...asked(), url: set.url });
}

function fetchJson(connection, json, processFunc) {
  const processJson = (value, response) => {
    let result = null;
    if (value != null) {
      try {
        result = JSON.parse(toUtf8String(value));
      } catch (error) {
        logger.throwError("invalid JSON", SERVER_ERROR, { body: value, error });
      }
    }
    return processFunc ? processFunc(result, response) : result;
  };
  let body = null;
  if (json != null) {
    body = toUtf8Bytes(json);
    connection = typeof connection === "string" ? { url: connection } : shallowCopy(connection);
    const headers = shallowCopy(connection.headers || {});
    const typed = Object.keys(headers).some((key) => key.toLowerCase() === "content-type");
    if (!typed) headers["content-type"] = "application/json";
    connection.headers = headers;
  }
  return _fetchData(connection, body, processJson);
}

/** Calls `func` again and again until it gives something other than undefined. */
function poll(func, options) {
  const set = { floor: 0, ceiling: 10000, interval: 250, ...dropEmpty(options) };
  return new Promise((resolve, reject) => {
    let timer = null;
    let done = false;
    const finish = () => {
      if (done) return false;
      done = true;
      if (timer !== null) scope.clearTimeout(timer);
      return true;
    };
    if (set.timeout) {
      timer = scope.setTimeout(() => {
        if (finish()) reject(new Error("timeout"));
      }, set.timeout);
    }
    let attempt = 0;
    const again = () => {
      attempt += 1;
      if (attempt > set.retryLimit) {
        if (finish()) reject(new Error("retry limit reached"));
        return;
      }
      const wanted = set.interval * parseInt(String(Math.random() * Math.pow(2, attempt)));
      scope.setTimeout(check, Math.min(Math.max(wanted, set.floor), set.ceiling));
    };
    const check = () => func().then((result) => {
      if (result !== undefined) {
        if (finish()) resolve(result);
      } else if (set.oncePoll) {
        set.oncePoll.once("poll", check);
      } else if (set.onceBlock) {
        set.onceBlock.once("block", check);
      } else if (!done) {
        again();
      }
      return null;
    }, (error) => {
      if (finish()) reject(error);
    });
    check();
  });
}

function dropEmpty(values) {
  return Object.fromEntries(Object.entries(values || {}).filter(([, value]) => value != null));
}

exports._fetchData = _fetchData;
exports.fetchJson = fetchJson;
exports.poll = poll;
