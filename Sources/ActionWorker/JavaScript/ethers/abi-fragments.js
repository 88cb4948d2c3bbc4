// Functions, events, errors and constructors, as JSON describes them or in human-readable form.
const { Logger } = require("ethers/errors");
const { FormatTypes, ParamType, checkFormat, copyable, parseParams, populate } = require("ethers/abi-types");
const logger = new Logger("abi/5.7.0");

const guard = {};
const parenthesised = /^([^)(]*)\((.*)\)([^)(]*)$/;

function verifyIdentifier(value) {
  if (!value || !/^[a-zA-Z$_][a-zA-Z0-9$_]*$/.test(value)) {
    logger.throwArgumentError(`invalid identifier "${value}"`, "value", value);
  }
  return value;
}

function listed(params, format) {
  const separator = format === FormatTypes.full ? ", " : ",";
  return `(${params.map((param) => param.format(format)).join(separator)})`;
}

function plain(params) {
  return params.map((param) => JSON.parse(param.format(FormatTypes.json)));
}

function params(list) {
  return list ? list.map(ParamType.fromObject) : [];
}

class Fragment {
  constructor(constructorGuard, members) {
    if (constructorGuard !== guard) {
      logger.throwError("use a static from method", Logger.errors.UNSUPPORTED_OPERATION, {
        operation: "new Fragment()",
      });
    }
    populate(this, members);
    this._isFragment = true;
    Object.freeze(this);
  }

  static from(value) {
    if (Fragment.isFragment(value)) return value;
    return typeof value === "string" ? Fragment.fromString(value) : Fragment.fromObject(value);
  }

  static fromObject(value) {
    if (Fragment.isFragment(value)) return value;
    switch (value.type) {
      case "function": return FunctionFragment.fromObject(value);
      case "event": return EventFragment.fromObject(value);
      case "constructor": return ConstructorFragment.fromObject(value);
      case "error": return ErrorFragment.fromObject(value);
      case "fallback": case "receive": return null;
    }
    return logger.throwArgumentError("invalid fragment object", "value", value);
  }

  static fromString(value) {
    const text = value.replace(/\s/g, " ").replace(/\(/g, " (").replace(/\)/g, ") ").replace(/\s+/g, " ").trim();
    const word = text.split(" ")[0];
    if (word === "event") return EventFragment.fromString(text.substring(5).trim());
    if (word === "function") return FunctionFragment.fromString(text.substring(8).trim());
    if (text.split("(")[0].trim() === "constructor") return ConstructorFragment.fromString(text);
    if (word === "error") return ErrorFragment.fromString(text.substring(5).trim());
    return logger.throwArgumentError("unsupported fragment", "value", text);
  }

  static isFragment(value) {
    return !!(value && value._isFragment);
  }
}

class EventFragment extends Fragment {
  format(format) {
    format = format || FormatTypes.sighash;
    checkFormat(format);
    if (format === FormatTypes.json) {
      return JSON.stringify({
        type: "event", anonymous: this.anonymous, name: this.name, inputs: plain(this.inputs),
      });
    }
    const text = this.name + listed(this.inputs, format);
    if (format === FormatTypes.sighash) return text;
    return `event ${text}${this.anonymous ? " anonymous" : ""}`;
  }

  static from(value) {
    return typeof value === "string" ? EventFragment.fromString(value) : EventFragment.fromObject(value);
  }

  static fromObject(value) {
    if (EventFragment.isEventFragment(value)) return value;
    if (value.type !== "event") logger.throwArgumentError("invalid event object", "value", value);
    return new EventFragment(guard, {
      name: verifyIdentifier(value.name), anonymous: value.anonymous, inputs: params(value.inputs), type: "event",
    });
  }

  static fromString(value) {
    const match = parenthesised.exec(value);
    if (!match) logger.throwArgumentError("invalid event string", "value", value);
    let anonymous = false;
    for (const modifier of match[3].split(" ").map((word) => word.trim())) {
      if (modifier === "anonymous") anonymous = true;
      else if (modifier !== "") logger.warn(`unknown modifier: ${modifier}`);
    }
    return EventFragment.fromObject({
      name: match[1].trim(), anonymous: anonymous, inputs: parseParams(match[2], true), type: "event",
    });
  }

  static isEventFragment(value) {
    return value && value._isFragment && value.type === "event";
  }
}

// "@24000" after a function: what it may cost.
function parseGas(value, members) {
  members.gas = null;
  const parts = value.split("@");
  if (parts.length === 1) return value;
  if (parts.length > 2) logger.throwArgumentError("invalid human-readable ABI signature", "value", value);
  if (!/^[0-9]+$/.test(parts[1])) {
    logger.throwArgumentError("invalid human-readable ABI signature gas", "value", value);
  }
  members.gas = require("ethers/bignumber").BigNumber.from(parts[1]);
  return parts[0];
}

function parseModifiers(value, members) {
  members.constant = false;
  members.payable = false;
  members.stateMutability = "nonpayable";
  for (const modifier of value.split(" ").map((word) => word.trim())) {
    switch (modifier) {
      case "constant":
        members.constant = true;
        break;
      case "payable": case "nonpayable":
        members.payable = modifier === "payable";
        members.stateMutability = modifier;
        break;
      case "pure": case "view":
        members.constant = true;
        members.stateMutability = modifier;
        break;
      case "external": case "public": case "":
        break;
      default:
        console.log(`unknown modifier: ${modifier}`);
    }
  }
}

// The three ways in which ABIs have said what a function may do, brought into agreement.
function verifyState(value) {
  const refuse = (text) => logger.throwArgumentError(text, "value", value);
  const { stateMutability } = value;
  if (stateMutability != null) {
    const constant = stateMutability === "view" || stateMutability === "pure";
    const payable = stateMutability === "payable";
    if (value.constant != null && value.constant !== constant) {
      refuse(`cannot have constant function with mutability ${stateMutability}`);
    }
    if (value.payable != null && value.payable !== payable) {
      refuse(`cannot have payable function with mutability ${stateMutability}`);
    }
    return { constant, payable, stateMutability };
  }
  if (value.payable != null) {
    const payable = !!value.payable;
    if (value.constant == null && !payable && value.type !== "constructor") {
      refuse("unable to determine stateMutability");
    }
    const constant = !!value.constant;
    if (payable && constant) refuse("cannot have constant payable function");
    return { constant, payable, stateMutability: constant ? "view" : payable ? "payable" : "nonpayable" };
  }
  if (value.constant != null) {
    const constant = !!value.constant;
    return { constant, payable: !constant, stateMutability: constant ? "view" : "payable" };
  }
  if (value.type !== "constructor") refuse("unable to determine stateMutability");
  return { constant: false, payable: true, stateMutability: "payable" };
}

function gasOf(value) {
  return value.gas ? require("ethers/bignumber").BigNumber.from(value.gas) : null;
}

class ConstructorFragment extends Fragment {
  format(format) {
    format = format || FormatTypes.sighash;
    checkFormat(format);
    const notable = this.stateMutability !== "nonpayable" ? this.stateMutability : undefined;
    if (format === FormatTypes.json) {
      return JSON.stringify({
        type: "constructor", stateMutability: notable, payable: this.payable,
        gas: this.gas ? this.gas.toNumber() : undefined, inputs: plain(this.inputs),
      });
    }
    if (format === FormatTypes.sighash) {
      logger.throwError("cannot format a constructor for sighash", Logger.errors.UNSUPPORTED_OPERATION, {
        operation: "format(sighash)",
      });
    }
    return `constructor${listed(this.inputs, format)}${notable ? ` ${notable}` : ""}`;
  }

  static from(value) {
    return typeof value === "string" ? ConstructorFragment.fromString(value) : ConstructorFragment.fromObject(value);
  }

  static fromObject(value) {
    if (ConstructorFragment.isConstructorFragment(value)) return value;
    if (value.type !== "constructor") logger.throwArgumentError("invalid constructor object", "value", value);
    const state = verifyState(value);
    if (state.constant) logger.throwArgumentError("constructor cannot be constant", "value", value);
    return new ConstructorFragment(guard, {
      name: null, type: value.type, inputs: params(value.inputs), payable: state.payable,
      stateMutability: state.stateMutability, gas: gasOf(value),
    });
  }

  static fromString(value) {
    const members = { type: "constructor" };
    value = parseGas(value, members);
    const match = parenthesised.exec(value);
    if (!match || match[1].trim() !== "constructor") {
      logger.throwArgumentError("invalid constructor string", "value", value);
    }
    members.inputs = parseParams(match[2].trim(), false);
    parseModifiers(match[3].trim(), members);
    return ConstructorFragment.fromObject(members);
  }

  static isConstructorFragment(value) {
    return value && value._isFragment && value.type === "constructor";
  }
}

class FunctionFragment extends ConstructorFragment {
  format(format) {
    format = format || FormatTypes.sighash;
    checkFormat(format);
    const notable = this.stateMutability !== "nonpayable" ? this.stateMutability : undefined;
    if (format === FormatTypes.json) {
      return JSON.stringify({
        type: "function", name: this.name, constant: this.constant, stateMutability: notable, payable: this.payable,
        gas: this.gas ? this.gas.toNumber() : undefined, inputs: plain(this.inputs), outputs: plain(this.outputs),
      });
    }
    let text = this.name + listed(this.inputs, format);
    if (format === FormatTypes.sighash) return text;
    text = `function ${text}`;
    if (this.stateMutability) text += notable ? ` ${notable}` : "";
    else if (this.constant) text += " view";
    if (this.outputs && this.outputs.length) {
      text += ` returns (${this.outputs.map((output) => output.format(format)).join(", ")})`;
    }
    if (this.gas != null) text += ` @${this.gas.toString()}`;
    return text;
  }

  static from(value) {
    return typeof value === "string" ? FunctionFragment.fromString(value) : FunctionFragment.fromObject(value);
  }

  static fromObject(value) {
    if (FunctionFragment.isFunctionFragment(value)) return value;
    if (value.type !== "function") logger.throwArgumentError("invalid function object", "value", value);
    const state = verifyState(value);
    return new FunctionFragment(guard, {
      type: value.type, name: verifyIdentifier(value.name), constant: state.constant, inputs: params(value.inputs),
      outputs: params(value.outputs), payable: state.payable, stateMutability: state.stateMutability,
      gas: gasOf(value),
    });
  }

  static fromString(value) {
    const members = { type: "function" };
    value = parseGas(value, members);
    const parts = value.split(" returns ");
    if (parts.length > 2) logger.throwArgumentError("invalid function string", "value", value);
    const match = parenthesised.exec(parts[0]);
    if (!match) logger.throwArgumentError("invalid function signature", "value", value);
    members.name = match[1].trim();
    if (members.name) verifyIdentifier(members.name);
    members.inputs = parseParams(match[2], false);
    parseModifiers(match[3].trim(), members);
    members.outputs = [];
    if (parts.length > 1) {
      const returned = parenthesised.exec(parts[1]);
      if (returned[1].trim() !== "" || returned[3].trim() !== "") {
        logger.throwArgumentError("unexpected tokens", "value", value);
      }
      members.outputs = parseParams(returned[2], false);
    }
    return FunctionFragment.fromObject(members);
  }

  static isFunctionFragment(value) {
    return value && value._isFragment && value.type === "function";
  }
}

// Solidity's own errors cannot be declared.
function checkForbidden(fragment) {
  const signature = fragment.format();
  if (signature === "Error(string)" || signature === "Panic(uint256)") {
    logger.throwArgumentError(`cannot specify user defined ${signature} error`, "fragment", fragment);
  }
  return fragment;
}

class ErrorFragment extends Fragment {
  format(format) {
    format = format || FormatTypes.sighash;
    checkFormat(format);
    if (format === FormatTypes.json) {
      return JSON.stringify({ type: "error", name: this.name, inputs: plain(this.inputs) });
    }
    return `${format === FormatTypes.sighash ? "" : "error "}${this.name}${listed(this.inputs, format)}`;
  }

  static from(value) {
    return typeof value === "string" ? ErrorFragment.fromString(value) : ErrorFragment.fromObject(value);
  }

  static fromObject(value) {
    if (ErrorFragment.isErrorFragment(value)) return value;
    if (value.type !== "error") logger.throwArgumentError("invalid error object", "value", value);
    return checkForbidden(new ErrorFragment(guard, {
      type: value.type, name: verifyIdentifier(value.name), inputs: params(value.inputs),
    }));
  }

  static fromString(value) {
    const match = parenthesised.exec(value);
    if (!match) logger.throwArgumentError("invalid error signature", "value", value);
    const members = { type: "error", name: match[1].trim() };
    if (members.name) verifyIdentifier(members.name);
    members.inputs = parseParams(match[2], false);
    return checkForbidden(ErrorFragment.fromObject(members));
  }

  static isErrorFragment(value) {
    return value && value._isFragment && value.type === "error";
  }
}

for (const kind of [EventFragment, ConstructorFragment, FunctionFragment, ErrorFragment]) {
  copyable(kind, ["constructor", "format"]);
}

Object.assign(exports, {
  Fragment, ConstructorFragment, ErrorFragment, EventFragment, FunctionFragment, ParamType, FormatTypes,
});
