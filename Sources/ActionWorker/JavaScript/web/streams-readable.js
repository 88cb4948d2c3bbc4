// ReadableStream, its readers and default controller (Streams 4).
//
// The algorithms work on plain records; the interfaces are thin objects in front of them.

const idl = require("web/webidl");
const common = require("web/streams-common");
const { react, deferred } = common;

const streamSlot = idl.slot();
const readerSlot = idl.slot();
const byobReaderSlot = idl.slot();
const controllerSlot = idl.slot();

const newRecord = () => ({
  state: "readable", reader: null, error: undefined, disturbed: false, controller: null, object: null,
});
const isLocked = (stream) => stream.reader !== null;

// Readers. A read request is {chunk, close, error}.

function acquire(stream, kind) {
  if (isLocked(stream)) throw new TypeError("ReadableStream is locked.");
  if (kind === "byob" && !stream.controller.isByte) {
    throw new TypeError("Cannot use a BYOB reader with a stream that is not a byte stream");
  }
  const reader = { kind, stream, requests: [], closed: null };
  stream.reader = reader;
  if (stream.state === "readable") reader.closed = deferred();
  else if (stream.state === "closed") reader.closed = common.resolvedDeferred();
  else reader.closed = common.rejectedDeferred(stream.error);
  return reader;
}

function release(reader) {
  const { stream } = reader;
  const error = new TypeError("The reader was released.");
  if (stream.state === "readable") common.rejectHandled(reader.closed, error);
  else reader.closed = common.rejectedDeferred(error);
  stream.controller.releaseSteps();
  stream.reader = null;
  reader.stream = null;
  const requests = reader.requests;
  reader.requests = [];
  for (const request of requests) request.error(error);
}

function read(reader, request) {
  const { stream } = reader;
  stream.disturbed = true;
  if (stream.state === "closed") request.close();
  else if (stream.state === "errored") request.error(stream.error);
  else stream.controller.pullSteps(request);
}

function cancel(stream, reason) {
  stream.disturbed = true;
  if (stream.state === "closed") return common.resolved();
  if (stream.state === "errored") return Promise.reject(stream.error);
  close(stream);
  const { reader } = stream;
  if (reader !== null && reader.kind === "byob") {
    const requests = reader.requests;
    reader.requests = [];
    for (const request of requests) request.close(undefined);
  }
  return common.map(stream.controller.cancelSteps(reason), idl.ignore);
}

function close(stream) {
  stream.state = "closed";
  const { reader } = stream;
  if (reader === null) return;
  common.settle(reader.closed);
  if (reader.kind === "default") {
    const requests = reader.requests;
    reader.requests = [];
    for (const request of requests) request.close();
  }
}

function fail(stream, error) {
  stream.state = "errored";
  stream.error = error;
  const { reader } = stream;
  if (reader === null) return;
  common.rejectHandled(reader.closed, error);
  const requests = reader.requests;
  reader.requests = [];
  for (const request of requests) request.error(error);
}

const waitingReads = (stream) =>
  stream.reader !== null && stream.reader.kind === "default" ? stream.reader.requests.length : 0;

// The default controller.

function newController(stream, source, size, mark) {
  const controller = {
    isByte: false, stream, queue: new common.Queue(), started: false, closeRequested: false, pulling: false,
    pullAgain: false, size, mark, pull: source.pull, cancel: source.cancel,
    pullSteps(request) {
      if (!controller.queue.empty) {
        const chunk = controller.queue.shift();
        if (controller.closeRequested && controller.queue.empty) {
          clearAlgorithms(controller);
          close(stream);
        } else {
          callPull(controller);
        }
        request.chunk(chunk);
      } else {
        stream.reader.requests.push(request);
        callPull(controller);
      }
    },
    cancelSteps(reason) {
      controller.queue.reset();
      const result = controller.cancel(reason);
      clearAlgorithms(controller);
      return result;
    },
    releaseSteps: idl.ignore,
  };
  stream.controller = controller;
  return controller;
}

/** Starts a controller of either kind. `fallible` is its way to fail. */
function startController(controller, start, pullIfNeeded, failed) {
  const result = start();
  react(Promise.resolve(result), () => {
    controller.started = true;
    pullIfNeeded(controller);
  }, (error) => failed(controller, error));
}

function clearAlgorithms(controller) {
  controller.pull = undefined;
  controller.cancel = undefined;
  controller.size = undefined;
}

const canCloseOrEnqueue = (controller) => !controller.closeRequested &&
  controller.stream.state === "readable";

function desiredSize(controller) {
  const { state } = controller.stream;
  if (state === "errored") return null;
  return state === "closed" ? 0 : controller.mark - controller.queue.total;
}

function callPull(controller) {
  if (!canCloseOrEnqueue(controller) || !controller.started) return;
  if (waitingReads(controller.stream) === 0 && !(desiredSize(controller) > 0)) return;
  if (controller.pulling) {
    controller.pullAgain = true;
    return;
  }
  controller.pulling = true;
  react(controller.pull(), () => {
    controller.pulling = false;
    if (controller.pullAgain) {
      controller.pullAgain = false;
      callPull(controller);
    }
  }, (error) => controllerError(controller, error));
}

function controllerClose(controller) {
  if (!canCloseOrEnqueue(controller)) return;
  controller.closeRequested = true;
  if (controller.queue.empty) {
    clearAlgorithms(controller);
    close(controller.stream);
  }
}

function controllerEnqueue(controller, chunk) {
  if (!canCloseOrEnqueue(controller)) return;
  const { stream } = controller;
  if (waitingReads(stream) > 0) {
    stream.reader.requests.shift().chunk(chunk);
  } else {
    try {
      controller.queue.push(chunk, controller.size(chunk));
    } catch (error) {
      controllerError(controller, error);
      throw error;
    }
  }
  callPull(controller);
}

function controllerError(controller, error) {
  if (controller.stream.state !== "readable") return;
  controller.queue.reset();
  clearAlgorithms(controller);
  fail(controller.stream, error);
}

/** A stream record over algorithms that give promises. */
function create({ start = idl.ignore, pull, cancel: cancelSource, mark = 1, size = () => 1 }) {
  const stream = newRecord();
  const controller = newController(stream, { pull, cancel: cancelSource }, size, mark);
  startController(controller, start, callPull, controllerError);
  return stream;
}

function wrap(record) {
  if (record.object === null) {
    record.object = streamSlot.put(Object.create(ReadableStream.prototype), record);
  }
  return record.object;
}

// Tee of default streams (byte streams: streams-byte).

function tee(stream, clone) {
  if (stream.controller.isByte) return require("web/streams-byte").tee(stream);
  const reader = acquire(stream, "default");
  let reading = false;
  let readAgain = false;
  const canceled = [false, false];
  const reasons = [undefined, undefined];
  const branches = [];
  const done = deferred();
  const pull = () => {
    if (reading) {
      readAgain = true;
      return common.resolved();
    }
    reading = true;
    read(reader, {
      chunk: (chunk) => queueMicrotask(() => {
        readAgain = false;
        let second = chunk;
        if (clone && !canceled[1]) {
          try {
            second = clone(chunk);
          } catch (error) {
            branches.forEach((branch) => controllerError(branch.controller, error));
            done.resolve(cancel(stream, error));
            return;
          }
        }
        if (!canceled[0]) controllerEnqueue(branches[0].controller, chunk);
        if (!canceled[1]) controllerEnqueue(branches[1].controller, second);
        reading = false;
        if (readAgain) pull();
      }),
      close: () => {
        reading = false;
        branches.forEach((branch, index) => canceled[index] || controllerClose(branch.controller));
        if (!canceled[0] || !canceled[1]) done.resolve();
      },
      error: () => {
        reading = false;
      },
    });
    return common.resolved();
  };
  const cancelBranch = (index) => (reason) => {
    canceled[index] = true;
    reasons[index] = reason;
    if (canceled[1 - index]) done.resolve(cancel(stream, reasons));
    return done.promise;
  };
  branches.push(create({ pull, cancel: cancelBranch(0) }), create({ pull, cancel: cancelBranch(1) }));
  react(reader.closed.promise, undefined, (error) => {
    branches.forEach((branch) => controllerError(branch.controller, error));
    if (!canceled[0] || !canceled[1]) done.resolve();
  });
  return branches;
}

const microtaskRoot = Promise.resolve();
function queueMicrotask(callback) {
  common.map(microtaskRoot, callback);
}

// Interfaces.

class ReadableStream {
  constructor(underlyingSource = undefined, strategy = undefined) {
    const context = "Failed to construct 'ReadableStream'";
    const given = underlyingSource === undefined ? null : underlyingSource;
    if (given !== null && !idl.isObject(given)) {
      throw new TypeError(`${context}: Argument 1 is not an object`);
    }
    if (underlyingSource === null) throw new TypeError(`${context}: Argument 1 is not an object`);
    const source = given ?? {};
    const queuing = common.strategy(strategy, undefined, context);
    const { autoAllocateChunkSize } = source;
    const cancelMethod = common.method(source, "cancel", context);
    const pullMethod = common.method(source, "pull", context);
    const startMethod = common.method(source, "start", context);
    const type = source.type === undefined ? undefined : idl.dom(source.type);
    if (type !== undefined && type !== "bytes") {
      throw new TypeError(
        `${context}: The provided value '${type}' is not a valid enum value of type ReadableStreamType`,
      );
    }
    const record = newRecord();
    record.object = this;
    streamSlot.put(this, record);
    const algorithms = {
      pull: common.promising(pullMethod, source),
      cancel: common.promising(cancelMethod, source),
    };
    const start = (face) => (startMethod === undefined ? undefined : Reflect.apply(startMethod, source,
      [face]));
    if (type === "bytes") {
      if (queuing.given) throw new RangeError(`${context}: a byte stream can not have a size function`);
      const chunkSize = autoAllocateChunkSize === undefined
        ? undefined
        : idl.enforceRange(autoAllocateChunkSize, Number.MAX_SAFE_INTEGER,
          `${context}: autoAllocateChunkSize`);
      if (chunkSize === 0) throw new TypeError(`${context}: autoAllocateChunkSize must be greater than 0`);
      const bytes = require("web/streams-byte");
      const mark = queuing.mark() ?? 0;
      const { controller, object } = bytes.newController(record, algorithms, mark, chunkSize);
      const { pull } = controller;
      controller.pull = () => pull(object);
      startController(controller, () => start(object), bytes.callPull, bytes.controllerError);
      return;
    }
    const controller = newController(record, algorithms, queuing.size, queuing.mark() ?? 1);
    const object = controllerSlot.put(Object.create(ReadableStreamDefaultController.prototype), controller);
    const { pull } = controller;
    controller.pull = () => pull(object);
    startController(controller, () => start(object), callPull, controllerError);
  }
  static from(asyncIterable) {
    idl.required(arguments.length, 1, "Failed to execute 'ReadableStream.from'");
    return wrap(fromIterable(asyncIterable));
  }
  get locked() {
    return isLocked(streamSlot.get(this));
  }
  async cancel(reason = undefined) {
    const stream = streamSlot.get(this);
    if (isLocked(stream)) throw new TypeError("Cannot cancel a locked ReadableStream.");
    return cancel(stream, reason);
  }
  getReader(options = undefined) {
    const stream = streamSlot.get(this);
    const context = "Failed to execute 'getReader' on 'ReadableStream'";
    const { mode } = idl.dictionary(options, `${context}: Argument 1`);
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    const name = idl.dom(mode);
    if (name !== "byob") {
      throw new TypeError(
        `${context}: The provided value '${name}' is not a valid enum value of type ReadableStreamReaderMode`,
      );
    }
    acquireCheck(stream);
    return new ReadableStreamBYOBReader(this);
  }
  pipeThrough(transform, options = undefined) {
    const stream = streamSlot.get(this);
    const context = "Failed to execute 'pipeThrough' on 'ReadableStream'";
    idl.required(arguments.length, 1, context);
    const { readable, writable } = idl.dictionary(transform, `${context}: Argument 1`);
    const pipe = require("web/streams-pipe");
    if (!streamSlot.has(readable)) throw new TypeError(`${context}: readable is not a ReadableStream`);
    const destination = pipe.destination(writable, `${context}: writable`);
    const settings = pipe.settings(options, context);
    if (isLocked(stream)) throw new TypeError("ReadableStream is already locked.");
    if (destination.writer !== null) throw new TypeError("Target WritableStream is already locked.");
    common.map(pipe.pipe(exports, stream, destination, settings), undefined, idl.ignore);
    return readable;
  }
  async pipeTo(destination, options = undefined) {
    const stream = streamSlot.get(this);
    const context = "Failed to execute 'pipeTo' on 'ReadableStream'";
    idl.required(arguments.length, 1, context);
    const pipe = require("web/streams-pipe");
    const target = pipe.destination(destination, `${context}: Argument 1`);
    const settings = pipe.settings(options, context);
    if (isLocked(stream)) throw new TypeError("ReadableStream is already locked.");
    if (target.writer !== null) throw new TypeError("destination WritableStream is already locked.");
    return pipe.pipe(exports, stream, target, settings);
  }
  tee() {
    return tee(streamSlot.get(this)).map(wrap);
  }
  values(options = undefined) {
    const stream = streamSlot.get(this);
    const context = "Failed to execute 'values' on 'ReadableStream'";
    const { preventCancel } = idl.dictionary(options, `${context}: Argument 1`);
    const reader = acquire(stream, "default");
    const state = { reader, preventCancel: Boolean(preventCancel), ongoing: undefined, finished: false };
    return iteratorSlot.put(Object.create(iteratorPrototype), state);
  }
}
idl.define(ReadableStream, ["locked"]);
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  value: ReadableStream.prototype.values,
  writable: true,
  configurable: true,
});

function acquireCheck(stream) {
  if (isLocked(stream)) throw new TypeError("ReadableStream is locked.");
}

const iteratorSlot = idl.slot();
const asyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype));
const iteratorMethods = {
  next() {
    return queued(this, nextStep);
  },
  return(value = undefined) {
    return queued(this, (state) => returnStep(state, value));
  },
};
const iteratorPrototype = Object.create(asyncIteratorPrototype, {
  next: { value: iteratorMethods.next, writable: true, enumerable: true, configurable: true },
  return: { value: iteratorMethods.return, writable: true, enumerable: true, configurable: true },
});

/** One step after another, however they are asked for. */
function queued(iterator, step) {
  let state;
  try {
    state = iteratorSlot.get(iterator);
  } catch (error) {
    return Promise.reject(error);
  }
  const run = () => step(state);
  state.ongoing = state.ongoing === undefined ? run() : common.map(state.ongoing, run, run);
  return state.ongoing;
}

function nextStep(state) {
  if (state.finished) return Promise.resolve({ value: undefined, done: true });
  return new Promise((resolve, reject) => {
    read(state.reader, {
      chunk: (value) => {
        state.ongoing = undefined;
        resolve({ value, done: false });
      },
      close: () => {
        state.ongoing = undefined;
        state.finished = true;
        release(state.reader);
        resolve({ value: undefined, done: true });
      },
      error: (error) => {
        state.ongoing = undefined;
        state.finished = true;
        release(state.reader);
        reject(error);
      },
    });
  });
}

function returnStep(state, value) {
  if (state.finished) return Promise.resolve({ value, done: true });
  state.finished = true;
  const result = state.preventCancel ? common.resolved() : cancel(state.reader.stream, value);
  release(state.reader);
  return common.map(result, () => ({ value, done: true }));
}

function readingPromise(perform) {
  return new Promise((resolve, reject) => perform({
    chunk: (value) => resolve({ value, done: false }),
    close: (value) => resolve({ value, done: true }),
    error: reject,
  }));
}

const released = () => new TypeError("The reader was released.");

class ReadableStreamDefaultReader {
  constructor(stream) {
    idl.required(arguments.length, 1, "Failed to construct 'ReadableStreamDefaultReader'");
    if (!streamSlot.has(stream)) {
      throw new TypeError(
        "Failed to construct 'ReadableStreamDefaultReader': Argument 1 is not a ReadableStream",
      );
    }
    readerSlot.put(this, acquire(streamSlot.get(stream), "default"));
  }
  get closed() {
    try {
      return readerSlot.get(this).closed.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
  async cancel(reason = undefined) {
    const reader = readerSlot.get(this);
    if (reader.stream === null) throw released();
    return cancel(reader.stream, reason);
  }
  read() {
    try {
      const reader = readerSlot.get(this);
      if (reader.stream === null) throw released();
      return readingPromise((request) => read(reader, request));
    } catch (error) {
      return Promise.reject(error);
    }
  }
  releaseLock() {
    const reader = readerSlot.get(this);
    if (reader.stream !== null) release(reader);
  }
}
idl.define(ReadableStreamDefaultReader, []);

class ReadableStreamBYOBReader {
  constructor(stream) {
    idl.required(arguments.length, 1, "Failed to construct 'ReadableStreamBYOBReader'");
    if (!streamSlot.has(stream)) {
      throw new TypeError(
        "Failed to construct 'ReadableStreamBYOBReader': Argument 1 is not a ReadableStream",
      );
    }
    byobReaderSlot.put(this, acquire(streamSlot.get(stream), "byob"));
  }
  get closed() {
    try {
      return byobReaderSlot.get(this).closed.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
  async cancel(reason = undefined) {
    const reader = byobReaderSlot.get(this);
    if (reader.stream === null) throw released();
    return cancel(reader.stream, reason);
  }
  read(view, options = undefined) {
    try {
      const reader = byobReaderSlot.get(this);
      const context = "Failed to execute 'read' on 'ReadableStreamBYOBReader'";
      idl.required(arguments.length, 1, context);
      if (!ArrayBuffer.isView(view)) throw new TypeError(`${context}: Argument 1 is not an ArrayBufferView`);
      const settings = idl.dictionary(options, `${context}: Argument 2`);
      const min = settings.min === undefined
        ? 1
        : idl.enforceRange(settings.min, Number.MAX_SAFE_INTEGER, context);
      if (view.byteLength === 0) throw new TypeError(`${context}: the view must have a length`);
      if (view.buffer.byteLength === 0) throw new TypeError(`${context}: the buffer must have a length`);
      if (idl.isDetached(view.buffer)) throw new TypeError(`${context}: the buffer is detached`);
      if (min === 0) throw new TypeError(`${context}: min must be greater than 0`);
      const size = view instanceof DataView ? view.byteLength : view.length;
      if (min > size) throw new RangeError(`${context}: min must not exceed the length of the view`);
      if (reader.stream === null) throw released();
      return readingPromise((request) => {
        const { stream } = reader;
        stream.disturbed = true;
        if (stream.state === "errored") request.error(stream.error);
        else require("web/streams-byte").pullInto(stream.controller, view, min, request);
      });
    } catch (error) {
      return Promise.reject(error);
    }
  }
  releaseLock() {
    const reader = byobReaderSlot.get(this);
    if (reader.stream !== null) release(reader);
  }
}
idl.define(ReadableStreamBYOBReader, []);

class ReadableStreamDefaultController {
  constructor(key) {
    idl.illegalConstructor(key);
  }
  get desiredSize() {
    return desiredSize(controllerSlot.get(this));
  }
  close() {
    const controller = controllerSlot.get(this);
    if (!canCloseOrEnqueue(controller)) {
      throw new TypeError("The stream controller cannot close or enqueue.");
    }
    controllerClose(controller);
  }
  enqueue(chunk = undefined) {
    const controller = controllerSlot.get(this);
    if (!canCloseOrEnqueue(controller)) {
      throw new TypeError("The stream controller cannot close or enqueue.");
    }
    controllerEnqueue(controller, chunk);
  }
  error(reason = undefined) {
    controllerError(controllerSlot.get(this), reason);
  }
}
idl.define(ReadableStreamDefaultController, ["desiredSize"]);

/** Any iterable as a stream. */
function fromIterable(iterable) {
  let method = iterable[Symbol.asyncIterator];
  const isAsync = method !== undefined && method !== null;
  if (!isAsync) method = iterable[Symbol.iterator];
  if (typeof method !== "function") {
    throw new TypeError("Failed to execute 'ReadableStream.from': not iterable");
  }
  const iterator = Reflect.apply(method, iterable, []);
  if (!idl.isObject(iterator)) throw new TypeError("The iterator is not an object");
  const { next } = iterator;
  const unwrapped = (result) => {
    if (!idl.isObject(result)) throw new TypeError("The iterator result is not an object");
    return result;
  };
  const stream = create({
    mark: 0,
    async pull() {
      const step = unwrapped(isAsync ? await Reflect.apply(next, iterator, []) : Reflect.apply(next, iterator,
        []));
      if (step.done) controllerClose(stream.controller);
      else controllerEnqueue(stream.controller, isAsync ? step.value : await step.value);
    },
    async cancel(reason) {
      const end = iterator.return;
      if (end === undefined || end === null) return;
      unwrapped(await Reflect.apply(end, iterator, [reason]));
    },
  });
  return stream;
}

/** A byte stream over `pull`, which gives bytes or null at the end. */
function fromPull(pull, cancelSource) {
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const bytes = await pull();
      if (bytes === null) {
        controller.close();
        controller.byobRequest?.respond(0);
      } else if (bytes.length > 0) {
        controller.enqueue(bytes);
      } else {
        return this.pull(controller);
      }
    },
    cancel: cancelSource,
  });
}

function fromBytes(bytes) {
  let rest = bytes.length > 0 ? bytes.slice() : null;
  return fromPull(async () => {
    const chunk = rest;
    rest = null;
    return chunk;
  });
}

idl.brands.ReadableStream = streamSlot;
Object.assign(exports, {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamDefaultController,
  acquire, cancel, close, controllerClose, controllerEnqueue, controllerError, create, desiredSize,
  canCloseOrEnqueue,
  fail, fromBytes, fromPull, isLocked, newRecord, queueMicrotask, read, release, startController, streamSlot,
  waitingReads, wrap,
  stateOf: (object) => streamSlot.get(object),
  teeStream: (object, clone) => tee(streamSlot.get(object), clone).map(wrap),
});
for (const name of ["ReadableByteStreamController", "ReadableStreamBYOBRequest"]) {
  Object.defineProperty(exports, name, { get: () => require("web/streams-byte")[name], enumerable: true });
}
