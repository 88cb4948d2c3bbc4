// Hashes of texts, messages (EIP-191) and names (EIP-137).
const { Logger } = require("ethers/errors");
const { concat, hexlify } = require("ethers/bytes");
const { toUtf8Bytes } = require("ethers/strings");
const { keccak256 } = require("ethers/keccak256");
const logger = new Logger("hash/5.7.0");

const messagePrefix = "\x19Ethereum Signed Message:\n";

function id(text) {
  return keccak256(toUtf8Bytes(text));
}

function hashMessage(message) {
  const bytes = typeof message === "string" ? toUtf8Bytes(message) : message;
  return keccak256(concat([toUtf8Bytes(messagePrefix), toUtf8Bytes(String(bytes.length)), bytes]));
}

// The labels of a normalised name, in UTF-8.
function labels(name) {
  const text = require("ethers/ens-normalize").normalize(name);
  if (name.length === 0) return [];
  const found = text.split(".").map((label) => toUtf8Bytes(label));
  if (found.some((label) => label.length === 0)) throw new Error("invalid ENS name; empty component");
  return found;
}

function ensNormalize(name) {
  const { toUtf8String } = require("ethers/strings");
  return labels(name).map((label) => toUtf8String(label)).join(".");
}

function isValidName(name) {
  try {
    return labels(name).length !== 0;
  } catch {
    return false;
  }
}

function namehash(name) {
  if (typeof name !== "string") logger.throwArgumentError("invalid ENS name; not a string", "name", name);
  let result = new Uint8Array(32);
  for (const label of labels(name).reverse()) result = native.keccak256(concat([result, native.keccak256(label)]));
  return hexlify(result);
}

// The wire form of DNS: each label after its length, and an empty one at the end.
function dnsEncode(name) {
  const encoded = labels(name).map((label) => {
    if (label.length > 63) throw new Error("invalid DNS encoded entry; length exceeds 63 bytes");
    return concat([[label.length], label]);
  });
  return hexlify(concat(encoded)) + "00";
}

Object.assign(exports, { id, messagePrefix, hashMessage, namehash, isValidName, ensNormalize, dnsEncode });
