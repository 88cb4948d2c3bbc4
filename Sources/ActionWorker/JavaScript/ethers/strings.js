// Text and its UTF-8 form.
const { Logger } = require("ethers/errors");
const { arrayify, hexlify } = require("ethers/bytes");
const logger = new Logger("strings/5.7.0");

const UnicodeNormalizationForm = { current: "", NFC: "NFC", NFD: "NFD", NFKC: "NFKC", NFKD: "NFKD" };

const Utf8ErrorReason = {
  UNEXPECTED_CONTINUE: "unexpected continuation byte",
  BAD_PREFIX: "bad codepoint prefix",
  OVERRUN: "string overrun",
  MISSING_CONTINUE: "missing continuation byte",
  OUT_OF_RANGE: "out of UTF-8 range",
  UTF16_SURROGATE: "UTF-16 surrogate",
  OVERLONG: "overlong representation",
};

function refuse(reason, offset, bytes) {
  return logger.throwArgumentError(`invalid codepoint at offset ${offset}; ${reason}`, "bytes", bytes);
}

// How many bytes after the faulty one go with it.
function skip(reason, offset, bytes) {
  if (reason === Utf8ErrorReason.OVERRUN) return bytes.length - offset - 1;
  if (reason !== Utf8ErrorReason.BAD_PREFIX && reason !== Utf8ErrorReason.UNEXPECTED_CONTINUE) return 0;
  let end = offset + 1;
  while (end < bytes.length && bytes[end] >> 6 === 2) end++;
  return end - offset - 1;
}

function replace(reason, offset, bytes, output, codepoint) {
  if (reason === Utf8ErrorReason.OVERLONG) {
    output.push(codepoint);
    return 0;
  }
  output.push(0xfffd);
  return skip(reason, offset, bytes);
}

const Utf8ErrorFuncs = Object.freeze({ error: refuse, ignore: skip, replace: replace });

// Length of the sequence that a first byte opens (0: none), and the greatest codepoint that a shorter one could have.
function shape(byte) {
  if ((byte & 0xe0) === 0xc0) return [1, 0x7f];
  if ((byte & 0xf0) === 0xe0) return [2, 0x7ff];
  if ((byte & 0xf8) === 0xf0) return [3, 0xffff];
  return [0, 0];
}

function codePointsOf(value, onError = refuse) {
  const bytes = arrayify(value);
  const result = [];
  let index = 0;
  while (index < bytes.length) {
    const start = index;
    const first = bytes[index++];
    if (first < 0x80) {
      result.push(first);
      continue;
    }
    const [extra, overlong] = shape(first);
    if (extra === 0) {
      const reason = (first & 0xc0) === 0x80 ? Utf8ErrorReason.UNEXPECTED_CONTINUE : Utf8ErrorReason.BAD_PREFIX;
      index += onError(reason, start, bytes, result);
      continue;
    }
    if (start + extra >= bytes.length) {
      index += onError(Utf8ErrorReason.OVERRUN, start, bytes, result);
      continue;
    }
    let codepoint = first & ((1 << (7 - extra)) - 1);
    let left = extra;
    for (; left > 0; left--, index++) {
      if ((bytes[index] & 0xc0) !== 0x80) break;
      codepoint = (codepoint << 6) | (bytes[index] & 0x3f);
    }
    let reason = null;
    if (left > 0) {
      index += onError(Utf8ErrorReason.MISSING_CONTINUE, index, bytes, result);
      continue;
    }
    if (codepoint > 0x10ffff) reason = Utf8ErrorReason.OUT_OF_RANGE;
    else if (codepoint >= 0xd800 && codepoint <= 0xdfff) reason = Utf8ErrorReason.UTF16_SURROGATE;
    else if (codepoint <= overlong) reason = Utf8ErrorReason.OVERLONG;
    if (reason) index += onError(reason, start, bytes, result, codepoint);
    else result.push(codepoint);
  }
  return result;
}

// A high surrogate without its partner is refused; a low one alone is encoded like any other unit.
function toUtf8Bytes(text, form = UnicodeNormalizationForm.current) {
  if (form !== UnicodeNormalizationForm.current) text = text.normalize(form);
  if (typeof text === "string" && text.isWellFormed()) return native.utf8Encode(text);
  const result = [];
  for (let index = 0; index < text.length; index++) {
    let code = text.charCodeAt(index);
    if ((code & 0xfc00) === 0xd800) {
      const low = text.charCodeAt(++index);
      if (index >= text.length || (low & 0xfc00) !== 0xdc00) throw new Error("invalid utf-8 string");
      code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
      result.push((code >> 18) | 0xf0, ((code >> 12) & 0x3f) | 0x80, ((code >> 6) & 0x3f) | 0x80, (code & 0x3f) | 0x80);
    } else if (code < 0x80) {
      result.push(code);
    } else if (code < 0x800) {
      result.push((code >> 6) | 0xc0, (code & 0x3f) | 0x80);
    } else {
      result.push((code >> 12) | 0xe0, ((code >> 6) & 0x3f) | 0x80, (code & 0x3f) | 0x80);
    }
  }
  return arrayify(result);
}

function escapedUnit(code) {
  return "\\u" + code.toString(16).padStart(4, "0");
}

function _toEscapedUtf8String(bytes, onError) {
  const short = { 8: "\\b", 9: "\\t", 10: "\\n", 13: "\\r", 34: "\\\"", 92: "\\\\" };
  const escaped = codePointsOf(bytes, onError).map((codepoint) => {
    if (short[codepoint]) return short[codepoint];
    if (codepoint >= 32 && codepoint < 127) return String.fromCharCode(codepoint);
    const text = _toUtf8String([codepoint]);
    return Array.from({ length: text.length }, (_, index) => escapedUnit(text.charCodeAt(index))).join("");
  });
  return `"${escaped.join("")}"`;
}

function _toUtf8String(codepoints) {
  let text = "";
  for (const codepoint of codepoints) text += String.fromCodePoint(codepoint);
  return text;
}

function toUtf8String(bytes, onError) {
  if (onError === undefined) {
    const plain = arrayify(bytes);
    try {
      return native.utf8Decode(plain, true);
    } catch {
      // The reason and the place are found below.
    }
    return _toUtf8String(codePointsOf(plain));
  }
  return _toUtf8String(codePointsOf(bytes, onError));
}

function toUtf8CodePoints(text, form = UnicodeNormalizationForm.current) {
  return codePointsOf(toUtf8Bytes(text, form));
}

function formatBytes32String(text) {
  const bytes = toUtf8Bytes(text);
  if (bytes.length > 31) throw new Error("bytes32 string must be less than 32 bytes");
  const result = new Uint8Array(32);
  result.set(bytes);
  return hexlify(result);
}

function parseBytes32String(bytes) {
  const data = arrayify(bytes);
  if (data.length !== 32) throw new Error("invalid bytes32 - not 32 bytes long");
  if (data[31] !== 0) throw new Error("invalid bytes32 string - no null terminator");
  let length = 31;
  while (length > 0 && data[length - 1] === 0) length--;
  return toUtf8String(data.slice(0, length));
}

Object.assign(exports, {
  UnicodeNormalizationForm, Utf8ErrorReason, Utf8ErrorFuncs, _toEscapedUtf8String, toUtf8Bytes, toUtf8String,
  toUtf8CodePoints, formatBytes32String, parseBytes32String,
  nameprep: (value) => require("ethers/nameprep").nameprep(value),
});
