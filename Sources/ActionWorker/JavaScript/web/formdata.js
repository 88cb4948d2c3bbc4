// FormData (XHR 4) and multipart/form-data (RFC 7578).

const idl = require("web/webidl");
const { required, usv } = idl;

const slot = idl.slot();

function entry(method, name, value, filename, count) {
  const context = `Failed to execute '${method}' on 'FormData'`;
  required(count, 2, context);
  const key = usv(name);
  if (count < 3 && !idl.is("Blob", value)) return [key, usv(value)];
  if (!idl.is("Blob", value)) throw new TypeError(`${context}: Argument 2 is not a Blob`);
  if (filename === undefined && idl.is("File", value)) return [key, value];
  return [key, require("web/blob").makeFile(value, filename === undefined ? "blob" : usv(filename))];
}

class FormData {
  constructor(form = undefined) {
    if (form !== undefined) {
      throw new TypeError(
        "Failed to construct 'FormData': Argument 1 can not be a form: there are none here",
      );
    }
    slot.put(this, []);
  }
  append(name, value, filename = undefined) {
    slot.get(this).push(entry("append", name, value, filename, arguments.length));
  }
  delete(name) {
    const list = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'delete' on 'FormData'");
    removeAll(list, usv(name), 0);
  }
  get(name) {
    const list = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'get' on 'FormData'");
    const key = usv(name);
    const found = list.find((pair) => pair[0] === key);
    return found === undefined ? null : found[1];
  }
  getAll(name) {
    const list = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'getAll' on 'FormData'");
    const key = usv(name);
    return list.filter((pair) => pair[0] === key).map((pair) => pair[1]);
  }
  has(name) {
    const list = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'has' on 'FormData'");
    const key = usv(name);
    return list.some((pair) => pair[0] === key);
  }
  set(name, value, filename = undefined) {
    const list = slot.get(this);
    const pair = entry("set", name, value, filename, arguments.length);
    const index = list.findIndex((candidate) => candidate[0] === pair[0]);
    if (index < 0) {
      list.push(pair);
    } else {
      list[index] = pair;
      removeAll(list, pair[0], index + 1);
    }
  }
}
idl.iterable(FormData, (object) => slot.get(object));
idl.define(FormData, (object) => slot.get(object));

function removeAll(list, name, from) {
  let kept = from;
  for (let index = from; index < list.length; index++) {
    if (list[index][0] !== name) list[kept++] = list[index];
  }
  list.length = kept;
}

const lines = (text) => text.replace(/\r\n|\r|\n/g, "\r\n");
const escape = (text) => text.replace(/\n/g, "%0A").replace(/\r/g, "%0D").replace(/"/g, "%22");

/** The body and its boundary. */
function encode(form) {
  const random = Array.from(native.randomBytes(16), (byte) => (byte % 36).toString(36)).join("");
  const boundary = "----formdata-" + random;
  const chunks = [];
  for (const [name, value] of slot.get(form)) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(lines(name))}"`;
    if (typeof value === "string") {
      chunks.push(native.utf8Encode(`${head}\r\n\r\n${lines(value)}\r\n`));
    } else {
      const type = value.type || "application/octet-stream";
      const file = `filename="${escape(value.name)}"\r\nContent-Type: ${type}`;
      chunks.push(native.utf8Encode(`${head}; ${file}\r\n\r\n`));
      chunks.push(require("web/blob").bytesOf(value), native.utf8Encode("\r\n"));
    }
  }
  chunks.push(native.utf8Encode(`--${boundary}--\r\n`));
  return { bytes: idl.concat(chunks), boundary };
}

function invalid() {
  return new TypeError("Unable to parse body as form data");
}

function find(bytes, pattern, from) {
  const first = pattern[0];
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + pattern.length > bytes.length) return -1;
    let index = 1;
    while (index < pattern.length && bytes[at + index] === pattern[index]) index++;
    if (index === pattern.length) return at;
  }
  return -1;
}

function parameter(text, key) {
  const found = new RegExp(`;[ \\t]*${key}=(?:"([^"]*)"|([^;\\s"]+))`, "i").exec(text);
  if (found === null) return null;
  return (found[1] ?? found[2]).replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');
}

function decode(bytes, boundary) {
  const form = new FormData();
  const list = slot.get(form);
  const encoder = native.utf8Encode;
  const delimiter = encoder("--" + boundary);
  const next = encoder("\r\n--" + boundary);
  const blank = encoder("\r\n\r\n");
  let at = find(bytes, delimiter, 0);
  if (at < 0) throw invalid();
  at += delimiter.length;
  for (;;) {
    if (bytes[at] === 0x2d && bytes[at + 1] === 0x2d) return form;
    while (bytes[at] === 0x20 || bytes[at] === 0x09) at++;
    if (bytes[at] !== 13 || bytes[at + 1] !== 10) throw invalid();
    const headEnd = find(bytes, blank, at);
    const end = headEnd < 0 ? -1 : find(bytes, next, headEnd + 2);
    if (end < 0) throw invalid();
    const head = native.utf8Decode(bytes.subarray(at + 2, headEnd), false);
    const disposition = /^content-disposition:[ \t]*form-data[ \t]*(;.*)$/im.exec(head);
    const name = disposition && parameter(disposition[1], "name");
    if (name === null) throw invalid();
    const content = bytes.subarray(Math.min(headEnd + 4, end), end);
    const filename = parameter(disposition[1], "filename");
    if (filename === null) {
      list.push([name, require("web/encoding").decodeUTF8(content)]);
    } else {
      const type = /^content-type:[ \t]*(.*?)[ \t]*$/im.exec(head);
      const blobs = require("web/blob");
      const blob = blobs.make(content.slice(), type ? type[1] : "text/plain");
      list.push([name, blobs.makeFile(blob, filename)]);
    }
    at = end + next.length;
  }
}

idl.brands.FormData = slot;
exports.FormData = FormData;
exports.encode = encode;
exports.decode = decode;
/** A FormData object with text entries. */
exports.make = (pairs) => {
  const form = new FormData();
  slot.get(form).push(...pairs);
  return form;
};
