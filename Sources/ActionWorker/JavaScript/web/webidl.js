// What the web modules share of Web IDL: slots behind objects, conversions, the look of interfaces.

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyNames, getPrototypeOf } = Object;
const ownKeys = Reflect.ownKeys;

function Stamped(object) {
  return object;
}

/** A private slot that can be put on any object; it doubles as the brand of an interface. */
exports.slot = () =>
  class extends Stamped {
    #value;
    constructor(object, value) {
      super(object);
      this.#value = value;
    }
    static put(object, value) {
      new this(object, value);
      return object;
    }
    static has(object) {
      return object !== null && typeof object === "object" && #value in object;
    }
    static get(object) {
      if (object !== null && typeof object === "object" && #value in object) return object.#value;
      throw new TypeError("Illegal invocation");
    }
  };

/** Slots by interface, so that a value can be recognised without loading the module of its interface. */
exports.brands = { __proto__: null };
exports.is = (name, value) => name in exports.brands && exports.brands[name].has(value);

/** What an internal caller passes as first argument to a constructor that is closed to scripts. */
const internal = Symbol("internal");
exports.internal = internal;

exports.illegalConstructor = (key) => {
  if (key !== internal) throw new TypeError("Illegal constructor");
};

exports.required = (present, needed, context) => {
  if (present < needed) {
    const noun = needed === 1 ? "argument" : "arguments";
    throw new TypeError(`${context}: ${needed} ${noun} required, but only ${present} present`);
  }
};

const interfaces = new WeakSet();
const inspected = new Map();

/**
 * Gives a class the look of a Web IDL interface: enumerable members and a string tag.
 * `shown` are the attributes that console shows.
 */
exports.define = (constructor, shown) => {
  const prototype = constructor.prototype;
  for (const target of [prototype, constructor]) {
    for (const key of getOwnPropertyNames(target)) {
      if (key === "constructor" || (target === constructor && /^(length|name|prototype)$/.test(key))) {
        continue;
      }
      defineProperty(target, key, { enumerable: true });
    }
  }
  defineProperty(prototype, Symbol.toStringTag, { value: constructor.name, configurable: true });
  interfaces.add(prototype);
  if (shown !== undefined) {
    inspected.set(prototype, typeof shown === "function" ? shown : () => shown.map((key) => [
      key,
      (object) => getter(prototype, key).call(object),
    ]));
  }
  return constructor;
};

/** Whether an object is one of the interfaces here. */
exports.isPlatform = (object) => {
  for (let owner = getPrototypeOf(object); owner !== null; owner = getPrototypeOf(owner)) {
    if (interfaces.has(owner)) return true;
  }
  return false;
};

function getter(prototype, key) {
  for (let owner = prototype; owner !== null; owner = getPrototypeOf(owner)) {
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (descriptor) return descriptor.get;
  }
}

/** The attributes of a platform object for console: a list of [name, value], or null. */
exports.attributes = (object) => {
  for (let owner = getPrototypeOf(object); owner !== null; owner = getPrototypeOf(owner)) {
    const shown = inspected.get(owner);
    if (shown !== undefined) {
      const list = shown(object);
      return list && list.map(([key, value]) => [key, typeof value === "function" ? value(object) : value]);
    }
  }
  return null;
};

exports.constants = (constructor, table) => {
  for (const key of Object.keys(table)) {
    const descriptor = { value: table[key], enumerable: true };
    defineProperty(constructor, key, descriptor);
    defineProperty(constructor.prototype, key, descriptor);
  }
};

/** keys, values, entries, forEach and iteration over the pairs that `pairs(object)` gives. */
exports.iterable = (constructor, pairs) => {
  const name = constructor.name;
  const state = exports.slot();
  const prototype = Object.create(Iterator.prototype, {
    next: {
      value: function next() {
        const self = state.get(this);
        const list = pairs(self.target);
        if (self.index >= list.length) return { value: undefined, done: true };
        const [key, value] = list[self.index++];
        const result = self.kind === "key" ? key : self.kind === "value" ? value : [key, value];
        return { value: result, done: false };
      },
      writable: true,
      enumerable: true,
      configurable: true,
    },
    [Symbol.toStringTag]: { value: `${name} Iterator`, configurable: true },
  });
  const make = (target, kind) => {
    pairs(target);
    return state.put(Object.create(prototype), { target, kind, index: 0 });
  };
  const methods = {
    entries() {
      return make(this, "entry");
    },
    keys() {
      return make(this, "key");
    },
    values() {
      return make(this, "value");
    },
    forEach(callback, thisArgument = undefined) {
      pairs(this);
      exports.required(arguments.length, 1, `Failed to execute 'forEach' on '${name}'`);
      exports.callable(callback, `Failed to execute 'forEach' on '${name}': Argument 1`);
      for (let index = 0; index < pairs(this).length; index++) {
        const [key, value] = pairs(this)[index];
        callback.call(thisArgument, value, key, this);
      }
    },
  };
  for (const key of Object.keys(methods)) {
    const value = methods[key];
    defineProperty(constructor.prototype, key,
      { value, writable: true, enumerable: true, configurable: true });
  }
  const value = constructor.prototype.entries;
  defineProperty(constructor.prototype, Symbol.iterator, { value, writable: true, configurable: true });
};

exports.callable = (value, context) => {
  if (typeof value !== "function") throw new TypeError(`${context} is not a function`);
  return value;
};

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
exports.isObject = isObject;

exports.dom = (value) => `${value}`;
exports.usv = (value) => (typeof value === "string" ? value : `${value}`).toWellFormed();

exports.byteString = (value, context) => {
  const text = typeof value === "string" ? value : `${value}`;
  if (/[^\0-\xff]/.test(text)) {
    throw new TypeError(`${context}: Argument is not a valid ByteString`);
  }
  return text;
};

exports.dictionary = (value, context) => {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new TypeError(`${context}: can not be converted to a dictionary`);
  return value;
};

/** An integer taken modulo 2^bits, as Web IDL has it without attributes. */
exports.integer = (value, bits, signed) => {
  const number = Math.trunc(+value);
  if (!Number.isFinite(number)) return 0;
  const size = 2 ** bits;
  const rest = number % size;
  const modulo = rest < 0 ? rest + size : rest + 0;
  return signed && modulo >= size / 2 ? modulo - size : modulo;
};

exports.enforceRange = (value, highest, context) => {
  const number = +value;
  const whole = Math.trunc(number) + 0;
  if (!Number.isFinite(number) || whole < 0 || whole > highest) {
    throw new TypeError(`${context}: ${number} is outside the range [0, ${highest}]`);
  }
  return whole;
};

exports.sequence = (value, context) => {
  const method = isObject(value) ? value[Symbol.iterator] : undefined;
  if (typeof method !== "function") throw new TypeError(`${context}: can not be converted to sequence`);
  const list = [];
  const iterator = method.call(value);
  for (;;) {
    const step = iterator.next();
    if (!isObject(step)) throw new TypeError(`${context}: iterator result is not an object`);
    if (step.done) return list;
    list.push(step.value);
  }
};

/** The own enumerable string-keyed members of a record<string, ...>, in order. */
exports.record = (value, key, member) => {
  const result = [];
  for (const name of ownKeys(value)) {
    const descriptor = getOwnPropertyDescriptor(value, name);
    if (descriptor !== undefined && descriptor.enumerable) {
      const converted = key(name);
      const item = member(value[name]);
      const at = result.findIndex((pair) => pair[0] === converted);
      if (at < 0) result.push([converted, item]);
      else result[at][1] = item;
    }
  }
  return result;
};

const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
const isBuffer = (value) => {
  try {
    bufferLength.call(value);
    return true;
  } catch {
    return false;
  }
};
exports.isBuffer = (value) => isObject(value) && isBuffer(value);
exports.isBufferSource = (value) => ArrayBuffer.isView(value) || exports.isBuffer(value);

/** A view on the bytes of a BufferSource, without a copy. */
exports.bytes = (value, context) => {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (exports.isBuffer(value)) return new Uint8Array(value, 0, isDetached(value) ? 0 : undefined);
  throw new TypeError(`${context} is not an ArrayBuffer or a view on one`);
};

const isDetached = (buffer) => buffer.detached === true;
exports.isDetached = isDetached;

exports.concat = (chunks, total) => {
  if (chunks.length === 1) return chunks[0];
  const result = new Uint8Array(total ?? chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    result.set(chunk, offset);
    offset += chunk.length;
  }
  return result;
};

exports.ignore = () => {};
