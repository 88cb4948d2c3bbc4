// Event and EventTarget (DOM 2). The events with more to say are in events-detailed.

const idl = require("web/webidl");
const { required, dom } = idl;

const slot = idl.slot();

function settings(init, name) {
  return idl.dictionary(init, `Failed to construct '${name}': Argument 2`);
}

class Event {
  constructor(type, eventInitDict = undefined) {
    required(arguments.length, 1, `Failed to construct '${new.target.name || "Event"}'`);
    const text = dom(type);
    const init = settings(eventInitDict, "Event");
    slot.put(this, {
      type: text,
      bubbles: Boolean(init.bubbles),
      cancelable: Boolean(init.cancelable),
      composed: Boolean(init.composed),
      target: null,
      currentTarget: null,
      phase: 0,
      timeStamp: host.now(),
      dispatching: false,
      stopped: false,
      stoppedImmediately: false,
      canceled: false,
      passive: false,
      trusted: false,
    });
    Object.defineProperty(this, "isTrusted", { get: isTrusted, enumerable: true });
  }
  get type() {
    return slot.get(this).type;
  }
  get target() {
    return slot.get(this).target;
  }
  get srcElement() {
    return slot.get(this).target;
  }
  get currentTarget() {
    return slot.get(this).currentTarget;
  }
  composedPath() {
    const { currentTarget } = slot.get(this);
    return currentTarget === null ? [] : [currentTarget];
  }
  get eventPhase() {
    return slot.get(this).phase;
  }
  stopPropagation() {
    slot.get(this).stopped = true;
  }
  get cancelBubble() {
    return slot.get(this).stopped;
  }
  set cancelBubble(value) {
    if (value) slot.get(this).stopped = true;
  }
  stopImmediatePropagation() {
    const state = slot.get(this);
    state.stopped = true;
    state.stoppedImmediately = true;
  }
  get bubbles() {
    return slot.get(this).bubbles;
  }
  get cancelable() {
    return slot.get(this).cancelable;
  }
  get returnValue() {
    return !slot.get(this).canceled;
  }
  set returnValue(value) {
    if (!value) cancel(slot.get(this));
  }
  preventDefault() {
    cancel(slot.get(this));
  }
  get defaultPrevented() {
    return slot.get(this).canceled;
  }
  get composed() {
    return slot.get(this).composed;
  }
  get timeStamp() {
    return slot.get(this).timeStamp;
  }
  initEvent(type, bubbles = false, cancelable = false) {
    const state = slot.get(this);
    required(arguments.length, 1, "Failed to execute 'initEvent' on 'Event'");
    const text = dom(type);
    if (state.dispatching) return;
    Object.assign(state, {
      type: text, bubbles: Boolean(bubbles), cancelable: Boolean(cancelable), stopped: false,
      stoppedImmediately: false, canceled: false, trusted: false, target: null,
    });
  }
}
const isTrusted = Object.getOwnPropertyDescriptor({
  get isTrusted() {
    return slot.get(this).trusted;
  },
}, "isTrusted").get;

function cancel(state) {
  if (state.cancelable && !state.passive) state.canceled = true;
}
idl.constants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });
const shown = ["bubbles", "cancelable", "composed", "currentTarget", "defaultPrevented", "eventPhase",
  "srcElement", "target", "returnValue", "timeStamp", "type"];
idl.define(Event, shown);

const targets = idl.slot();
const listenersOf = (target) => targets.get(target === undefined || target === null ? globalThis : target);

function listenerOptions(options) {
  if (!idl.isObject(options)) return { capture: Boolean(options) };
  const { capture, once, passive, signal } = options;
  return { capture: Boolean(capture), once: Boolean(once), passive: Boolean(passive), signal };
}

class EventTarget {
  constructor() {
    targets.put(this, []);
  }
  addEventListener(type, callback, options = undefined) {
    const list = listenersOf(this);
    required(arguments.length, 2, "Failed to execute 'addEventListener' on 'EventTarget'");
    const name = dom(type);
    checkCallback(callback, "addEventListener");
    const { capture, once, passive, signal } = listenerOptions(options);
    if (signal !== undefined) {
      if (!idl.is("AbortSignal", signal)) {
        throw new TypeError(
          "Failed to execute 'addEventListener' on 'EventTarget': signal is not an AbortSignal",
        );
      }
      if (signal.aborted || callback === null) return;
      if (!list.some((entry) => same(entry, name, callback, capture))) {
        const entry = { type: name, callback, capture, once, passive, removed: false };
        list.push(entry);
        require("web/abort").whenAborted(signal, () => remove(list, entry));
      }
      return;
    }
    if (callback === null || callback === undefined) return;
    if (list.some((entry) => same(entry, name, callback, capture))) return;
    list.push({ type: name, callback, capture, once, passive, removed: false });
  }
  removeEventListener(type, callback, options = undefined) {
    const list = listenersOf(this);
    required(arguments.length, 2, "Failed to execute 'removeEventListener' on 'EventTarget'");
    const name = dom(type);
    checkCallback(callback, "removeEventListener");
    const capture = idl.isObject(options) ? Boolean(options.capture) : Boolean(options);
    const entry = list.find((candidate) => same(candidate, name, callback, capture));
    if (entry !== undefined) remove(list, entry);
  }
  dispatchEvent(event) {
    listenersOf(this);
    required(arguments.length, 1, "Failed to execute 'dispatchEvent' on 'EventTarget'");
    if (!slot.has(event)) {
      throw new TypeError("Failed to execute 'dispatchEvent' on 'EventTarget': Argument 1 is not an Event");
    }
    const state = slot.get(event);
    if (state.dispatching) {
      const { DOMException } = require("web/exception");
      throw new DOMException("The event is being dispatched already", "InvalidStateError");
    }
    state.trusted = false;
    return dispatch(this ?? globalThis, event);
  }
}

function checkCallback(callback, method) {
  if (callback !== null && callback !== undefined && !idl.isObject(callback)) {
    throw new TypeError(`Failed to execute '${method}' on 'EventTarget': Argument 2 is not an object`);
  }
}

const same = (entry, type, callback, capture) =>
  entry.type === type && entry.callback === callback && entry.capture === capture;

function remove(list, entry) {
  entry.removed = true;
  const index = list.indexOf(entry);
  if (index >= 0) list.splice(index, 1);
}

function dispatch(target, event) {
  const state = slot.get(event);
  state.dispatching = true;
  state.target = target;
  state.currentTarget = target;
  state.phase = 2;
  const list = listenersOf(target);
  const called = list.filter((entry) => entry.type === state.type);
  // At the target, those that capture come first.
  for (const capture of [true, false]) {
    if (state.stopped) break;
    for (const entry of called) {
      if (entry.capture !== capture || entry.removed) continue;
      if (entry.once) remove(list, entry);
      state.passive = Boolean(entry.passive);
      try {
        call(entry.callback, target, event);
      } catch (error) {
        require("web/timers").report(error);
      }
      state.passive = false;
      if (state.stoppedImmediately) break;
    }
  }
  state.phase = 0;
  state.currentTarget = null;
  state.dispatching = false;
  state.stopped = false;
  state.stoppedImmediately = false;
  return !state.canceled;
}

function call(callback, target, event) {
  if (typeof callback === "function") {
    Reflect.apply(callback, target, [event]);
    return;
  }
  const method = callback.handleEvent;
  if (typeof method !== "function") throw new TypeError("The listener has no handleEvent method");
  Reflect.apply(method, callback, [event]);
}
idl.define(EventTarget);

/** An attribute like onabort: a listener that keeps its place when it is replaced. */
exports.handlerAttribute = (prototype, type) => {
  const handlers = idl.slot();
  Object.defineProperty(prototype, "on" + type, {
    get() {
      targets.get(this);
      return handlers.has(this) ? handlers.get(this).handler : null;
    },
    set(value) {
      const list = targets.get(this);
      const handler = idl.isObject(value) ? value : null;
      if (!handlers.has(this)) {
        if (handler === null) return;
        handlers.put(this, { handler: null, entry: null });
      }
      const state = handlers.get(this);
      if (handler !== null && state.handler === null) {
        const callback = function (event) {
          if (typeof state.handler !== "function") return;
          if (Reflect.apply(state.handler, this, [event]) === false) event.preventDefault();
        };
        state.entry = { type, callback, capture: false, once: false, passive: false, removed: false };
        list.push(state.entry);
      } else if (handler === null && state.handler !== null) {
        remove(list, state.entry);
      }
      state.handler = handler;
    },
    enumerable: true,
    configurable: true,
  });
};

/** Dispatches an event that the platform itself makes. */
exports.fire = (target, type) => {
  const event = new Event(type);
  slot.get(event).trusted = true;
  return dispatch(target, event);
};
/** Makes an object that was not constructed an event target. */
exports.adopt = (object) => targets.put(object, []);

Object.assign(exports, { Event, EventTarget, settings, shown });
exports.isDispatching = (event) => slot.get(event).dispatching;
for (const name of ["CustomEvent", "ErrorEvent", "MessageEvent", "ProgressEvent"]) {
  Object.defineProperty(exports, name, { get: () => require("web/events-detailed")[name], enumerable: true });
}
