// Piping a readable stream into a writable one (Streams 4.9.1).

const idl = require("web/webidl");
const common = require("web/streams-common");
const writable = require("web/streams-writable");
const { react } = common;

exports.destination = (value, context) => {
  if (!writable.streamSlot.has(value)) throw new TypeError(`${context} is not a WritableStream`);
  return writable.streamSlot.get(value);
};

exports.settings = (options, context) => {
  const { preventAbort, preventCancel, preventClose, signal } = idl.dictionary(options,
    `${context}: Argument 2`);
  if (signal !== undefined && !idl.is("AbortSignal", signal)) {
    throw new TypeError(`${context}: signal is not an AbortSignal`);
  }
  return {
    preventAbort: Boolean(preventAbort),
    preventCancel: Boolean(preventCancel),
    preventClose: Boolean(preventClose),
    signal,
  };
};

exports.pipe = (readable, source, target, { preventAbort, preventCancel, preventClose, signal }) => {
  const reader = readable.acquire(source, "default");
  const writer = writable.acquire(target);
  source.disturbed = true;
  const done = common.deferred();
  let shuttingDown = false;
  let currentWrite = common.resolved();
  let forgetSignal = idl.ignore;

  const finalize = (failed, error) => {
    writable.release(writer);
    readable.release(reader);
    forgetSignal();
    if (failed) done.reject(error);
    else done.resolve(undefined);
  };
  const writesFinished = () => {
    const last = currentWrite;
    return common.map(last, () => (last !== currentWrite ? writesFinished() : undefined));
  };
  // `failure` is null or {error}: what the pipe fails with unless the action fails.
  const shutdown = (action, failure) => {
    if (shuttingDown) return;
    shuttingDown = true;
    const act = () => {
      if (action === null) {
        finalize(failure !== null, failure?.error);
        return;
      }
      react(action(), () => finalize(failure !== null, failure?.error), (error) => finalize(true, error));
    };
    if (target.state === "writable" && !writable.closeQueuedOrInFlight(target)) {
      react(writesFinished(), act, act);
    }
    else act();
  };

  const fromSource = (error) =>
    shutdown(preventAbort ? null : () => writable.abort(target, error), { error });
  const fromTarget = (error) =>
    shutdown(preventCancel ? null : () => readable.cancel(source, error), { error });
  const sourceClosed = () => shutdown(preventClose ? null : () => writable.closeForPipe(writer), null);

  if (signal !== undefined) {
    const aborted = () => {
      const error = signal.reason;
      const actions = [];
      if (!preventAbort) {
        actions.push(() => (target.state === "writable" ? writable.abort(target, error) : common.resolved()));
      }
      if (!preventCancel) {
        actions.push(() =>
          source.state === "readable" ? readable.cancel(source, error) : common.resolved());
      }
      shutdown(() => Promise.all(actions.map((action) => action())), { error });
    };
    if (signal.aborted) {
      aborted();
      return done.promise;
    }
    forgetSignal = require("web/abort").whenAborted(signal, aborted);
  }

  if (source.state === "errored") fromSource(source.error);
  else react(reader.closed.promise, undefined, fromSource);
  if (target.state === "errored") fromTarget(target.error);
  else react(writer.closed.promise, undefined, fromTarget);
  if (source.state === "closed") sourceClosed();
  else react(reader.closed.promise, sourceClosed, idl.ignore);
  if (writable.closeQueuedOrInFlight(target) || target.state === "closed") {
    fromTarget(new TypeError("The destination writable stream is closed"));
  }

  const step = () => {
    if (shuttingDown) return;
    react(writer.ready.promise, () => {
      if (shuttingDown) return;
      readable.read(reader, {
        chunk: (chunk) => {
          currentWrite = common.map(writable.write(writer, chunk), undefined, idl.ignore);
          readable.queueMicrotask(step);
        },
        close: idl.ignore,
        error: idl.ignore,
      });
    }, idl.ignore);
  };
  step();
  return done.promise;
};
