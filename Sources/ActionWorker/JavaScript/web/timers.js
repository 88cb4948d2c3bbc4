// Timers and queueMicrotask (HTML 8.6, 8.7), over the clock of the event loop.

const active = new Map();
let lastIdentifier = 0;
// How deep timers set each other: from the fifth level on they wait at least 4 ms.
let nesting = 0;

function start(handler, delay, list, repeats, context) {
  if (typeof handler !== "function") {
    throw new TypeError(`Failed to execute '${context}': the handler must be a function`);
  }
  const identifier = ++lastIdentifier;
  const timer = { handler, list, repeats, delay: Math.max(0, delay | 0), depth: nesting };
  active.set(identifier, timer);
  schedule(identifier, timer);
  return identifier;
}

function schedule(identifier, timer) {
  const wait = timer.depth >= 5 ? Math.max(4, timer.delay) : timer.delay;
  timer.depth += 1;
  timer.id = host.setTimer(wait, () => {
    if (active.get(identifier) !== timer) return;
    if (!timer.repeats) active.delete(identifier);
    nesting = timer.depth;
    try {
      Reflect.apply(timer.handler, globalThis, timer.list);
    } finally {
      nesting = 0;
      if (timer.repeats && active.get(identifier) === timer) schedule(identifier, timer);
    }
  });
}

function stop(identifier) {
  const number = identifier | 0;
  const timer = active.get(number);
  if (timer !== undefined) {
    active.delete(number);
    host.clearTimer(timer.id);
  }
}

exports.setTimeout = function setTimeout(handler, timeout = 0, ...rest) {
  return start(handler, timeout, rest, false, "setTimeout");
};
exports.setInterval = function setInterval(handler, timeout = 0, ...rest) {
  return start(handler, timeout, rest, true, "setInterval");
};
exports.clearTimeout = function clearTimeout(id = 0) {
  stop(id);
};
exports.clearInterval = function clearInterval(id = 0) {
  stop(id);
};

const resolved = Promise.resolve();
const then = Promise.prototype.then;

exports.queueMicrotask = function queueMicrotask(callback) {
  if (typeof callback !== "function") {
    throw new TypeError("Failed to execute 'queueMicrotask': Argument 1 is not a function");
  }
  then.call(resolved, () => {
    try {
      callback();
    } catch (error) {
      report(error);
    }
  });
};

// An exception that escapes a callback is thrown again from the event loop, where it counts as uncaught.
function report(error) {
  host.setTimer(0, () => {
    throw error;
  });
}
exports.report = report;
