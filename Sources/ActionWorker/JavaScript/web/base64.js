// atob and btoa (HTML 8.3), on the forgiving base64 of Infra 7.

const idl = require("web/webidl");

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
let values;

function invalid(message) {
  return new (require("web/exception").DOMException)(message, "InvalidCharacterError");
}

/** The bytes of forgiving base64, or null when it is none. */
function decode(text) {
  if (/[\t\n\f\r ]/.test(text)) text = text.replace(/[\t\n\f\r ]+/g, "");
  let length = text.length;
  if (length % 4 === 0 && text.endsWith("=")) length -= text.endsWith("==") ? 2 : 1;
  if (length % 4 === 1) return null;
  if (values === undefined) {
    values = new Uint8Array(256).fill(255);
    for (let index = 0; index < 64; index++) values[alphabet.charCodeAt(index)] = index;
  }
  const bytes = new Uint8Array((length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const value = code < 256 ? values[code] : 255;
    if (value === 255) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = held >> bits;
    }
  }
  return bytes;
}

function latin1(bytes) {
  const parts = [];
  for (let index = 0; index < bytes.length; index += 8192) {
    parts.push(String.fromCharCode.apply(null, bytes.subarray(index, index + 8192)));
  }
  return parts.join("");
}

function atob(data) {
  idl.required(arguments.length, 1, "Failed to execute 'atob'");
  const bytes = decode(idl.dom(data));
  if (bytes === null) throw invalid("Failed to decode base64");
  return latin1(bytes);
}

function btoa(data) {
  idl.required(arguments.length, 1, "Failed to execute 'btoa'");
  const text = idl.dom(data);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 255) {
      throw invalid("The string to be encoded contains characters outside of the Latin1 range.");
    }
    bytes[index] = code;
  }
  return native.base64Encode(bytes);
}

exports.atob = atob;
exports.btoa = btoa;
exports.decode = decode;
exports.latin1 = latin1;
