// Events of a provider: what listeners are keyed by, and how listeners are kept.

const { getAddress } = require("ethers/address");
const { isHexString } = require("ethers/bytes");
const { Provider, ForkEvent } = require("ethers/abstract-provider");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const scope = globalThis;
// Those that a provider has to ask the node for.
const POLLED = ["block", "network", "pending", "poll"];

function topicText(topic) {
  if (topic == null) return "null";
  if (!isHexString(topic, 32)) logger.throwArgumentError("invalid topic", "topic", topic);
  return topic.toLowerCase();
}

/** Topics as text: alternatives by `|`, positions by `&`; those at the end that allow all are left out. */
function topicsText(topics) {
  const positions = topics.slice();
  while (positions.length > 0 && positions[positions.length - 1] == null) positions.pop();
  return positions.map((topic) => {
    if (!Array.isArray(topic)) return topicText(topic);
    return [...new Set(topic.map(topicText))].sort().join("|");
  }).join("&");
}

function parseTopics(text) {
  if (text === "") return [];
  return text.split("&").map((position) => {
    if (position === "") return [];
    const all = position.split("|").map((topic) => (topic === "null" ? null : topic));
    return all.length === 1 ? all[0] : all;
  });
}

function eventTag(eventName) {
  if (typeof eventName === "string") {
    const name = eventName.toLowerCase();
    if (isHexString(name, 32)) return "tx:" + name;
    if (name.indexOf(":") === -1) return name;
  } else if (Array.isArray(eventName)) {
    return "filter:*:" + topicsText(eventName);
  } else if (ForkEvent.isForkEvent(eventName)) {
    throw new Error("not implemented");
  } else if (eventName && typeof eventName === "object") {
    return "filter:" + (eventName.address || "*") + ":" + topicsText(eventName.topics || []);
  }
  throw new Error("invalid event - " + eventName);
}

class Event {
  constructor(tag, listener, once) {
    this.tag = tag;
    this.listener = listener;
    this.once = once;
    this._lastBlockNumber = -2;
    this._inflight = false;
  }

  get type() {
    return this.tag.split(":")[0];
  }

  get hash() {
    return this.type === "tx" ? this.tag.split(":")[1] : null;
  }

  /** What listeners are told apart by outside. */
  get event() {
    return this.hash || (this.type === "filter" ? this.filter : this.tag);
  }

  get filter() {
    if (this.type !== "filter") return null;
    const [, address, topics] = this.tag.split(":");
    const filter = {};
    const parsed = parseTopics(topics);
    if (parsed.length > 0) filter.topics = parsed;
    if (address && address !== "*") filter.address = getAddress(address);
    return filter;
  }

  pollable() {
    return this.tag.indexOf(":") >= 0 || POLLED.includes(this.tag);
  }
}

/** A provider that keeps listeners. Subclasses know when to emit. */
class EventedProvider extends Provider {
  constructor() {
    super();
    this._events = [];
  }

  _startEvent(event) {}

  _stopEvent(event) {}

  _addEventListener(eventName, listener, once) {
    const event = new Event(eventTag(eventName), listener, once);
    this._events.push(event);
    this._startEvent(event);
    return this;
  }

  on(eventName, listener) {
    return this._addEventListener(eventName, listener, false);
  }

  once(eventName, listener) {
    return this._addEventListener(eventName, listener, true);
  }

  emit(eventName, ...args) {
    const tag = eventTag(eventName);
    const stopped = [];
    let told = false;
    this._events = this._events.filter((event) => {
      if (event.tag !== tag) return true;
      scope.setTimeout(() => event.listener.apply(this, args), 0);
      told = true;
      if (event.once) stopped.push(event);
      return !event.once;
    });
    for (const event of stopped) this._stopEvent(event);
    return told;
  }

  listenerCount(eventName) {
    if (!eventName) return this._events.length;
    const tag = eventTag(eventName);
    return this._events.filter((event) => event.tag === tag).length;
  }

  listeners(eventName) {
    if (eventName == null) return this._events.map((event) => event.listener);
    const tag = eventTag(eventName);
    return this._events.filter((event) => event.tag === tag).map((event) => event.listener);
  }

  off(eventName, listener) {
    if (listener == null) return this.removeAllListeners(eventName);
    const tag = eventTag(eventName);
    const index = this._events.findIndex((event) => event.tag === tag && event.listener == listener);
    if (index >= 0) this._stopEvent(...this._events.splice(index, 1));
    return this;
  }

  removeAllListeners(eventName) {
    const tag = eventName == null ? null : eventTag(eventName);
    const stopped = this._events.filter((event) => tag === null || event.tag === tag);
    this._events = this._events.filter((event) => !stopped.includes(event));
    for (const event of stopped) this._stopEvent(event);
    return this;
  }
}

exports.EventedProvider = EventedProvider;
