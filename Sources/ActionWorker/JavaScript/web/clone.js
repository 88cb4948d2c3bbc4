// structuredClone (HTML 2.7).

const idl = require("web/webidl");
const { isBuffer } = idl;

const getter = (prototype, key) => Object.getOwnPropertyDescriptor(prototype, key).get;
const viewTag = getter(Object.getPrototypeOf(Int8Array.prototype), Symbol.toStringTag);
const regExpSource = getter(RegExp.prototype, "source");
const regExpFlags = getter(RegExp.prototype, "flags");
const mapSize = getter(Map.prototype, "size");
const setSize = getter(Set.prototype, "size");
const { has: weakMapHas } = WeakMap.prototype;
const { has: weakSetHas } = WeakSet.prototype;
const { deref } = WeakRef.prototype;

/** Whether the internal slots that `method` asks for are there. */
function passes(method, value, ...list) {
  try {
    Reflect.apply(method, value, list);
    return true;
  } catch {
    return false;
  }
}

function notCloneable(value) {
  let text;
  if (typeof value === "symbol") text = Symbol.prototype.toString.call(value);
  else if (typeof value === "function") text = Function.prototype.toString.call(value);
  else text = `#<${Object.getPrototypeOf(value)?.constructor?.name ?? "Object"}>`;
  return fault(`${text} could not be cloned.`);
}

function fault(message) {
  return new (require("web/exception").DOMException)(message, "DataCloneError");
}

const errorClasses = {
  __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};

function cloneError(value, memory) {
  const name = value.name === undefined ? "Error" : `${value.name}`;
  const descriptor = Object.getOwnPropertyDescriptor(value, "message");
  const constructor = errorClasses[name] ?? Error;
  const error = new constructor();
  memory.set(value, error);
  const set = (key, member) =>
    Object.defineProperty(error, key, { value: member, writable: true, configurable: true });
  if (descriptor !== undefined && "value" in descriptor) set("message", `${descriptor.value}`);
  const stack = Object.getOwnPropertyDescriptor(value, "stack");
  if (stack !== undefined && typeof stack.value === "string") set("stack", stack.value);
  const cause = Object.getOwnPropertyDescriptor(value, "cause");
  if (cause !== undefined && "value" in cause) set("cause", clone(cause.value, memory));
  return error;
}

function clonePlatform(value, memory) {
  const { brands } = idl;
  if (idl.is("File", value)) {
    const blobs = require("web/blob");
    return remember(memory, value, blobs.makeFile(value, brands.File.get(value).name));
  }
  if (idl.is("Blob", value)) {
    const { bytes, type } = brands.Blob.get(value);
    return remember(memory, value, require("web/blob").make(bytes, type));
  }
  if (idl.is("DOMException", value)) {
    const { name, message } = brands.DOMException.get(value);
    return remember(memory, value, new (require("web/exception").DOMException)(message, name));
  }
  throw notCloneable(value);
}

function remember(memory, value, copy) {
  memory.set(value, copy);
  return copy;
}

function cloneBuffer(buffer) {
  if (idl.isDetached(buffer)) throw fault("An ArrayBuffer is detached and could not be cloned.");
  if (!buffer.resizable) return buffer.slice(0);
  const copy = new ArrayBuffer(buffer.byteLength, { maxByteLength: buffer.maxByteLength });
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

function cloneView(value, memory) {
  if (idl.isDetached(value.buffer)) throw fault("An ArrayBuffer is detached and could not be cloned.");
  const buffer = clone(value.buffer, memory);
  const tag = viewTag.call(value);
  const constructor = tag === undefined ? DataView : globalThis[tag];
  const length = tag === undefined ? value.byteLength : value.length;
  return remember(memory, value, new constructor(buffer, value.byteOffset, length));
}

function cloneMembers(value, copy, memory) {
  for (const key of Object.keys(value)) {
    if (!Object.hasOwn(value, key)) continue;
    const member = clone(value[key], memory);
    Object.defineProperty(copy, key, { value: member, writable: true, enumerable: true, configurable: true });
  }
  return copy;
}

function clone(value, memory) {
  if (typeof value === "symbol" || typeof value === "function") throw notCloneable(value);
  if (typeof value !== "object" || value === null) return value;
  const known = memory.get(value);
  if (known !== undefined) return known;
  if (Array.isArray(value)) {
    const copy = remember(memory, value, []);
    copy.length = value.length;
    return cloneMembers(value, copy, memory);
  }
  if (Object.getPrototypeOf(value) === Object.prototype && !(Symbol.toStringTag in value)) {
    return cloneMembers(value, remember(memory, value, {}), memory);
  }
  return cloneOther(value, memory);
}

function cloneOther(value, memory) {
  if (idl.isPlatform(value)) return clonePlatform(value, memory);
  if (ArrayBuffer.isView(value)) return cloneView(value, memory);
  if (isBuffer(value)) return remember(memory, value, cloneBuffer(value));
  if (passes(Date.prototype.getTime, value)) {
    return remember(memory, value, new Date(Date.prototype.getTime.call(value)));
  }
  if (value !== RegExp.prototype && passes(regExpSource, value)) {
    return remember(memory, value, new RegExp(regExpSource.call(value), regExpFlags.call(value)));
  }
  if (passes(mapSize, value)) {
    const copy = remember(memory, value, new Map());
    const entries = [];
    Map.prototype.forEach.call(value, (member, key) => entries.push([key, member]));
    for (const [key, member] of entries) copy.set(clone(key, memory), clone(member, memory));
    return copy;
  }
  if (passes(setSize, value)) {
    const copy = remember(memory, value, new Set());
    const members = [];
    Set.prototype.forEach.call(value, (member) => members.push(member));
    for (const member of members) copy.add(clone(member, memory));
    return copy;
  }
  if (isError(value)) return cloneError(value, memory);
  for (const type of [Number, String, Boolean, BigInt]) {
    if (passes(type.prototype.valueOf, value)) {
      return remember(memory, value, Object(Reflect.apply(type.prototype.valueOf, value, [])));
    }
  }
  const closed = passes(Symbol.prototype.valueOf, value) || passes(weakMapHas, value, {}) ||
    passes(weakSetHas, value, {}) || passes(deref, value) || value instanceof Promise;
  if (closed) throw notCloneable(value);
  return cloneMembers(value, remember(memory, value, {}), memory);
}

const isError = (value) =>
  typeof Error.isError === "function" ? Error.isError(value) : value instanceof Error;

function structuredClone(value, options = undefined) {
  const context = "Failed to execute 'structuredClone'";
  idl.required(arguments.length, 1, context);
  const { transfer } = idl.dictionary(options, `${context}: Argument 2`);
  const list = transfer === undefined ? [] : idl.sequence(transfer, `${context}: transfer`);
  const memory = new Map();
  for (const item of list) {
    if (!idl.isObject(item)) throw new TypeError(`${context}: transfer has a member that is not an object`);
    if (!isBuffer(item)) throw fault("Value not transferable");
    if (memory.has(item)) throw fault("An ArrayBuffer is in the transfer list twice");
    if (idl.isDetached(item)) throw fault("An ArrayBuffer in the transfer list is detached");
    memory.set(item, cloneBuffer(item));
  }
  const result = clone(value, memory);
  for (const item of list) item.transfer(0);
  return result;
}

exports.structuredClone = structuredClone;
