// TransformStream (Streams 6).

const idl = require("web/webidl");
const common = require("web/streams-common");
const readable = require("web/streams-readable");
const writable = require("web/streams-writable");
const { deferred } = common;

const streamSlot = idl.slot();
const controllerSlot = idl.slot();

function errorBoth(stream, error) {
  readable.controllerError(stream.readable.controller, error);
  errorWritable(stream, error);
}

function errorWritable(stream, error) {
  clearAlgorithms(stream);
  writable.errorIfNeeded(stream.writable.controller, error);
  if (stream.backpressure) setBackpressure(stream, false);
}

function setBackpressure(stream, backpressure) {
  stream.backpressureChange?.resolve();
  stream.backpressureChange = deferred();
  stream.backpressure = backpressure;
}

function clearAlgorithms(stream) {
  stream.transform = undefined;
  stream.flush = undefined;
  stream.cancel = undefined;
}

function enqueue(stream, chunk) {
  const { controller } = stream.readable;
  if (!readable.canCloseOrEnqueue(controller)) {
    throw new TypeError("Readable side is not in a state that permits enqueue");
  }
  try {
    readable.controllerEnqueue(controller, chunk);
  } catch (error) {
    errorWritable(stream, error);
    throw stream.readable.error;
  }
  const backpressure = readable.waitingReads(stream.readable) === 0 &&
    !(readable.desiredSize(controller) > 0);
  if (backpressure !== stream.backpressure) setBackpressure(stream, true);
}

function performTransform(stream, chunk) {
  return common.map(stream.transform(chunk), undefined, (error) => {
    errorBoth(stream, error);
    throw error;
  });
}

function sinkWrite(stream, chunk) {
  if (!stream.backpressure) return performTransform(stream, chunk);
  return common.map(stream.backpressureChange.promise, () => {
    if (stream.writable.state === "erroring") throw stream.writable.error;
    return performTransform(stream, chunk);
  });
}

function sinkAbort(stream, reason) {
  if (stream.finish !== null) return stream.finish.promise;
  stream.finish = deferred();
  const { promise } = stream.finish;
  const result = stream.cancel(reason);
  clearAlgorithms(stream);
  common.react(result, () => {
    if (stream.readable.state === "errored") {
      stream.finish.reject(stream.readable.error);
    } else {
      readable.controllerError(stream.readable.controller, reason);
      stream.finish.resolve();
    }
  }, (error) => {
    readable.controllerError(stream.readable.controller, error);
    stream.finish.reject(error);
  });
  return promise;
}

function sinkClose(stream) {
  if (stream.finish !== null) return stream.finish.promise;
  stream.finish = deferred();
  const { promise } = stream.finish;
  const result = stream.flush();
  clearAlgorithms(stream);
  common.react(result, () => {
    if (stream.readable.state === "errored") {
      stream.finish.reject(stream.readable.error);
    } else {
      readable.controllerClose(stream.readable.controller);
      stream.finish.resolve();
    }
  }, (error) => {
    readable.controllerError(stream.readable.controller, error);
    stream.finish.reject(error);
  });
  return promise;
}

function sourceCancel(stream, reason) {
  if (stream.finish !== null) return stream.finish.promise;
  stream.finish = deferred();
  const { promise } = stream.finish;
  const result = stream.cancel(reason);
  clearAlgorithms(stream);
  const unblock = () => {
    if (stream.backpressure) setBackpressure(stream, false);
  };
  common.react(result, () => {
    if (stream.writable.state === "errored") {
      stream.finish.reject(stream.writable.error);
    } else {
      writable.errorIfNeeded(stream.writable.controller, reason);
      unblock();
      stream.finish.resolve();
    }
  }, (error) => {
    writable.errorIfNeeded(stream.writable.controller, error);
    unblock();
    stream.finish.reject(error);
  });
  return promise;
}

class TransformStream {
  constructor(transformer = undefined, writableStrategy = undefined, readableStrategy = undefined) {
    const context = "Failed to construct 'TransformStream'";
    if (transformer !== undefined && !idl.isObject(transformer)) {
      throw new TypeError(`${context}: Argument 1 is not an object`);
    }
    const source = transformer ?? {};
    const writing = common.strategy(writableStrategy, 1, context);
    const reading = common.strategy(readableStrategy, 0, context);
    const cancel = common.method(source, "cancel", context);
    const flush = common.method(source, "flush", context);
    if (source.readableType !== undefined) throw new RangeError(`${context}: readableType must not be given`);
    const start = common.method(source, "start", context);
    const transform = common.method(source, "transform", context);
    if (source.writableType !== undefined) throw new RangeError(`${context}: writableType must not be given`);
    const readingMark = reading.mark();
    const writingMark = writing.mark();
    const started = deferred();
    const stream = { backpressure: false, backpressureChange: null, finish: null };
    streamSlot.put(this, stream);
    const object = controllerSlot.put(Object.create(TransformStreamDefaultController.prototype), stream);
    stream.writable = writable.create({
      start: () => started.promise,
      write: (chunk) => sinkWrite(stream, chunk),
      close: () => sinkClose(stream),
      abort: (reason) => sinkAbort(stream, reason),
      mark: writingMark,
      size: writing.size,
    });
    stream.readable = readable.create({
      start: () => started.promise,
      pull: () => {
        setBackpressure(stream, false);
        return stream.backpressureChange.promise;
      },
      cancel: (reason) => sourceCancel(stream, reason),
      mark: readingMark,
      size: reading.size,
    });
    setBackpressure(stream, true);
    stream.flush = common.promising(flush, source);
    stream.cancel = common.promising(cancel, source);
    const transformChunk = common.promising(transform, source);
    stream.transform = transform !== undefined
      ? (chunk) => transformChunk(chunk, object)
      : async (chunk) => enqueue(stream, chunk);
    const flushAll = stream.flush;
    stream.flush = () => flushAll(object);
    started.resolve(start === undefined ? undefined : Reflect.apply(start, source, [object]));
  }
  get readable() {
    return readable.wrap(streamSlot.get(this).readable);
  }
  get writable() {
    return writable.wrap(streamSlot.get(this).writable);
  }
}
idl.define(TransformStream, ["readable", "writable"]);

class TransformStreamDefaultController {
  constructor(key) {
    idl.illegalConstructor(key);
  }
  get desiredSize() {
    return readable.desiredSize(controllerSlot.get(this).readable.controller);
  }
  enqueue(chunk = undefined) {
    enqueue(controllerSlot.get(this), chunk);
  }
  error(reason = undefined) {
    errorBoth(controllerSlot.get(this), reason);
  }
  terminate() {
    const stream = controllerSlot.get(this);
    readable.controllerClose(stream.readable.controller);
    errorWritable(stream, new TypeError("The stream has been terminated."));
  }
}
idl.define(TransformStreamDefaultController, ["desiredSize"]);

idl.brands.TransformStream = streamSlot;
exports.TransformStream = TransformStream;
exports.TransformStreamDefaultController = TransformStreamDefaultController;
