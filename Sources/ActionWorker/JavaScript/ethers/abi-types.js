// Types of parameters, and their human-readable form: "tuple(uint256 a, address[2] b) indexed name".
const { Logger } = require("ethers/errors");
const { defineReadOnly } = require("ethers/properties");
const logger = new Logger("abi/5.7.0");

const guard = {};
const FormatTypes = Object.freeze({ sighash: "sighash", minimal: "minimal", full: "full", json: "json" });

function checkFormat(format) {
  if (!FormatTypes[format]) logger.throwArgumentError("invalid format type", "format", format);
}

function populate(object, members) {
  for (const key in members) defineReadOnly(object, key, members[key]);
}

// Descriptions hold copies made member by member, of what `for in` finds; their types can still be formatted.
function copyable(kind, names) {
  for (const name of names) Object.defineProperty(kind.prototype, name, { enumerable: true });
}

// "uint" and "int" mean 256 bits, in arrays too.
function verifyType(type) {
  if (type.match(/^uint($|[^1-9])/)) return "uint256" + type.substring(4);
  if (type.match(/^int($|[^1-9])/)) return "int256" + type.substring(3);
  return type;
}

// Whether a word after a type says where its value lies, which is of no interest here.
function isModifier(type, word) {
  const location = word === "calldata" || word === "memory" || word === "storage";
  if (!location && word !== "payable") return false;
  if (type === "bytes" || type === "string") {
    if (location) return true;
  } else if (type === "address") {
    if (word === "payable") return true;
  } else if (type.includes("[") || type === "tuple") {
    if (location && word !== "storage") return true;
  }
  return logger.throwArgumentError("invalid modifier", "name", word);
}

// Reads one parameter, character by character. What may come next in a node is kept in five flags.
class TypeParser {
  constructor(text, allowIndexed) {
    this.original = text;
    this.text = text.replace(/\s/g, " ");
    this.allowIndexed = allowIndexed;
  }

  refuse(position) {
    logger.throwArgumentError(`unexpected character at position ${position}`, "param", this.text);
  }

  node(parent) {
    const may = { type: true, name: false, components: false, array: false, size: false };
    const node = { type: "", name: "", indexed: undefined, components: undefined, parent, may };
    if (this.allowIndexed && parent) node.indexed = false;
    return node;
  }

  // The word that was read as a name may have been something else.
  closeName(node, position, once) {
    if (node.name === "indexed") {
      if (!this.allowIndexed || (once && node.indexed)) this.refuse(position);
      node.indexed = true;
      node.name = "";
    } else if (isModifier(node.type, node.name)) {
      node.name = "";
    } else {
      return false;
    }
    return true;
  }

  // A component ends with a comma or a parenthesis.
  closeComponent(node, position) {
    this.closeName(node, position, false);
    node.type = verifyType(node.type);
  }

  open(node, position) {
    if (node.may.type && node.type === "") node.type = "tuple";
    else if (!node.may.components) this.refuse(position);
    node.may.type = false;
    node.type = verifyType(node.type);
    node.components = [this.node(node)];
    return node.components[0];
  }

  close(node, position) {
    this.closeComponent(node, position);
    const parent = node.parent;
    if (!parent) this.refuse(position);
    Object.assign(parent.may, { components: false, name: true, array: true });
    return parent;
  }

  space(node, position) {
    const may = node.may;
    if (may.type && node.type !== "") {
      node.type = verifyType(node.type);
      Object.assign(may, { type: false, name: true, components: true });
    }
    if (may.name && node.name !== "" && !this.closeName(node, position, true)) may.name = false;
  }

  other(node, character, position) {
    const may = node.may;
    if (may.type) {
      node.type += character;
      may.components = may.array = true;
    } else if (may.name) {
      node.name += character;
      may.array = false;
    } else if (may.size) {
      node.type += character;
    } else {
      this.refuse(position);
    }
  }

  parse() {
    const root = this.node(null);
    let node = root;
    for (let position = 0; position < this.text.length; position++) {
      const character = this.text[position];
      switch (character) {
        case "(":
          node = this.open(node, position);
          break;
        case ")":
          node = this.close(node, position);
          break;
        case ",":
          this.closeComponent(node, position);
          node.parent.components.push(this.node(node.parent));
          node = node.parent.components[node.parent.components.length - 1];
          break;
        case " ":
          this.space(node, position);
          break;
        case "[":
          if (!node.may.array) this.refuse(position);
          node.type += character;
          Object.assign(node.may, { array: false, name: false, size: true });
          break;
        case "]":
          if (!node.may.size) this.refuse(position);
          node.type += character;
          Object.assign(node.may, { array: true, name: true, size: false });
          break;
        default:
          this.other(node, character, position);
      }
    }
    if (node.parent) logger.throwArgumentError("unexpected eof", "param", this.text);
    this.closeName(node, this.original.length - 7, true);
    root.type = verifyType(root.type);
    return root;
  }
}

class ParamType {
  constructor(constructorGuard, params) {
    if (constructorGuard !== guard) {
      logger.throwError("use fromString", Logger.errors.UNSUPPORTED_OPERATION, { operation: "new ParamType()" });
    }
    populate(this, params);
    const match = /^(.*)\[([0-9]*)\]$/.exec(this.type);
    if (match) {
      populate(this, {
        arrayLength: parseInt(match[2] || "-1"),
        arrayChildren: ParamType.fromObject({ type: match[1], components: this.components }),
        baseType: "array",
      });
    } else {
      const baseType = this.components != null ? "tuple" : this.type;
      populate(this, { arrayLength: null, arrayChildren: null, baseType: baseType });
    }
    this._isParamType = true;
    Object.freeze(this);
  }

  format(format) {
    format = format || FormatTypes.sighash;
    checkFormat(format);
    if (format === FormatTypes.json) return JSON.stringify(this.#plain());

    let text = "";
    if (this.baseType === "array") {
      text = `${this.arrayChildren.format(format)}[${this.arrayLength < 0 ? "" : this.arrayLength}]`;
    } else if (this.baseType === "tuple") {
      const separator = format === FormatTypes.full ? ", " : ",";
      const inner = this.components.map((component) => component.format(format)).join(separator);
      text = `${format === FormatTypes.sighash ? "" : this.type}(${inner})`;
    } else {
      text = this.type;
    }
    if (format !== FormatTypes.sighash) {
      if (this.indexed === true) text += " indexed";
      if (format === FormatTypes.full && this.name) text += ` ${this.name}`;
    }
    return text;
  }

  #plain() {
    const result = { type: this.baseType === "tuple" ? "tuple" : this.type, name: this.name || undefined };
    if (typeof this.indexed === "boolean") result.indexed = this.indexed;
    if (this.components) result.components = this.components.map((each) => JSON.parse(each.format(FormatTypes.json)));
    return result;
  }

  static from(value, allowIndexed) {
    return typeof value === "string" ? ParamType.fromString(value, allowIndexed) : ParamType.fromObject(value);
  }

  static fromObject(value) {
    if (ParamType.isParamType(value)) return value;
    return new ParamType(guard, {
      name: value.name || null,
      type: verifyType(value.type),
      indexed: value.indexed == null ? null : !!value.indexed,
      components: value.components ? value.components.map(ParamType.fromObject) : null,
    });
  }

  static fromString(value, allowIndexed) {
    return ParamType.fromObject(new TypeParser(value, !!allowIndexed).parse());
  }

  static isParamType(value) {
    return !!(value != null && value._isParamType);
  }
}

copyable(ParamType, ["format"]);

// The parameters of a list, parted by the commas outside of parentheses.
function parseParams(value, allowIndexed) {
  const text = value.trim();
  const parts = [];
  let part = "";
  let depth = 0;
  for (const character of text) {
    if (character === "," && depth === 0) {
      parts.push(part);
      part = "";
      continue;
    }
    part += character;
    if (character === "(") depth++;
    else if (character === ")" && --depth === -1) {
      logger.throwArgumentError("unbalanced parenthesis", "value", text);
    }
  }
  if (part) parts.push(part);
  return parts.map((each) => ParamType.fromString(each, allowIndexed));
}

Object.assign(exports, { FormatTypes, ParamType, checkFormat, copyable, parseParams, populate });
