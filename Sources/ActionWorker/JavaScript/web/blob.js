// Blob and File (File API 3, 4), in memory.

const idl = require("web/webidl");

const slot = idl.slot();
const empty = new Uint8Array(0);

const typeOf = (value) => {
  const text = idl.dom(value);
  return /[^\x20-\x7e]/.test(text) ? "" : text.toLowerCase();
};

function partsOf(parts, options, context) {
  const list = parts === undefined ? [] : idl.sequence(parts, `${context}: Argument 1`);
  const settings = idl.dictionary(options, `${context}: Argument 2`);
  const endings = settings.endings === undefined ? "transparent" : idl.dom(settings.endings);
  if (endings !== "transparent" && endings !== "native") {
    throw new TypeError(
      `${context}: The provided value '${endings}' is not a valid enum value of type EndingType`,
    );
  }
  const type = settings.type === undefined ? "" : typeOf(settings.type);
  const chunks = list.map((part) => {
    if (idl.isBufferSource(part)) return idl.bytes(part).slice();
    if (slot.has(part)) return slot.get(part).bytes;
    const text = idl.usv(part);
    return native.utf8Encode(endings === "native" ? text.replace(/\r\n?/g, "\n") : text);
  });
  return { bytes: chunks.length === 0 ? empty : idl.concat(chunks), type };
}

class Blob {
  constructor(blobParts = undefined, options = undefined) {
    slot.put(this, partsOf(blobParts, options, "Failed to construct 'Blob'"));
  }
  get size() {
    return slot.get(this).bytes.length;
  }
  get type() {
    return slot.get(this).type;
  }
  slice(start = undefined, end = undefined, contentType = undefined) {
    const { bytes } = slot.get(this);
    const clamp = (value) => {
      const number = +value;
      if (Number.isNaN(number)) return 0;
      return Math.min(Math.max(number, -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
    };
    const from = start === undefined ? 0 : clamp(start);
    const to = end === undefined ? bytes.length : clamp(end);
    return make(bytes.subarray(from, to), contentType === undefined ? "" : typeOf(contentType));
  }
  stream() {
    const { bytes } = slot.get(this);
    return require("web/streams").fromBytes(bytes);
  }
  async text() {
    return require("web/encoding").decodeUTF8(slot.get(this).bytes);
  }
  async arrayBuffer() {
    return slot.get(this).bytes.slice().buffer;
  }
  async bytes() {
    return slot.get(this).bytes.slice();
  }
}
idl.define(Blob, ["size", "type"]);

const files = idl.slot();

class File extends Blob {
  constructor(fileBits, fileName, options = undefined) {
    const context = "Failed to construct 'File'";
    idl.required(arguments.length, 2, context);
    super(fileBits === undefined ? null : fileBits, options);
    const name = idl.usv(fileName);
    const { lastModified } = idl.dictionary(options, `${context}: Argument 3`);
    const time = lastModified === undefined ? Date.now() : idl.integer(lastModified, 64, true);
    files.put(this, { name, lastModified: time });
  }
  get name() {
    return files.get(this).name;
  }
  get lastModified() {
    return files.get(this).lastModified;
  }
}
idl.define(File, ["size", "type", "name", "lastModified"]);

function make(bytes, type) {
  const blob = new Blob();
  Object.assign(slot.get(blob), { bytes, type });
  return blob;
}

idl.brands.Blob = slot;
idl.brands.File = files;
exports.Blob = Blob;
exports.File = File;
exports.make = make;
exports.bytesOf = (blob) => slot.get(blob).bytes;
exports.makeFile = (blob, name) => {
  const file = new File([], name,
    files.has(blob) ? { lastModified: files.get(blob).lastModified } : undefined);
  Object.assign(slot.get(file), slot.get(blob));
  return file;
};
