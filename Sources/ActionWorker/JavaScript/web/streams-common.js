// What all streams share: promises, queues with sizes, strategies (Streams 8).

const idl = require("web/webidl");

const then = Promise.prototype.then;

exports.resolved = () => Promise.resolve(undefined);
exports.deferred = () => {
  let resolve;
  let reject;
  const promise = new Promise((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject, pending: true };
};
exports.resolvedDeferred = (value) => {
  const deferred = exports.deferred();
  deferred.resolve(value);
  deferred.pending = false;
  return deferred;
};
exports.rejectedDeferred = (reason) => {
  const deferred = exports.deferred();
  exports.rejectHandled(deferred, reason);
  return deferred;
};
/** Rejects a promise whose rejection is no fault when nobody looks at it. */
exports.rejectHandled = (deferred, reason) => {
  deferred.reject(reason);
  deferred.pending = false;
  then.call(deferred.promise, undefined, idl.ignore);
};
exports.settle = (deferred, value) => {
  deferred.resolve(value);
  deferred.pending = false;
};
exports.react = (promise, fulfilled, rejected) => {
  const result = then.call(promise, fulfilled, rejected);
  if (fulfilled !== undefined && rejected !== undefined) then.call(result, undefined, idl.ignore);
  return result;
};
exports.map = (promise, fulfilled, rejected) => then.call(promise, fulfilled, rejected);

/** A method of a source, sink or transformer, called so that it gives a promise. */
exports.method = (object, name, context) => {
  const callback = object[name];
  if (callback === undefined) return undefined;
  return idl.callable(callback, `${context}: ${name}`);
};
exports.promising = (callback, object) =>
  callback === undefined
    ? exports.resolved
    : (...list) => {
        try {
          return Promise.resolve(Reflect.apply(callback, object, list));
        } catch (error) {
          return Promise.reject(error);
        }
      };

exports.Queue = class {
  constructor() {
    this.reset();
  }
  reset() {
    this.items = [];
    this.head = 0;
    this.total = 0;
  }
  get empty() {
    return this.head === this.items.length;
  }
  push(value, size) {
    if (typeof size !== "number" || !(size >= 0) || size === Infinity) {
      throw new RangeError("The size of a chunk must be a finite, non-negative number");
    }
    this.items.push({ value, size });
    this.total += size;
  }
  peek() {
    return this.items[this.head].value;
  }
  shift() {
    const { value, size } = this.items[this.head];
    this.items[this.head++] = undefined;
    if (this.head > 64 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    this.total = Math.max(0, this.total - size);
    return value;
  }
};

/** The high-water mark and size function of a queuing strategy. */
exports.strategy = (init, defaultMark, context) => {
  const settings = idl.dictionary(init, `${context}: strategy`);
  const { highWaterMark, size } = settings;
  const mark = highWaterMark === undefined ? undefined : +highWaterMark;
  if (size !== undefined) idl.callable(size, `${context}: size`);
  return {
    given: size !== undefined,
    size: size === undefined ? () => 1 : (chunk) => +size(chunk),
    mark: () => {
      if (mark === undefined) return defaultMark;
      if (Number.isNaN(mark) || mark < 0) {
        throw new RangeError(`${context}: highWaterMark must not be negative`);
      }
      return mark;
    },
  };
};
