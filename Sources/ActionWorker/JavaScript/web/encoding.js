// TextEncoder and TextDecoder (Encoding): UTF-8, UTF-16 and windows-1252.

const idl = require("web/webidl");
const { required, usv } = idl;

const labels = {
  "utf-8": "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8",
  "utf-16le": "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le",
  "utf-16be": "unicodefffe utf-16be",
  "windows-1252":
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 " +
    "iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
};

// The code points of the bytes 0x80 to 0x9f of windows-1252; all others stand for themselves.
const windows1252 =
  "\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f" +
  "\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178";

function encodingOf(label) {
  const name = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, "").toLowerCase();
  if (name === "utf-8" || name === "utf8") return "utf-8";
  for (const encoding of Object.keys(labels)) {
    if (labels[encoding].split(" ").includes(name)) return encoding;
  }
  return null;
}

class TextEncoder {
  constructor() {
    encoderSlot.put(this, true);
  }
  get encoding() {
    encoderSlot.get(this);
    return "utf-8";
  }
  encode(input = "") {
    encoderSlot.get(this);
    return native.utf8Encode(usv(input));
  }
  encodeInto(source, destination) {
    encoderSlot.get(this);
    required(arguments.length, 2, "Failed to execute 'encodeInto' on 'TextEncoder'");
    const text = usv(source);
    if (Object.prototype.toString.call(destination) !== "[object Uint8Array]" ||
      !ArrayBuffer.isView(destination)) {
      throw new TypeError("Failed to execute 'encodeInto' on 'TextEncoder': Argument 2 is not a Uint8Array");
    }
    const room = destination.length;
    if (text.length * 3 <= room || text.length <= 1) {
      const bytes = native.utf8Encode(text);
      if (bytes.length > room) return { read: 0, written: 0 };
      destination.set(bytes);
      return { read: text.length, written: bytes.length };
    }
    let read = 0;
    let written = 0;
    while (read < text.length) {
      const code = text.codePointAt(read);
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (written + size > room) break;
      if (size === 1) {
        destination[written++] = code;
      } else {
        destination[written++] = ((0xf00 >> size) & 0xff) | (code >> (6 * (size - 1)));
        for (let shift = 6 * (size - 2); shift >= 0; shift -= 6) {
          destination[written++] = 0x80 | ((code >> shift) & 63);
        }
      }
      read += size === 4 ? 2 : 1;
    }
    return { read, written };
  }
}
const encoderSlot = idl.slot();
idl.define(TextEncoder, ["encoding"]);

/** How many bytes at the end are the beginning of a UTF-8 sequence that is not complete yet. */
function incompleteTail(bytes) {
  const length = bytes.length;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const lead = bytes[length - back];
    if (lead >= 0x80 && lead < 0xc0) continue;
    const needed = lead < 0xc2 || lead >= 0xf5 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (needed <= back) return 0;
    if (back > 1) {
      const next = bytes[length - back + 1];
      if (lead === 0xe0 && next < 0xa0) return 0;
      if (lead === 0xed && next > 0x9f) return 0;
      if (lead === 0xf0 && next < 0x90) return 0;
      if (lead === 0xf4 && next > 0x8f) return 0;
    }
    return back;
  }
  return 0;
}

function notValid() {
  return new TypeError("The encoded data is not valid");
}

function decodeUTF8(bytes, fatal) {
  try {
    return native.utf8Decode(bytes, fatal);
  } catch {
    throw notValid();
  }
}

/** UTF-16 to a string without unpaired surrogates. `flush` says that nothing follows. */
function decodeUTF16(state, bytes, bigEndian, flush) {
  const even = bytes.length & ~1;
  let end = even;
  const unit = (index) =>
    (bigEndian ? (bytes[index] << 8) | bytes[index + 1] : bytes[index] | (bytes[index + 1] << 8));
  if (!flush && even >= 2 && (unit(even - 2) & 0xfc00) === 0xd800) end -= 2;
  state.pending = flush ? null : bytes.slice(end);
  const parts = [];
  for (let start = 0; start < end; start += 16384) {
    const units = [];
    for (let index = start; index < Math.min(end, start + 16384); index += 2) units.push(unit(index));
    parts.push(String.fromCharCode.apply(null, units));
  }
  let text = parts.join("");
  const whole = text.toWellFormed();
  if (state.fatal && (whole !== text || (flush && bytes.length !== even))) throw notValid();
  if (flush && bytes.length !== even) {
    // An odd byte after an unpaired lead surrogate is part of the same error.
    const last = even >= 2 ? unit(even - 2) : 0;
    return (last & 0xfc00) === 0xd800 ? whole : whole + "\ufffd";
  }
  return whole;
}

function decode1252(bytes) {
  const text = require("web/base64").latin1(bytes);
  return text.replace(/[\x80-\x9f]/g, (character) => windows1252[character.charCodeAt(0) - 0x80]);
}

class TextDecoder {
  constructor(label = "utf-8", options = undefined) {
    const encoding = encodingOf(idl.dom(label));
    const settings = idl.dictionary(options, "Failed to construct 'TextDecoder': Argument 2");
    const fatal = Boolean(settings.fatal);
    const ignoreBOM = Boolean(settings.ignoreBOM);
    if (encoding === null) {
      throw new RangeError(`The encoding label provided ('${label}') is invalid`);
    }
    decoderSlot.put(this, { encoding, fatal, ignoreBOM, pending: null, bomSeen: false, streaming: false });
  }
  get encoding() {
    return decoderSlot.get(this).encoding;
  }
  get fatal() {
    return decoderSlot.get(this).fatal;
  }
  get ignoreBOM() {
    return decoderSlot.get(this).ignoreBOM;
  }
  decode(input = undefined, options = undefined) {
    const state = decoderSlot.get(this);
    const bytes = input === undefined
      ? new Uint8Array(0)
      : idl.bytes(input, "Failed to execute 'decode' on 'TextDecoder': Argument 1");
    const settings = idl.dictionary(options, "Failed to execute 'decode' on 'TextDecoder': Argument 2");
    return decode(state, bytes, Boolean(settings.stream));
  }
}

function decode(state, bytes, stream) {
  if (!state.streaming) {
    state.pending = null;
    state.bomSeen = false;
  }
  state.streaming = stream;
  if (state.pending !== null && state.pending.length > 0) bytes = idl.concat([state.pending, bytes]);
  state.pending = null;
  let text;
  if (state.encoding === "utf-8") {
    const tail = stream ? incompleteTail(bytes) : 0;
    if (tail > 0) {
      state.pending = bytes.slice(bytes.length - tail);
      bytes = bytes.subarray(0, bytes.length - tail);
    }
    if (!state.bomSeen && !state.ignoreBOM && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
      bytes = bytes.subarray(3);
      state.bomSeen = true;
    }
    if (bytes.length > 0) state.bomSeen = true;
    return bytes.length === 0 ? "" : decodeUTF8(bytes, state.fatal);
  }
  if (state.encoding === "windows-1252") return decode1252(bytes);
  text = decodeUTF16(state, bytes, state.encoding === "utf-16be", !stream);
  if (!state.bomSeen && text.length > 0) {
    state.bomSeen = true;
    if (!state.ignoreBOM && text[0] === "\ufeff") text = text.slice(1);
  }
  return text;
}
const decoderSlot = idl.slot();
idl.define(TextDecoder, ["encoding", "fatal", "ignoreBOM"]);

exports.TextEncoder = TextEncoder;
exports.TextDecoder = TextDecoder;
exports.encode = (text) => native.utf8Encode(text.toWellFormed());
/** UTF-8 to text, a byte order mark left out, errors as U+FFFD. */
exports.decodeUTF8 = (bytes) => {
  const body = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  return body.length === 0 ? "" : native.utf8Decode(body, false);
};
/** A decoder without an object: feed(bytes, stream) gives text. */
exports.decoder = (label, fatal, ignoreBOM) => {
  const encoding = encodingOf(label);
  if (encoding === null) throw new RangeError(`The encoding label provided ('${label}') is invalid`);
  const state = { encoding, fatal, ignoreBOM, pending: null, bomSeen: false, streaming: false };
  return { encoding, feed: (bytes, stream) => decode(state, bytes, stream) };
};
