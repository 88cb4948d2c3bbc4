// What a contract offers: encodes calls, decodes results, logs and errors.
const { Logger } = require("ethers/errors");
const { defineReadOnly, Description, getStatic } = require("ethers/properties");
const { arrayify, concat, hexDataSlice, hexlify, hexZeroPad, isHexString } = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const { keccak256 } = require("ethers/keccak256");
const { defaultAbiCoder } = require("ethers/abi-coder");
const {
  ConstructorFragment, EventFragment, FormatTypes, Fragment, FunctionFragment, ParamType,
} = require("ethers/abi-fragments");
const logger = new Logger("abi/5.7.0");

class LogDescription extends Description {}
class TransactionDescription extends Description {}
class ErrorDescription extends Description {}

// An indexed value of which only the hash is known.
class Indexed extends Description {
  static isIndexed(value) {
    return !!(value && value._isIndexed);
  }
}

// The errors that Solidity raises by itself.
const builtIn = {
  "0x08c379a0": { signature: "Error(string)", name: "Error", inputs: ["string"] },
  "0x4e487b71": { signature: "Panic(uint256)", name: "Panic", inputs: ["uint256"] },
};

function id(text) {
  return keccak256(native.utf8Encode(text));
}

function isHashed(param) {
  return ["string", "bytes", "tuple", "array"].includes(param.type === "string" ? "string" : param.baseType);
}

function deferred(place, error) {
  const wrapped = new Error(`deferred error during ABI decoding triggered accessing ${place}`);
  wrapped.error = error;
  return wrapped;
}

function rethrowing(object, key, place, error) {
  Object.defineProperty(object, key, { enumerable: true, get: () => { throw deferred(place, error); } });
}

class Interface {
  constructor(fragments) {
    const abi = typeof fragments === "string" ? JSON.parse(fragments) : fragments;
    defineReadOnly(this, "fragments", abi.map((fragment) => Fragment.from(fragment)).filter((each) => each != null));
    defineReadOnly(this, "_abiCoder", getStatic(new.target, "getAbiCoder")());
    for (const name of ["functions", "errors", "events", "structs"]) defineReadOnly(this, name, {});
    const buckets = { function: this.functions, event: this.events, error: this.errors };
    for (const fragment of this.fragments) {
      if (fragment.type === "constructor") {
        if (this.deploy) logger.warn("duplicate definition - constructor");
        else defineReadOnly(this, "deploy", fragment);
        continue;
      }
      const bucket = buckets[fragment.type];
      if (!bucket) continue;
      const signature = fragment.format();
      if (bucket[signature]) logger.warn(`duplicate definition - ${signature}`);
      else bucket[signature] = fragment;
    }
    if (!this.deploy) {
      defineReadOnly(this, "deploy", ConstructorFragment.from({ payable: false, type: "constructor" }));
    }
    defineReadOnly(this, "_isInterface", true);
  }

  format(format) {
    if (!format) format = FormatTypes.full;
    if (format === FormatTypes.sighash) {
      logger.throwArgumentError("interface does not support formatting sighash", "format", format);
    }
    const abi = this.fragments.map((fragment) => fragment.format(format));
    return format === FormatTypes.json ? JSON.stringify(abi.map((text) => JSON.parse(text))) : abi;
  }

  static getAbiCoder() {
    return defaultAbiCoder;
  }

  static getAddress(address) {
    return require("ethers/address").getAddress(address);
  }

  static getSighash(fragment) {
    return hexDataSlice(id(fragment.format()), 0, 4);
  }

  static getEventTopic(eventFragment) {
    return id(eventFragment.format());
  }

  // By name when there is only one of it, or by signature.
  #named(bucket, kind, given, parse) {
    if (!given.includes("(")) {
      const name = given.trim();
      const matching = Object.keys(bucket).filter((signature) => signature.split("(")[0] === name);
      if (matching.length === 0) logger.throwArgumentError(`no matching ${kind}`, "name", name);
      if (matching.length > 1) logger.throwArgumentError(`multiple matching ${kind}s`, "name", name);
      return bucket[matching[0]];
    }
    const result = bucket[parse(given).format()];
    if (!result) logger.throwArgumentError(`no matching ${kind}`, "signature", given);
    return result;
  }

  getFunction(nameOrSignatureOrSighash) {
    if (isHexString(nameOrSignatureOrSighash)) {
      for (const name in this.functions) {
        if (nameOrSignatureOrSighash === this.getSighash(name)) return this.functions[name];
      }
      logger.throwArgumentError("no matching function", "sighash", nameOrSignatureOrSighash);
    }
    return this.#named(this.functions, "function", nameOrSignatureOrSighash, FunctionFragment.fromString);
  }

  getEvent(nameOrSignatureOrTopic) {
    if (isHexString(nameOrSignatureOrTopic)) {
      const topic = nameOrSignatureOrTopic.toLowerCase();
      for (const name in this.events) {
        if (topic === this.getEventTopic(name)) return this.events[name];
      }
      logger.throwArgumentError("no matching event", "topichash", topic);
    }
    return this.#named(this.events, "event", nameOrSignatureOrTopic, EventFragment.fromString);
  }

  getError(nameOrSignatureOrSighash) {
    if (isHexString(nameOrSignatureOrSighash)) {
      const getSighash = getStatic(this.constructor, "getSighash");
      for (const name in this.errors) {
        if (nameOrSignatureOrSighash === getSighash(this.errors[name])) return this.errors[name];
      }
      logger.throwArgumentError("no matching error", "sighash", nameOrSignatureOrSighash);
    }
    return this.#named(this.errors, "error", nameOrSignatureOrSighash, FunctionFragment.fromString);
  }

  getSighash(fragment) {
    if (typeof fragment === "string") {
      try {
        fragment = this.getFunction(fragment);
      } catch (error) {
        try {
          fragment = this.getError(fragment);
        } catch {
          throw error;
        }
      }
    }
    return getStatic(this.constructor, "getSighash")(fragment);
  }

  getEventTopic(eventFragment) {
    if (typeof eventFragment === "string") eventFragment = this.getEvent(eventFragment);
    return getStatic(this.constructor, "getEventTopic")(eventFragment);
  }

  _decodeParams(params, data) {
    return this._abiCoder.decode(params, data);
  }

  _encodeParams(params, values) {
    return this._abiCoder.encode(params, values);
  }

  encodeDeploy(values) {
    return this._encodeParams(this.deploy.inputs, values || []);
  }

  #decodeSelected(fragment, kind, data) {
    const bytes = arrayify(data);
    if (hexlify(bytes.slice(0, 4)) !== this.getSighash(fragment)) {
      logger.throwArgumentError(
        `data signature does not match ${kind} ${fragment.name}.`, "data", hexlify(bytes));
    }
    return this._decodeParams(fragment.inputs, bytes.slice(4));
  }

  #encodeSelected(fragment, values) {
    return hexlify(concat([this.getSighash(fragment), this._encodeParams(fragment.inputs, values || [])]));
  }

  decodeErrorResult(fragment, data) {
    if (typeof fragment === "string") fragment = this.getError(fragment);
    return this.#decodeSelected(fragment, "error", data);
  }

  encodeErrorResult(fragment, values) {
    if (typeof fragment === "string") fragment = this.getError(fragment);
    return this.#encodeSelected(fragment, values);
  }

  decodeFunctionData(functionFragment, data) {
    if (typeof functionFragment === "string") functionFragment = this.getFunction(functionFragment);
    return this.#decodeSelected(functionFragment, "function", data);
  }

  encodeFunctionData(functionFragment, values) {
    if (typeof functionFragment === "string") functionFragment = this.getFunction(functionFragment);
    return this.#encodeSelected(functionFragment, values);
  }

  // What a failed call returned, if it is an error that is known.
  #revert(bytes) {
    const none = { message: "", errorArgs: null, errorName: null, errorSignature: null, reason: null };
    const selector = hexlify(bytes.slice(0, 4));
    const known = builtIn[selector];
    if (known) {
      const args = this._abiCoder.decode(known.inputs, bytes.slice(4));
      const isText = known.name === "Error";
      const what = isText ? `reason string ${JSON.stringify(args[0])}` : `panic code ${args[0]}`;
      return {
        message: `; VM Exception while processing transaction: reverted with ${what}`,
        errorArgs: args, errorName: known.name, errorSignature: known.signature, reason: isText ? args[0] : null,
      };
    }
    try {
      const error = this.getError(selector);
      const args = this._abiCoder.decode(error.inputs, bytes.slice(4));
      return { ...none, errorArgs: args, errorName: error.name, errorSignature: error.format() };
    } catch {
      return none;
    }
  }

  decodeFunctionResult(functionFragment, data) {
    if (typeof functionFragment === "string") functionFragment = this.getFunction(functionFragment);
    const bytes = arrayify(data);
    const rest = bytes.length % this._abiCoder._getWordSize();
    if (rest === 0) {
      try {
        return this._abiCoder.decode(functionFragment.outputs, bytes);
      } catch {
        // told below, as a call without a result
      }
    }
    const found = rest === 4
      ? this.#revert(bytes)
      : { message: "", errorArgs: null, errorName: null, errorSignature: null, reason: null };
    return logger.throwError(`call revert exception${found.message}`, Logger.errors.CALL_EXCEPTION, {
      method: functionFragment.format(), data: hexlify(data), errorArgs: found.errorArgs, errorName: found.errorName,
      errorSignature: found.errorSignature, reason: found.reason,
    });
  }

  encodeFunctionResult(functionFragment, values) {
    if (typeof functionFragment === "string") functionFragment = this.getFunction(functionFragment);
    return hexlify(this._abiCoder.encode(functionFragment.outputs, values || []));
  }

  #topic(param, value) {
    if (param.type === "string") return require("ethers/hash").id(value);
    if (param.type === "bytes") return keccak256(hexlify(value));
    if (param.type === "bool" && typeof value === "boolean") value = value ? "0x01" : "0x00";
    if (/^u?int/.test(param.type)) value = BigNumber.from(value).toHexString();
    if (param.type === "address") this._abiCoder.encode(["address"], [value]);
    return hexZeroPad(hexlify(value), 32);
  }

  encodeFilterTopics(eventFragment, values) {
    if (typeof eventFragment === "string") eventFragment = this.getEvent(eventFragment);
    if (values.length > eventFragment.inputs.length) {
      logger.throwError(`too many arguments for ${eventFragment.format()}`, Logger.errors.UNEXPECTED_ARGUMENT, {
        argument: "values", value: values,
      });
    }
    const topics = eventFragment.anonymous ? [] : [this.getEventTopic(eventFragment)];
    values.forEach((value, index) => {
      const param = eventFragment.inputs[index];
      const refuse = (text) => logger.throwArgumentError(text, `contract.${param.name}`, value);
      if (!param.indexed) {
        if (value != null) refuse("cannot filter non-indexed parameters; must be null");
      } else if (value == null) {
        topics.push(null);
      } else if (param.baseType === "array" || param.baseType === "tuple") {
        refuse("filtering with tuples or arrays not supported");
      } else if (Array.isArray(value)) {
        topics.push(value.map((each) => this.#topic(param, each)));
      } else {
        topics.push(this.#topic(param, value));
      }
    });
    while (topics.length && topics[topics.length - 1] === null) topics.pop();
    return topics;
  }

  encodeEventLog(eventFragment, values) {
    if (typeof eventFragment === "string") eventFragment = this.getEvent(eventFragment);
    const topics = eventFragment.anonymous ? [] : [this.getEventTopic(eventFragment)];
    if (values.length !== eventFragment.inputs.length) {
      logger.throwArgumentError("event arguments/values mismatch", "values", values);
    }
    const types = [];
    const rest = [];
    eventFragment.inputs.forEach((param, index) => {
      const value = values[index];
      if (!param.indexed) {
        types.push(param);
        rest.push(value);
      } else if (param.type === "string") {
        topics.push(require("ethers/hash").id(value));
      } else if (param.type === "bytes") {
        topics.push(keccak256(value));
      } else if (param.baseType === "tuple" || param.baseType === "array") {
        throw new Error("not implemented");
      } else {
        topics.push(this._abiCoder.encode([param.type], [value]));
      }
    });
    return { data: this._abiCoder.encode(types, rest), topics: topics };
  }

  decodeEventLog(eventFragment, data, topics) {
    if (typeof eventFragment === "string") eventFragment = this.getEvent(eventFragment);
    if (topics != null && !eventFragment.anonymous) {
      const topic = this.getEventTopic(eventFragment);
      if (!isHexString(topics[0], 32) || topics[0].toLowerCase() !== topic) {
        logger.throwError("fragment/topic mismatch", Logger.errors.INVALID_ARGUMENT, {
          argument: "topics[0]", expected: topic, value: topics[0],
        });
      }
      topics = topics.slice(1);
    }
    const inputs = eventFragment.inputs;
    const inTopics = inputs.filter((param) => param.indexed).map((param) =>
      isHashed(param) ? ParamType.fromObject({ type: "bytes32", name: param.name }) : param);
    const fromTopics = topics != null ? this._abiCoder.decode(inTopics, concat(topics)) : null;
    const fromData = this._abiCoder.decode(inputs.filter((param) => !param.indexed), data, true);

    const result = [];
    let topicIndex = 0;
    let dataIndex = 0;
    inputs.forEach((param, index) => {
      if (param.indexed && fromTopics == null) {
        result[index] = new Indexed({ _isIndexed: true, hash: null });
      } else if (param.indexed && isHashed(param)) {
        result[index] = new Indexed({ _isIndexed: true, hash: fromTopics[topicIndex++] });
      } else {
        try {
          result[index] = param.indexed ? fromTopics[topicIndex++] : fromData[dataIndex++];
        } catch (error) {
          result[index] = error;
        }
      }
      if (!param.name || result[param.name] != null) return;
      const value = result[index];
      if (value instanceof Error) rethrowing(result, param.name, `property ${JSON.stringify(param.name)}`, value);
      else result[param.name] = value;
    });
    for (let index = 0; index < result.length; index++) {
      if (result[index] instanceof Error) rethrowing(result, index, `index ${index}`, result[index]);
    }
    return Object.freeze(result);
  }

  parseTransaction(tx) {
    const fragment = this.getFunction(tx.data.substring(0, 10).toLowerCase());
    if (!fragment) return null;
    return new TransactionDescription({
      args: this._abiCoder.decode(fragment.inputs, "0x" + tx.data.substring(10)), functionFragment: fragment,
      name: fragment.name, signature: fragment.format(), sighash: this.getSighash(fragment),
      value: BigNumber.from(tx.value || "0"),
    });
  }

  parseLog(log) {
    const fragment = this.getEvent(log.topics[0]);
    if (!fragment || fragment.anonymous) return null;
    return new LogDescription({
      eventFragment: fragment, name: fragment.name, signature: fragment.format(), topic: this.getEventTopic(fragment),
      args: this.decodeEventLog(fragment, log.data, log.topics),
    });
  }

  parseError(data) {
    const text = hexlify(data);
    const fragment = this.getError(text.substring(0, 10).toLowerCase());
    if (!fragment) return null;
    return new ErrorDescription({
      args: this._abiCoder.decode(fragment.inputs, "0x" + text.substring(10)), errorFragment: fragment,
      name: fragment.name, signature: fragment.format(), sighash: this.getSighash(fragment),
    });
  }

  static isInterface(value) {
    return !!(value && value._isInterface);
  }
}

// Where in a result, at any depth, a value is an error.
function checkResultErrors(result) {
  const errors = [];
  const check = (path, object) => {
    if (!Array.isArray(object)) return;
    for (const key in object) {
      const place = [...path, key];
      try {
        check(place, object[key]);
      } catch (error) {
        errors.push({ path: place, error: error });
      }
    }
  };
  check([], result);
  return errors;
}

Object.assign(exports, {
  Interface, LogDescription, TransactionDescription, ErrorDescription, Indexed, checkResultErrors,
});
