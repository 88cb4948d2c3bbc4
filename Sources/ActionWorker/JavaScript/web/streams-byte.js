// Byte streams: their controller, BYOB requests and tee (Streams 4.7, 4.8).

const idl = require("web/webidl");
const common = require("web/streams-common");
const readable = require("web/streams-readable");
const { react, deferred } = common;

const controllerSlot = idl.slot();
const requestSlot = idl.slot();

const typeTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Int8Array.prototype),
  Symbol.toStringTag).get;

const transfer = (buffer) => {
  if (idl.isDetached(buffer)) throw new TypeError("The buffer is detached");
  return buffer.transfer();
};

// A queue entry is {buffer, byteOffset, byteLength}; a pull-into is a view that waits for bytes.

function newController(stream, algorithms, mark, chunkSize) {
  const controller = {
    isByte: true, stream, entries: [], total: 0, started: false, closeRequested: false, pulling: false,
    pullAgain: false, mark, chunkSize, pull: algorithms.pull, cancel: algorithms.cancel, pullIntos: [],
      request: null,
    pullSteps: (request) => pullSteps(controller, request),
    cancelSteps(reason) {
      clearPullIntos(controller);
      controller.entries = [];
      controller.total = 0;
      const result = controller.cancel(reason);
      clearAlgorithms(controller);
      return result;
    },
    releaseSteps() {
      if (controller.pullIntos.length > 0) {
        controller.pullIntos[0].readerType = "none";
        controller.pullIntos.length = 1;
      }
    },
  };
  stream.controller = controller;
  const object = controllerSlot.put(Object.create(ReadableByteStreamController.prototype), controller);
  return { controller, object };
}

function pullSteps(controller, request) {
  if (controller.total > 0) {
    request.chunk(takeChunk(controller));
    return;
  }
  if (controller.chunkSize !== undefined) {
    let buffer;
    try {
      buffer = new ArrayBuffer(controller.chunkSize);
    } catch (error) {
      request.error(error);
      return;
    }
    controller.pullIntos.push({
      buffer, bufferByteLength: controller.chunkSize, byteOffset: 0, byteLength: controller.chunkSize,
      filled: 0,
      minimum: 1, elementSize: 1, view: Uint8Array, readerType: "default",
    });
  }
  controller.stream.reader.requests.push(request);
  callPull(controller);
}

function takeChunk(controller) {
  const entry = controller.entries.shift();
  controller.total -= entry.byteLength;
  handleDrain(controller);
  return new Uint8Array(entry.buffer, entry.byteOffset, entry.byteLength);
}

function clearAlgorithms(controller) {
  controller.pull = undefined;
  controller.cancel = undefined;
}

function invalidateRequest(controller) {
  if (controller.request === null) return;
  const state = requestSlot.get(controller.request);
  state.controller = null;
  state.view = null;
  controller.request = null;
}

function clearPullIntos(controller) {
  invalidateRequest(controller);
  controller.pullIntos = [];
}

function callPull(controller) {
  const { stream } = controller;
  if (stream.state !== "readable" || controller.closeRequested || !controller.started) return;
  const waiting = readable.waitingReads(stream) > 0 || waitingInto(stream) > 0;
  if (!waiting && !(readable.desiredSize(sized(controller)) > 0)) return;
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

const sized = (controller) => ({ stream: controller.stream, mark: controller.mark, queue: controller });
const waitingInto = (stream) =>
  stream.reader !== null && stream.reader.kind === "byob" ? stream.reader.requests.length : 0;

function controllerError(controller, error) {
  if (controller.stream.state !== "readable") return;
  clearPullIntos(controller);
  controller.entries = [];
  controller.total = 0;
  clearAlgorithms(controller);
  readable.fail(controller.stream, error);
}

function controllerClose(controller) {
  if (controller.closeRequested || controller.stream.state !== "readable") return;
  if (controller.total > 0) {
    controller.closeRequested = true;
    return;
  }
  const [first] = controller.pullIntos;
  if (first !== undefined && first.filled % first.elementSize !== 0) {
    const error = new TypeError("Insufficient bytes to fill elements in the given buffer");
    controllerError(controller, error);
    throw error;
  }
  clearAlgorithms(controller);
  readable.close(controller.stream);
}

function handleDrain(controller) {
  if (controller.total === 0 && controller.closeRequested) {
    clearAlgorithms(controller);
    readable.close(controller.stream);
  } else {
    callPull(controller);
  }
}

function push(controller, buffer, byteOffset, byteLength) {
  controller.entries.push({ buffer, byteOffset, byteLength });
  controller.total += byteLength;
}

function pushClone(controller, buffer, byteOffset, byteLength) {
  let copy;
  try {
    copy = buffer.slice(byteOffset, byteOffset + byteLength);
  } catch (error) {
    controllerError(controller, error);
    throw error;
  }
  push(controller, copy, 0, byteLength);
}

function pushDetached(controller, into) {
  if (into.filled > 0) pushClone(controller, into.buffer, into.byteOffset, into.filled);
  shiftPullInto(controller);
}

function shiftPullInto(controller) {
  invalidateRequest(controller);
  return controller.pullIntos.shift();
}

function controllerEnqueue(controller, chunk) {
  const { stream } = controller;
  if (controller.closeRequested || stream.state !== "readable") return;
  const { byteOffset, byteLength } = chunk;
  const buffer = transfer(chunk.buffer);
  const [first] = controller.pullIntos;
  if (first !== undefined) {
    if (idl.isDetached(first.buffer)) throw new TypeError("The buffer of the pending read is detached");
    invalidateRequest(controller);
    first.buffer = transfer(first.buffer);
    if (first.readerType === "none") pushDetached(controller, first);
  }
  const { reader } = stream;
  if (reader !== null && reader.kind === "default") {
    while (reader.requests.length > 0 && controller.total > 0) {
      reader.requests.shift().chunk(takeChunk(controller));
    }
    if (reader.requests.length === 0) {
      push(controller, buffer, byteOffset, byteLength);
    } else {
      if (controller.pullIntos.length > 0) shiftPullInto(controller);
      reader.requests.shift().chunk(new Uint8Array(buffer, byteOffset, byteLength));
    }
  } else {
    push(controller, buffer, byteOffset, byteLength);
    if (reader !== null && reader.kind === "byob") commitAll(controller, fillFromQueue(controller));
  }
  callPull(controller);
}

function fillOne(controller, into) {
  const most = Math.min(controller.total, into.byteLength - into.filled);
  const reached = into.filled + most;
  let rest = most;
  let ready = false;
  const aligned = reached - (reached % into.elementSize);
  if (aligned >= into.minimum) {
    rest = aligned - into.filled;
    ready = true;
  }
  while (rest > 0) {
    const [entry] = controller.entries;
    const size = Math.min(rest, entry.byteLength);
    const source = new Uint8Array(entry.buffer, entry.byteOffset, size);
    new Uint8Array(into.buffer, into.byteOffset + into.filled, size).set(source);
    if (entry.byteLength === size) {
      controller.entries.shift();
    } else {
      entry.byteOffset += size;
      entry.byteLength -= size;
    }
    controller.total -= size;
    into.filled += size;
    rest -= size;
  }
  return ready;
}

function fillFromQueue(controller) {
  const filled = [];
  while (controller.pullIntos.length > 0 && controller.total > 0) {
    if (!fillOne(controller, controller.pullIntos[0])) break;
    filled.push(shiftPullInto(controller));
  }
  return filled;
}

function viewOf(into) {
  return new into.view(transfer(into.buffer), into.byteOffset, into.filled / into.elementSize);
}

function commit(stream, into) {
  const view = viewOf(into);
  const request = stream.reader.requests.shift();
  if (stream.state !== "closed") request.chunk(view);
  else if (into.readerType === "default") request.close();
  else request.close(view);
}

function commitAll(controller, list) {
  for (const into of list) commit(controller.stream, into);
}

function pullInto(controller, view, min, request) {
  const { stream } = controller;
  const isDataView = view instanceof DataView;
  const elementSize = isDataView ? 1 : view.BYTES_PER_ELEMENT;
  const constructor = isDataView ? DataView : globalThis[typeTag.call(view)];
  const { byteOffset, byteLength } = view;
  let buffer;
  try {
    buffer = transfer(view.buffer);
  } catch (error) {
    request.error(error);
    return;
  }
  const into = {
    buffer, bufferByteLength: buffer.byteLength, byteOffset, byteLength, filled: 0,
      minimum: min * elementSize,
    elementSize, view: constructor, readerType: "byob",
  };
  if (controller.pullIntos.length > 0) {
    controller.pullIntos.push(into);
    stream.reader.requests.push(request);
    return;
  }
  if (stream.state === "closed") {
    request.close(new constructor(into.buffer, into.byteOffset, 0));
    return;
  }
  if (controller.total > 0) {
    if (fillOne(controller, into)) {
      const result = viewOf(into);
      handleDrain(controller);
      request.chunk(result);
      return;
    }
    if (controller.closeRequested) {
      const error = new TypeError("Insufficient bytes to fill elements in the given buffer");
      controllerError(controller, error);
      request.error(error);
      return;
    }
  }
  controller.pullIntos.push(into);
  stream.reader.requests.push(request);
  callPull(controller);
}

function respond(controller, count) {
  const [first] = controller.pullIntos;
  if (controller.stream.state === "closed") {
    if (count !== 0) throw new TypeError("bytesWritten must be 0 when the stream is closed");
  } else {
    if (count === 0) throw new TypeError("bytesWritten must be greater than 0 when the stream is readable");
    if (first.filled + count > first.byteLength) throw new RangeError("bytesWritten out of range");
  }
  first.buffer = transfer(first.buffer);
  respondInternal(controller, count);
}

function respondInternal(controller, count) {
  const [first] = controller.pullIntos;
  const { stream } = controller;
  invalidateRequest(controller);
  if (stream.state === "closed") {
    if (first.readerType === "none") shiftPullInto(controller);
    if (stream.reader !== null && stream.reader.kind === "byob") {
      const filled = [];
      while (filled.length < waitingInto(stream)) filled.push(shiftPullInto(controller));
      commitAll(controller, filled);
    }
  } else {
    first.filled += count;
    if (first.readerType === "none") {
      pushDetached(controller, first);
      commitAll(controller, fillFromQueue(controller));
    } else if (first.filled >= first.minimum) {
      shiftPullInto(controller);
      const rest = first.filled % first.elementSize;
      if (rest > 0) {
        const end = first.byteOffset + first.filled;
        pushClone(controller, first.buffer, end - rest, rest);
      }
      first.filled -= rest;
      const filled = fillFromQueue(controller);
      commit(stream, first);
      commitAll(controller, filled);
    }
  }
  callPull(controller);
}

function respondWithView(controller, view) {
  const [first] = controller.pullIntos;
  if (controller.stream.state === "closed") {
    if (view.byteLength !== 0) throw new TypeError("The view must be empty when the stream is closed");
  } else if (view.byteLength === 0) {
    throw new TypeError("The view must not be empty when the stream is readable");
  }
  if (first.byteOffset + first.filled !== view.byteOffset) {
    throw new RangeError("The region specified by view does not match byobRequest");
  }
  if (first.bufferByteLength !== view.buffer.byteLength) {
    throw new RangeError("The buffer of view has different capacity than byobRequest");
  }
  if (first.filled + view.byteLength > first.byteLength) {
    throw new RangeError("The region specified by view is larger than byobRequest");
  }
  const { byteLength } = view;
  first.buffer = transfer(view.buffer);
  respondInternal(controller, byteLength);
}

function byobRequest(controller) {
  if (controller.request === null && controller.pullIntos.length > 0) {
    const [first] = controller.pullIntos;
    const view = new Uint8Array(first.buffer, first.byteOffset + first.filled,
      first.byteLength - first.filled);
    controller.request = requestSlot.put(Object.create(ReadableStreamBYOBRequest.prototype),
      { controller, view });
  }
  return controller.request;
}

class ReadableByteStreamController {
  constructor(key) {
    idl.illegalConstructor(key);
  }
  get byobRequest() {
    return byobRequest(controllerSlot.get(this));
  }
  get desiredSize() {
    return readable.desiredSize(sized(controllerSlot.get(this)));
  }
  close() {
    const controller = controllerSlot.get(this);
    if (controller.closeRequested) throw new TypeError("Closed already requested.");
    if (controller.stream.state !== "readable") throw new TypeError("The stream is not in a readable state.");
    controllerClose(controller);
  }
  enqueue(chunk) {
    const controller = controllerSlot.get(this);
    const context = "Failed to execute 'enqueue' on 'ReadableByteStreamController'";
    idl.required(arguments.length, 1, context);
    if (!ArrayBuffer.isView(chunk)) throw new TypeError(`${context}: Argument 1 is not an ArrayBufferView`);
    if (chunk.byteLength === 0) throw new TypeError("Length must be greater than 0.");
    if (chunk.buffer.byteLength === 0) throw new TypeError("Buffer length must be greater than 0");
    if (controller.closeRequested) {
      throw new TypeError("Cannot enqueue chunk after a close has been requested.");
    }
    if (controller.stream.state !== "readable") {
      throw new TypeError("Cannot enqueue chunk when underlying stream is not readable.");
    }
    controllerEnqueue(controller, chunk);
  }
  error(reason = undefined) {
    controllerError(controllerSlot.get(this), reason);
  }
}
idl.define(ReadableByteStreamController, ["byobRequest", "desiredSize"]);

class ReadableStreamBYOBRequest {
  constructor(key) {
    idl.illegalConstructor(key);
  }
  get view() {
    return requestSlot.get(this).view;
  }
  respond(bytesWritten) {
    const { controller, view } = requestSlot.get(this);
    const context = "Failed to execute 'respond' on 'ReadableStreamBYOBRequest'";
    idl.required(arguments.length, 1, context);
    const count = idl.enforceRange(bytesWritten, Number.MAX_SAFE_INTEGER, `${context}: Argument 1`);
    if (controller === null) throw new TypeError("This BYOB request has been invalidated");
    if (idl.isDetached(view.buffer)) throw new TypeError("The BYOB request's buffer has been detached");
    respond(controller, count);
  }
  respondWithNewView(view) {
    const { controller } = requestSlot.get(this);
    const context = "Failed to execute 'respondWithNewView' on 'ReadableStreamBYOBRequest'";
    idl.required(arguments.length, 1, context);
    if (!ArrayBuffer.isView(view)) throw new TypeError(`${context}: Argument 1 is not an ArrayBufferView`);
    if (controller === null) throw new TypeError("This BYOB request has been invalidated");
    if (idl.isDetached(view.buffer)) throw new TypeError("The view's buffer has been detached");
    respondWithView(controller, view);
  }
}
idl.define(ReadableStreamBYOBRequest, ["view"]);

function create(pull, cancel) {
  const stream = readable.newRecord();
  const { controller } = newController(stream, { pull, cancel }, 0, undefined);
  readable.startController(controller, idl.ignore, callPull, controllerError);
  return stream;
}

function tee(stream) {
  let reader = readable.acquire(stream, "default");
  let reading = false;
  const again = [false, false];
  const canceled = [false, false];
  const reasons = [undefined, undefined];
  const branches = [];
  const done = deferred();
  const controllers = () => branches.map((branch) => branch.controller);
  const watch = (watched) => react(watched.closed.promise, undefined, (error) => {
    if (watched !== reader) return;
    controllers().forEach((controller) => controllerError(controller, error));
    if (!canceled[0] || !canceled[1]) done.resolve();
  });
  const failAll = (error) => {
    controllers().forEach((controller) => controllerError(controller, error));
    done.resolve(readable.cancel(stream, error));
  };
  const finishRead = () => {
    reading = false;
    if (again[0]) pullFor(0);
    else if (again[1]) pullFor(1);
  };
  const switchTo = (kind) => {
    if (reader.kind === kind) return;
    readable.release(reader);
    reader = readable.acquire(stream, kind);
    watch(reader);
  };
  const pullDefault = () => {
    switchTo("default");
    readable.read(reader, {
      chunk: (chunk) => readable.queueMicrotask(() => {
        again[0] = again[1] = false;
        let second = chunk;
        if (!canceled[0] && !canceled[1]) second = chunk.slice();
        if (!canceled[0]) controllerEnqueue(branches[0].controller, chunk);
        if (!canceled[1]) controllerEnqueue(branches[1].controller, second);
        finishRead();
      }),
      close: () => {
        reading = false;
        controllers().forEach((controller, index) => canceled[index] || controllerClose(controller));
        controllers().forEach((controller) => controller.pullIntos.length > 0 && respond(controller, 0));
        if (!canceled[0] || !canceled[1]) done.resolve();
      },
      error: () => {
        reading = false;
      },
    });
  };
  const pullView = (view, target) => {
    switchTo("byob");
    const other = 1 - target;
    pullInto(stream.controller, view, 1, {
      chunk: (chunk) => readable.queueMicrotask(() => {
        again[0] = again[1] = false;
        if (!canceled[other]) {
          let copy;
          try {
            copy = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength).slice();
          } catch (error) {
            failAll(error);
            return;
          }
          if (!canceled[target]) respondWithView(branches[target].controller, chunk);
          controllerEnqueue(branches[other].controller, copy);
        } else if (!canceled[target]) {
          respondWithView(branches[target].controller, chunk);
        }
        finishRead();
      }),
      close: (chunk) => {
        reading = false;
        if (!canceled[target]) controllerClose(branches[target].controller);
        if (!canceled[other]) controllerClose(branches[other].controller);
        if (chunk !== undefined) {
          if (!canceled[target]) respondWithView(branches[target].controller, chunk);
          const rest = branches[other].controller;
          if (!canceled[other] && rest.pullIntos.length > 0) respond(rest, 0);
        }
        if (!canceled[0] || !canceled[1]) done.resolve();
      },
      error: () => {
        reading = false;
      },
    });
  };
  const pullFor = (index) => {
    if (reading) {
      again[index] = true;
      return common.resolved();
    }
    reading = true;
    const request = byobRequest(branches[index].controller);
    if (request === null) pullDefault();
    else pullView(requestSlot.get(request).view, index);
    return common.resolved();
  };
  const cancelFor = (index) => (reason) => {
    canceled[index] = true;
    reasons[index] = reason;
    if (canceled[1 - index]) done.resolve(readable.cancel(stream, reasons));
    return done.promise;
  };
  branches.push(create(() => pullFor(0), cancelFor(0)), create(() => pullFor(1), cancelFor(1)));
  watch(reader);
  return branches;
}

Object.assign(exports, {
  ReadableByteStreamController, ReadableStreamBYOBRequest, callPull, controllerError, newController, pullInto,
  tee,
});
