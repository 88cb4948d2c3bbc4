// Values as contracts take and give them, in words of 32 bytes.
const { Logger } = require("ethers/errors");
const { defineReadOnly } = require("ethers/properties");
const { arrayify, hexlify } = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const { ParamType } = require("ethers/abi-types");
const { Reader, Writer } = require("ethers/abi-words");
const logger = new Logger("abi/5.7.0");

class Coder {
  constructor(name, type, localName, dynamic) {
    this.name = name;
    this.type = type;
    this.localName = localName;
    this.dynamic = dynamic;
  }

  refuse(message, value) {
    logger.throwArgumentError(message, this.localName, value);
  }
}

class AddressCoder extends Coder {
  constructor(localName) {
    super("address", "address", localName, false);
  }

  defaultValue() {
    return "0x" + "0".repeat(40);
  }

  encode(writer, value) {
    try {
      value = require("ethers/address").getAddress(value);
    } catch (error) {
      this.refuse(error.message, value);
    }
    writer.number(BigInt(value));
  }

  decode(reader) {
    const { hexZeroPad } = require("ethers/bytes");
    const value = BigNumber.from(reader.number()).toHexString();
    return require("ethers/address").getAddress(hexZeroPad(value, 20));
  }
}

class BooleanCoder extends Coder {
  constructor(localName) {
    super("bool", "bool", localName, false);
  }

  defaultValue() {
    return false;
  }

  encode(writer, value) {
    writer.number(value ? 1n : 0n);
  }

  decode(reader) {
    return reader.coerce(this.type, reader.number() !== 0n);
  }
}

class BytesCoder extends Coder {
  constructor(localName, type = "bytes") {
    super(type, type, localName, true);
  }

  defaultValue() {
    return "0x";
  }

  encode(writer, value) {
    const bytes = arrayify(value);
    writer.number(bytes.length);
    writer.bytes(bytes);
  }

  decode(reader) {
    return reader.coerce(this.name, hexlify(reader.bytes(reader.size(), true)));
  }
}

class StringCoder extends BytesCoder {
  constructor(localName) {
    super(localName, "string");
  }

  defaultValue() {
    return "";
  }

  encode(writer, value) {
    super.encode(writer, require("ethers/strings").toUtf8Bytes(value));
  }

  decode(reader) {
    return require("ethers/strings").toUtf8String(reader.bytes(reader.size(), true));
  }
}

class FixedBytesCoder extends Coder {
  constructor(size, localName) {
    super(`bytes${size}`, `bytes${size}`, localName, false);
    this.size = size;
  }

  defaultValue() {
    return "0x" + "00".repeat(this.size);
  }

  encode(writer, value) {
    const bytes = arrayify(value);
    if (bytes.length !== this.size) this.refuse("incorrect data length", value);
    writer.bytes(bytes);
  }

  decode(reader) {
    return reader.coerce(this.name, hexlify(reader.bytes(this.size)));
  }
}

class NullCoder extends Coder {
  constructor(localName) {
    super("null", "", localName, false);
  }

  defaultValue() {
    return null;
  }

  encode(_writer, value) {
    if (value != null) this.refuse("not null", value);
  }

  decode(reader) {
    return reader.coerce(this.name, null);
  }
}

class NumberCoder extends Coder {
  constructor(size, signed, localName) {
    const name = `${signed ? "int" : "uint"}${size * 8}`;
    super(name, name, localName, false);
    this.size = size;
    this.signed = signed;
  }

  defaultValue() {
    return 0;
  }

  encode(writer, value) {
    const number = BigNumber.from(value).toBigInt();
    const limit = 1n << BigInt(this.size * 8 - (this.signed ? 1 : 0));
    if (number >= limit || number < (this.signed ? -limit : 0n)) this.refuse("value out-of-bounds", value);
    writer.number(BigInt.asUintN(256, number));
  }

  decode(reader) {
    const width = this.size * 8;
    const number = reader.number();
    const value = this.signed ? BigInt.asIntN(width, number) : BigInt.asUintN(width, number);
    if (width <= 48 && !reader.coerceWith) return Number(value);
    return reader.coerce(this.name, BigNumber.from(value));
  }
}

// Values one after another; the dynamic ones behind them, with their place in their stead.
function pack(writer, coders, values) {
  const refuse = (text, coder) => logger.throwError(text, Logger.errors.INVALID_ARGUMENT, {
    argument: "values", coder: coder, value: values,
  });
  let list = null;
  if (Array.isArray(values)) {
    list = values;
  } else if (values && typeof values === "object") {
    const seen = {};
    list = coders.map((coder) => {
      const name = coder.localName;
      if (!name) refuse("cannot encode object for signature with missing names", coder);
      if (seen[name]) refuse("cannot encode object for signature with duplicate names", coder);
      seen[name] = true;
      return values[name];
    });
  } else {
    logger.throwArgumentError("invalid tuple value", "tuple", values);
  }
  if (coders.length !== list.length) logger.throwArgumentError("types/value length mismatch", "tuple", values);

  const parts = coders.map((coder, index) => {
    const part = new Writer();
    coder.encode(part, list[index]);
    return part.text;
  });
  let end = parts.reduce((total, part, index) => total + (coders[index].dynamic ? 32 : part.length / 2), 0);
  const tail = [];
  coders.forEach((coder, index) => {
    if (!coder.dynamic) {
      writer.text += parts[index];
      return;
    }
    writer.number(end);
    end += parts[index].length / 2;
    tail.push(parts[index]);
  });
  writer.text += tail.join("");
}

function rethrowing(object, key, error) {
  Object.defineProperty(object, key, { enumerable: true, get: () => { throw error; } });
}

// Gives values their names, unless two have the same. A value that is an error is thrown when it is read.
function nameValues(values, coders) {
  const counts = new Map();
  for (const { localName } of coders) {
    if (localName) counts.set(localName, (counts.get(localName) ?? 0) + 1);
  }
  coders.forEach((coder, index) => {
    let name = coder.localName;
    if (!name || counts.get(name) !== 1) return;
    if (name === "length") name = "_length";
    if (values[name] != null) return;
    if (values[index] instanceof Error) rethrowing(values, name, values[index]);
    else values[name] = values[index];
  });
}

function unpack(reader, coders) {
  const values = [];
  const base = reader.at(0);
  for (const coder of coders) {
    const source = coder.dynamic ? base.at(reader.size()) : reader;
    let value;
    try {
      value = coder.decode(source);
    } catch (error) {
      if (error.code === Logger.errors.BUFFER_OVERRUN) throw error;
      value = Object.assign(error, { baseType: coder.name, name: coder.localName, type: coder.type });
    }
    if (value != undefined) values.push(value);
  }
  nameValues(values, coders);
  for (let index = 0; index < values.length; index++) {
    if (values[index] instanceof Error) rethrowing(values, index, values[index]);
  }
  return Object.freeze(values);
}

class ArrayCoder extends Coder {
  constructor(coder, length, localName) {
    const type = `${coder.type}[${length >= 0 ? length : ""}]`;
    super("array", type, localName, length === -1 || coder.dynamic);
    this.coder = coder;
    this.length = length;
  }

  defaultValue() {
    const value = this.coder.defaultValue();
    return Array.from({ length: Math.max(0, this.length) }, () => value);
  }

  encode(writer, value) {
    if (!Array.isArray(value)) this.refuse("expected array value", value);
    let count = this.length;
    if (count === -1) {
      count = value.length;
      writer.number(count);
    }
    logger.checkArgumentCount(value.length, count, `coder array${this.localName ? ` ${this.localName}` : ""}`);
    pack(writer, new Array(count).fill(this.coder), value);
  }

  decode(reader) {
    let count = this.length;
    if (count === -1) {
      count = reader.size();
      // Even empty members take a word each, or could be named in a few bytes without end.
      if (count * 32 > reader.data.length) {
        logger.throwError("insufficient data length", Logger.errors.BUFFER_OVERRUN, {
          length: reader.data.length, count: count,
        });
      }
    }
    const member = Object.create(this.coder, { localName: { value: undefined } });
    return reader.coerce(this.name, unpack(reader, new Array(count).fill(member)));
  }
}

class TupleCoder extends Coder {
  constructor(coders, localName) {
    const type = `tuple(${coders.map((coder) => coder.type).join(",")})`;
    super("tuple", type, localName, coders.some((coder) => coder.dynamic));
    this.coders = coders;
  }

  defaultValue() {
    const values = this.coders.map((coder) => coder.defaultValue());
    nameValues(values, this.coders);
    return Object.freeze(values);
  }

  encode(writer, value) {
    pack(writer, this.coders, value);
  }

  decode(reader) {
    return reader.coerce(this.name, unpack(reader, this.coders));
  }
}

class AbiCoder {
  constructor(coerceFunc) {
    defineReadOnly(this, "coerceFunc", coerceFunc || null);
  }

  _getCoder(param) {
    switch (param.baseType) {
      case "address": return new AddressCoder(param.name);
      case "bool": return new BooleanCoder(param.name);
      case "string": return new StringCoder(param.name);
      case "bytes": return new BytesCoder(param.name);
      case "array": return new ArrayCoder(this._getCoder(param.arrayChildren), param.arrayLength, param.name);
      case "tuple":
        return new TupleCoder((param.components || []).map((component) => this._getCoder(component)), param.name);
      case "": return new NullCoder(param.name);
    }
    let match = /^(u?int)([0-9]*)$/.exec(param.type);
    if (match) {
      const size = parseInt(match[2] || "256");
      if (size === 0 || size > 256 || size % 8 !== 0) {
        logger.throwArgumentError(`invalid ${match[1]} bit length`, "param", param);
      }
      return new NumberCoder(size / 8, match[1] === "int", param.name);
    }
    match = /^bytes([0-9]*)$/.exec(param.type);
    if (match) {
      const size = parseInt(match[1]);
      if (size === 0 || size > 32) logger.throwArgumentError("invalid bytes length", "param", param);
      return new FixedBytesCoder(size, param.name);
    }
    return logger.throwArgumentError("invalid type", "type", param.type);
  }

  _getWordSize() {
    return 32;
  }

  _getReader(data, allowLoose) {
    return new Reader(data, this.coerceFunc, allowLoose);
  }

  _getWriter() {
    return new Writer();
  }

  #tuple(types) {
    return new TupleCoder(types.map((type) => this._getCoder(ParamType.from(type))), "_");
  }

  getDefaultValue(types) {
    return this.#tuple(types).defaultValue();
  }

  encode(types, values) {
    if (types.length !== values.length) {
      logger.throwError("types/values length mismatch", Logger.errors.INVALID_ARGUMENT, {
        count: { types: types.length, values: values.length }, value: { types: types, values: values },
      });
    }
    const coder = this.#tuple(types);
    const writer = this._getWriter();
    coder.encode(writer, values);
    return "0x" + writer.text;
  }

  decode(types, data, loose) {
    return this.#tuple(types).decode(this._getReader(arrayify(data), loose));
  }
}

exports.AbiCoder = AbiCoder;
exports.defaultAbiCoder = new AbiCoder();
