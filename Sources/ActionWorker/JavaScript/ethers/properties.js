// Helpers for objects whose members cannot be changed.
const { Logger } = require("ethers/errors");
const logger = new Logger("properties/5.7.0");

function defineReadOnly(object, name, value) {
  Object.defineProperty(object, name, { enumerable: true, value: value, writable: false });
}

// A static member of a class or of the nearest class above it.
function getStatic(constructor, key) {
  for (let depth = 0; depth < 32; depth++) {
    if (constructor[key]) return constructor[key];
    if (!constructor.prototype || typeof constructor.prototype !== "object") break;
    constructor = Object.getPrototypeOf(constructor.prototype).constructor;
  }
  return null;
}

async function resolveProperties(object) {
  const names = Object.keys(object);
  const values = await Promise.all(names.map((name) => Promise.resolve(object[name])));
  const result = {};
  names.forEach((name, index) => { result[name] = values[index]; });
  return result;
}

function checkProperties(object, properties) {
  if (!object || typeof object !== "object") logger.throwArgumentError("invalid object", "object", object);
  for (const key of Object.keys(object)) {
    if (!properties[key]) logger.throwArgumentError(`invalid object key - ${key}`, `transaction:${key}`, object);
  }
}

function shallowCopy(object) {
  const result = {};
  for (const key in object) result[key] = object[key];
  return result;
}

function frozenThrough(value) {
  switch (typeof value) {
    case "undefined": case "bigint": case "boolean": case "function": case "number": case "string":
      return true;
    case "object":
      break;
    default:
      return logger.throwArgumentError(`Cannot deepCopy ${typeof value}`, "object", value);
  }
  if (value === null) return true;
  if (!Object.isFrozen(value)) return false;
  for (const key of Object.keys(value)) {
    let member;
    try {
      member = value[key];
    } catch {
      continue; // a result of decoding that throws when it is read
    }
    if (!frozenThrough(member)) return false;
  }
  return true;
}

function deepCopy(value) {
  if (frozenThrough(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map((member) => deepCopy(member)));
  const result = {};
  for (const key in value) {
    if (value[key] !== undefined) defineReadOnly(result, key, deepCopy(value[key]));
  }
  return result;
}

class Description {
  constructor(info) {
    for (const key in info) this[key] = deepCopy(info[key]);
  }
}

Object.assign(exports, {
  defineReadOnly, getStatic, resolveProperties, checkProperties, shallowCopy, deepCopy, Description,
});
