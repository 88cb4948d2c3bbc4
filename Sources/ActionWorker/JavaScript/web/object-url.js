// blob: URLs (File API 8), known within one run.

const idl = require("web/webidl");

const store = new Map();

exports.create = (object) => {
  if (!idl.is("Blob", object)) {
    throw new TypeError("Failed to execute 'createObjectURL' on 'URL': Argument 1 is not a Blob");
  }
  const hex = Array.from(native.randomBytes(16), (byte, index) => {
    const value = index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte;
    return (value < 16 ? "0" : "") + value.toString(16);
  }).join("");
  const url = `blob:null/${hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}`;
  store.set(url, object);
  return url;
};
exports.revoke = (url) => {
  store.delete(url.replace(/#.*/s, ""));
};
/** The blob of a URL without fragment, or undefined. */
exports.find = (url) => store.get(url);
