// WritableStream, its writer and controller (Streams 5).

const idl = require("web/webidl");
const common = require("web/streams-common");
const { react, deferred } = common;

const streamSlot = idl.slot();
const writerSlot = idl.slot();
const controllerSlot = idl.slot();

const closeMark = Symbol("close");

const newRecord = () => ({
  state: "writable", error: undefined, writer: null, controller: null, inFlightWrite: null,
  closeRequest: null,
  inFlightClose: null, pendingAbort: null, writes: [], backpressure: false, object: null,
});

const closeQueuedOrInFlight = (stream) => stream.closeRequest !== null || stream.inFlightClose !== null;

function acquire(stream) {
  if (stream.writer !== null) throw new TypeError("The stream is already locked.");
  const writer = { stream, closed: null, ready: null };
  stream.writer = writer;
  if (stream.state === "writable") {
    writer.ready = !closeQueuedOrInFlight(stream) && stream.backpressure
      ? deferred()
      : common.resolvedDeferred();
    writer.closed = deferred();
  } else if (stream.state === "erroring") {
    writer.ready = common.rejectedDeferred(stream.error);
    writer.closed = deferred();
  } else if (stream.state === "closed") {
    writer.ready = common.resolvedDeferred();
    writer.closed = common.resolvedDeferred();
  } else {
    writer.ready = common.rejectedDeferred(stream.error);
    writer.closed = common.rejectedDeferred(stream.error);
  }
  return writer;
}

function rejectReady(writer, error) {
  if (writer.ready.pending) common.rejectHandled(writer.ready, error);
  else writer.ready = common.rejectedDeferred(error);
}

function rejectClosed(writer, error) {
  if (writer.closed.pending) common.rejectHandled(writer.closed, error);
  else writer.closed = common.rejectedDeferred(error);
}

function release(writer) {
  const { stream } = writer;
  const error = new TypeError("Writer was released and can no longer be used to monitor the stream's state.");
  rejectReady(writer, error);
  rejectClosed(writer, error);
  stream.writer = null;
  writer.stream = null;
}

function abort(stream, reason) {
  if (stream.state === "closed" || stream.state === "errored") return common.resolved();
  const { abort: signal } = require("web/abort");
  signal(signalOf(stream.controller), reason);
  if (stream.state === "closed" || stream.state === "errored") return common.resolved();
  if (stream.pendingAbort !== null) return stream.pendingAbort.deferred.promise;
  const wasErroring = stream.state === "erroring";
  stream.pendingAbort = { deferred: deferred(), reason: wasErroring ? undefined : reason, wasErroring };
  const { promise } = stream.pendingAbort.deferred;
  if (!wasErroring) startErroring(stream, reason);
  return promise;
}

function signalOf(controller) {
  controller.signal ??= require("web/abort").newSignal();
  return controller.signal;
}

function close(stream) {
  if (stream.state === "closed" || stream.state === "errored") {
    return Promise.reject(new TypeError("Writable stream is closed or errored."));
  }
  stream.closeRequest = deferred();
  const { promise } = stream.closeRequest;
  const { writer, controller } = stream;
  if (writer !== null && stream.backpressure && stream.state === "writable") common.settle(writer.ready);
  controller.queue.push(closeMark, 0);
  advance(controller);
  return promise;
}

function dealWithRejection(stream, error) {
  if (stream.state === "writable") startErroring(stream, error);
  else finishErroring(stream);
}

function startErroring(stream, reason) {
  stream.state = "erroring";
  stream.error = reason;
  if (stream.writer !== null) rejectReady(stream.writer, reason);
  if (stream.inFlightWrite === null && stream.inFlightClose === null && stream.controller.started) {
    finishErroring(stream);
  }
}

function finishErroring(stream) {
  stream.state = "errored";
  stream.controller.queue.reset();
  for (const write of stream.writes) write.reject(stream.error);
  stream.writes = [];
  const pending = stream.pendingAbort;
  if (pending === null) {
    rejectCloseAndClosed(stream);
    return;
  }
  stream.pendingAbort = null;
  if (pending.wasErroring) {
    pending.deferred.reject(stream.error);
    rejectCloseAndClosed(stream);
    return;
  }
  const result = stream.controller.abort(pending.reason);
  clearAlgorithms(stream.controller);
  react(result, () => {
    pending.deferred.resolve();
    rejectCloseAndClosed(stream);
  }, (error) => {
    pending.deferred.reject(error);
    rejectCloseAndClosed(stream);
  });
}

function rejectCloseAndClosed(stream) {
  if (stream.closeRequest !== null) {
    stream.closeRequest.reject(stream.error);
    stream.closeRequest = null;
  }
  if (stream.writer !== null) common.rejectHandled(stream.writer.closed, stream.error);
}

function updateBackpressure(stream, backpressure) {
  const { writer } = stream;
  if (writer !== null && backpressure !== stream.backpressure) {
    if (backpressure) writer.ready = deferred();
    else common.settle(writer.ready);
  }
  stream.backpressure = backpressure;
}

// The controller.

function newController(stream, sink, size, mark) {
  const controller = {
    stream, queue: new common.Queue(), started: false, size, mark, write: sink.write, close: sink.close,
    abort: sink.abort, signal: null,
  };
  stream.controller = controller;
  return controller;
}

function startController(controller, start) {
  const { stream } = controller;
  updateBackpressure(stream, desiredSize(controller) <= 0);
  react(Promise.resolve(start()), () => {
    controller.started = true;
    advance(controller);
  }, (error) => {
    controller.started = true;
    dealWithRejection(stream, error);
  });
}

function clearAlgorithms(controller) {
  controller.write = undefined;
  controller.close = undefined;
  controller.abort = undefined;
  controller.size = undefined;
}

const desiredSize = (controller) => controller.mark - controller.queue.total;

function errorIfNeeded(controller, error) {
  if (controller.stream.state === "writable") controllerError(controller, error);
}

function controllerError(controller, error) {
  clearAlgorithms(controller);
  startErroring(controller.stream, error);
}

function chunkSize(controller, chunk) {
  if (controller.size === undefined) return 1;
  try {
    return controller.size(chunk);
  } catch (error) {
    errorIfNeeded(controller, error);
    return 1;
  }
}

function enqueueWrite(controller, chunk, size) {
  try {
    controller.queue.push(chunk, size);
  } catch (error) {
    errorIfNeeded(controller, error);
    return;
  }
  const { stream } = controller;
  if (!closeQueuedOrInFlight(stream) && stream.state === "writable") {
    updateBackpressure(stream, desiredSize(controller) <= 0);
  }
  advance(controller);
}

function advance(controller) {
  const { stream, queue } = controller;
  if (!controller.started || stream.inFlightWrite !== null) return;
  if (stream.state === "erroring") {
    finishErroring(stream);
    return;
  }
  if (queue.empty) return;
  const value = queue.peek();
  if (value === closeMark) processClose(controller);
  else processWrite(controller, value);
}

function processClose(controller) {
  const { stream } = controller;
  stream.inFlightClose = stream.closeRequest;
  stream.closeRequest = null;
  controller.queue.shift();
  const result = controller.close();
  clearAlgorithms(controller);
  react(result, () => {
    stream.inFlightClose.resolve();
    stream.inFlightClose = null;
    if (stream.state === "erroring") {
      stream.error = undefined;
      if (stream.pendingAbort !== null) {
        stream.pendingAbort.deferred.resolve();
        stream.pendingAbort = null;
      }
    }
    stream.state = "closed";
    if (stream.writer !== null) common.settle(stream.writer.closed);
  }, (error) => {
    stream.inFlightClose.reject(error);
    stream.inFlightClose = null;
    if (stream.pendingAbort !== null) {
      stream.pendingAbort.deferred.reject(error);
      stream.pendingAbort = null;
    }
    dealWithRejection(stream, error);
  });
}

function processWrite(controller, chunk) {
  const { stream } = controller;
  stream.inFlightWrite = stream.writes.shift();
  react(controller.write(chunk), () => {
    stream.inFlightWrite.resolve();
    stream.inFlightWrite = null;
    controller.queue.shift();
    if (!closeQueuedOrInFlight(stream) && stream.state === "writable") {
      updateBackpressure(stream, desiredSize(controller) <= 0);
    }
    advance(controller);
  }, (error) => {
    if (stream.state === "writable") clearAlgorithms(controller);
    stream.inFlightWrite.reject(error);
    stream.inFlightWrite = null;
    dealWithRejection(stream, error);
  });
}

function write(writer, chunk) {
  const { stream } = writer;
  const { controller } = stream;
  const size = chunkSize(controller, chunk);
  if (stream !== writer.stream) return Promise.reject(new TypeError("The writer was released."));
  if (stream.state === "errored") return Promise.reject(stream.error);
  if (closeQueuedOrInFlight(stream) || stream.state === "closed") {
    return Promise.reject(new TypeError("The stream is closing or is closed"));
  }
  if (stream.state === "erroring") return Promise.reject(stream.error);
  const request = deferred();
  stream.writes.push(request);
  enqueueWrite(controller, chunk, size);
  return request.promise;
}

/** Closes for a pipe: a stream that is closing already is fine. */
function closeForPipe(writer) {
  const { stream } = writer;
  if (closeQueuedOrInFlight(stream) || stream.state === "closed") return common.resolved();
  if (stream.state === "errored") return Promise.reject(stream.error);
  return close(stream);
}

/** A stream record over algorithms that give promises. */
function create({ start, write: sinkWrite, close: sinkClose, abort: sinkAbort, mark, size }) {
  const stream = newRecord();
  const controller = newController(stream, { write: sinkWrite, close: sinkClose, abort: sinkAbort }, size,
    mark);
  startController(controller, start);
  return stream;
}

function wrap(record) {
  if (record.object === null) {
    record.object = streamSlot.put(Object.create(WritableStream.prototype), record);
  }
  return record.object;
}

class WritableStream {
  constructor(underlyingSink = undefined, strategy = undefined) {
    const context = "Failed to construct 'WritableStream'";
    if (underlyingSink !== undefined && !idl.isObject(underlyingSink)) {
      throw new TypeError(`${context}: Argument 1 is not an object`);
    }
    const sink = underlyingSink ?? {};
    const queuing = common.strategy(strategy, 1, context);
    const abortMethod = common.method(sink, "abort", context);
    const closeMethod = common.method(sink, "close", context);
    const startMethod = common.method(sink, "start", context);
    if (sink.type !== undefined) throw new RangeError(`${context}: type is reserved and must not be given`);
    const writeMethod = common.method(sink, "write", context);
    const record = newRecord();
    record.object = this;
    streamSlot.put(this, record);
    const controller = newController(record, {}, queuing.size, queuing.mark());
    const object = controllerSlot.put(Object.create(WritableStreamDefaultController.prototype), controller);
    const writeChunk = common.promising(writeMethod, sink);
    controller.write = (chunk) => writeChunk(chunk, object);
    controller.close = common.promising(closeMethod, sink);
    controller.abort = common.promising(abortMethod, sink);
    startController(controller, () =>
      startMethod === undefined ? undefined : Reflect.apply(startMethod, sink, [object]));
  }
  get locked() {
    return streamSlot.get(this).writer !== null;
  }
  async abort(reason = undefined) {
    const stream = streamSlot.get(this);
    if (stream.writer !== null) {
      throw new TypeError("The writable stream is locked, therefore cannot be aborted.");
    }
    return abort(stream, reason);
  }
  async close() {
    const stream = streamSlot.get(this);
    if (stream.writer !== null) {
      throw new TypeError("The writable stream is locked, therefore cannot be closed.");
    }
    if (closeQueuedOrInFlight(stream)) throw new TypeError("The writable stream is already being closed.");
    return close(stream);
  }
  getWriter() {
    streamSlot.get(this);
    return new WritableStreamDefaultWriter(this);
  }
}
idl.define(WritableStream, ["locked"]);

const released = () => new TypeError("A writable stream is not associated with the writer.");

class WritableStreamDefaultWriter {
  constructor(stream) {
    idl.required(arguments.length, 1, "Failed to construct 'WritableStreamDefaultWriter'");
    if (!streamSlot.has(stream)) {
      throw new TypeError(
        "Failed to construct 'WritableStreamDefaultWriter': Argument 1 is not a WritableStream",
      );
    }
    writerSlot.put(this, acquire(streamSlot.get(stream)));
  }
  get closed() {
    try {
      return writerSlot.get(this).closed.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
  get desiredSize() {
    const { stream } = writerSlot.get(this);
    if (stream === null) throw released();
    if (stream.state === "errored" || stream.state === "erroring") return null;
    return stream.state === "closed" ? 0 : desiredSize(stream.controller);
  }
  get ready() {
    try {
      return writerSlot.get(this).ready.promise;
    } catch (error) {
      return Promise.reject(error);
    }
  }
  async abort(reason = undefined) {
    const { stream } = writerSlot.get(this);
    if (stream === null) throw released();
    return abort(stream, reason);
  }
  async close() {
    const { stream } = writerSlot.get(this);
    if (stream === null) throw released();
    if (closeQueuedOrInFlight(stream)) throw new TypeError("The associated stream is already being closed.");
    return close(stream);
  }
  releaseLock() {
    const writer = writerSlot.get(this);
    if (writer.stream !== null) release(writer);
  }
  write(chunk = undefined) {
    try {
      const writer = writerSlot.get(this);
      if (writer.stream === null) throw released();
      return write(writer, chunk);
    } catch (error) {
      return Promise.reject(error);
    }
  }
}
idl.define(WritableStreamDefaultWriter, ["desiredSize"]);

class WritableStreamDefaultController {
  constructor(key) {
    idl.illegalConstructor(key);
  }
  get signal() {
    return signalOf(controllerSlot.get(this));
  }
  error(reason = undefined) {
    const controller = controllerSlot.get(this);
    if (controller.stream.state === "writable") controllerError(controller, reason);
  }
}
idl.define(WritableStreamDefaultController, ["signal"]);

idl.brands.WritableStream = streamSlot;
Object.assign(exports, {
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, abort, acquire, closeForPipe,
  closeQueuedOrInFlight, create, desiredSize, errorIfNeeded, release, streamSlot, wrap, write,
});
