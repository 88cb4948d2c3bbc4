// The events that say more than their type: CustomEvent, ErrorEvent, MessageEvent, ProgressEvent.

const idl = require("web/webidl");
const { Event, isDispatching, settings, shown } = require("web/events");
const { required, dom } = idl;

const details = idl.slot();

class CustomEvent extends Event {
  constructor(type, eventInitDict = undefined) {
    required(arguments.length, 1, "Failed to construct 'CustomEvent'");
    super(type, eventInitDict);
    const { detail } = settings(eventInitDict, "CustomEvent");
    details.put(this, { detail: detail === undefined ? null : detail });
  }
  get detail() {
    return details.get(this).detail;
  }
  initCustomEvent(type, bubbles = false, cancelable = false, detail = null) {
    const state = details.get(this);
    required(arguments.length, 1, "Failed to execute 'initCustomEvent' on 'CustomEvent'");
    if (isDispatching(this)) return;
    this.initEvent(type, bubbles, cancelable);
    state.detail = detail;
  }
}
idl.define(CustomEvent, [...shown, "detail"]);

class ErrorEvent extends Event {
  constructor(type, eventInitDict = undefined) {
    required(arguments.length, 1, "Failed to construct 'ErrorEvent'");
    super(type, eventInitDict);
    const init = settings(eventInitDict, "ErrorEvent");
    details.put(this, {
      message: init.message === undefined ? "" : dom(init.message),
      filename: init.filename === undefined ? "" : idl.usv(init.filename),
      lineno: idl.integer(init.lineno ?? 0, 32, false),
      colno: idl.integer(init.colno ?? 0, 32, false),
      error: init.error,
    });
  }
  get message() {
    return details.get(this).message;
  }
  get filename() {
    return details.get(this).filename;
  }
  get lineno() {
    return details.get(this).lineno;
  }
  get colno() {
    return details.get(this).colno;
  }
  get error() {
    return details.get(this).error;
  }
}
idl.define(ErrorEvent, [...shown, "message", "filename", "lineno", "colno", "error"]);

class MessageEvent extends Event {
  constructor(type, eventInitDict = undefined) {
    required(arguments.length, 1, "Failed to construct 'MessageEvent'");
    super(type, eventInitDict);
    const init = settings(eventInitDict, "MessageEvent");
    details.put(this, {
      data: init.data === undefined ? null : init.data,
      origin: init.origin === undefined ? "" : idl.usv(init.origin),
      lastEventId: init.lastEventId === undefined ? "" : dom(init.lastEventId),
      source: init.source ?? null,
      ports: Object.freeze(init.ports === undefined ? [] : idl.sequence(init.ports, "ports")),
    });
  }
  get data() {
    return details.get(this).data;
  }
  get origin() {
    return details.get(this).origin;
  }
  get lastEventId() {
    return details.get(this).lastEventId;
  }
  get source() {
    return details.get(this).source;
  }
  get ports() {
    return details.get(this).ports;
  }
}
idl.define(MessageEvent, [...shown, "data", "origin", "lastEventId", "source", "ports"]);

class ProgressEvent extends Event {
  constructor(type, eventInitDict = undefined) {
    required(arguments.length, 1, "Failed to construct 'ProgressEvent'");
    super(type, eventInitDict);
    const init = settings(eventInitDict, "ProgressEvent");
    details.put(this, {
      lengthComputable: Boolean(init.lengthComputable),
      loaded: idl.integer(init.loaded ?? 0, 53, false),
      total: idl.integer(init.total ?? 0, 53, false),
    });
  }
  get lengthComputable() {
    return details.get(this).lengthComputable;
  }
  get loaded() {
    return details.get(this).loaded;
  }
  get total() {
    return details.get(this).total;
  }
}
idl.define(ProgressEvent, [...shown, "lengthComputable", "loaded", "total"]);

Object.assign(exports, { CustomEvent, ErrorEvent, MessageEvent, ProgressEvent });
