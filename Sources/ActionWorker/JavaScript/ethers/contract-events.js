// The events of a contract that somebody listens for or asks for.

const { defineReadOnly } = require("ethers/properties");
const { Logger } = require("ethers/errors");

const logger = new Logger("contracts/5.7.0");
const scope = globalThis;

function filterTag(filter) {
  if (filter.address && (filter.topics == null || filter.topics.length === 0)) return "*";
  const topics = (filter.topics || []).map((topic) => (Array.isArray(topic) ? topic.join("|") : topic));
  return (filter.address || "*") + "@" + topics.join(":");
}

class RunningEvent {
  constructor(tag, filter) {
    defineReadOnly(this, "tag", tag);
    defineReadOnly(this, "filter", filter);
    this._listeners = [];
  }

  addListener(listener, once) {
    this._listeners.push({ listener, once });
  }

  removeListener(listener) {
    const index = this._listeners.findIndex((each) => each.listener === listener);
    if (index >= 0) this._listeners.splice(index, 1);
  }

  removeAllListeners() {
    this._listeners = [];
  }

  listeners() {
    return this._listeners.map((each) => each.listener);
  }

  listenerCount() {
    return this._listeners.length;
  }

  run(args) {
    const count = this.listenerCount();
    this._listeners = this._listeners.filter(({ listener, once }) => {
      scope.setTimeout(() => listener.apply(this, args.slice()), 0);
      return !once;
    });
    return count;
  }

  prepareEvent(event) {}

  getEmit(event) {
    return [event];
  }
}

/** Errors have no filter. */
class ErrorRunningEvent extends RunningEvent {
  constructor() {
    super("error", null);
  }
}

/** The events of one fragment, perhaps with certain topics. */
class FragmentRunningEvent extends RunningEvent {
  constructor(address, contractInterface, fragment, topics) {
    const topic = contractInterface.getEventTopic(fragment);
    if (topics && topic !== topics[0]) logger.throwArgumentError("topic mismatch", "topics", topics);
    const filter = { address, topics: topics ? topics.slice() : [topic] };
    super(filterTag(filter), filter);
    defineReadOnly(this, "address", address);
    defineReadOnly(this, "interface", contractInterface);
    defineReadOnly(this, "fragment", fragment);
  }

  prepareEvent(event) {
    event.event = this.fragment.name;
    event.eventSignature = this.fragment.format();
    event.decode = (data, topics) => this.interface.decodeEventLog(this.fragment, data, topics);
    try {
      event.args = this.interface.decodeEventLog(this.fragment, event.data, event.topics);
    } catch (error) {
      event.args = null;
      event.decodeError = error;
    }
  }

  getEmit(event) {
    const errors = require("ethers/abi").checkResultErrors(event.args);
    if (errors.length) throw errors[0].error;
    const args = (event.args || []).slice();
    args.push(event);
    return args;
  }
}

/** Every event of the contract. */
class WildcardRunningEvent extends RunningEvent {
  constructor(address, contractInterface) {
    super("*", { address });
    defineReadOnly(this, "address", address);
    defineReadOnly(this, "interface", contractInterface);
  }

  prepareEvent(event) {
    try {
      const parsed = this.interface.parseLog(event);
      event.event = parsed.name;
      event.eventSignature = parsed.signature;
      event.decode = (data, topics) => this.interface.decodeEventLog(parsed.eventFragment, data, topics);
      event.args = parsed.args;
    } catch (error) {
      // Not in this ABI.
    }
  }
}

function runningEvent(contract, eventName) {
  const { address, interface: contractInterface } = contract;
  if (typeof eventName === "string") {
    if (eventName === "error") return new ErrorRunningEvent();
    if (eventName === "event") return new RunningEvent("event", null);
    if (eventName === "*") return new WildcardRunningEvent(address, contractInterface);
    return new FragmentRunningEvent(address, contractInterface, contractInterface.getEvent(eventName));
  }
  const topics = eventName && eventName.topics;
  if (topics && topics.length > 0) {
    try {
      if (typeof topics[0] !== "string") throw new Error("invalid topic");
      const fragment = contractInterface.getEvent(topics[0]);
      return new FragmentRunningEvent(address, contractInterface, fragment, topics);
    } catch (error) {
      // Not in this ABI: as a filter only.
    }
    const filter = { address, topics };
    return new RunningEvent(filterTag(filter), filter);
  }
  return new WildcardRunningEvent(address, contractInterface);
}

exports.runningEvent = runningEvent;
