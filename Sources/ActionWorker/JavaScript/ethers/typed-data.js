// Typed structured data (EIP-712): hashes, encodings and the payload for eth_signTypedData_v4.

const { arrayify, hexConcat, hexZeroPad, hexlify, isHexString } = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const { MaxUint256 } = require("ethers/constants");
const { deepCopy, defineReadOnly, shallowCopy } = require("ethers/properties");
const { getAddress } = require("ethers/address");
const { id } = require("ethers/hash");
const { keccak256 } = require("ethers/keccak256");
const { Logger } = require("ethers/errors");

const logger = new Logger("hash/5.7.0");

// The members that a domain may have, in their order.
const DOMAIN_TYPES = {
  name: "string", version: "string", chainId: "uint256", verifyingContract: "address", salt: "bytes32",
};
const DOMAIN_NAMES = Object.keys(DOMAIN_TYPES);

function domainString(key) {
  return (value) => {
    if (typeof value !== "string") {
      const what = `invalid domain value for ${JSON.stringify(key)}`;
      logger.throwArgumentError(what, `domain.${key}`, value);
    }
    return value;
  };
}

const DOMAIN_CHECKS = {
  name: domainString("name"),
  version: domainString("version"),
  chainId(value) {
    try {
      return BigNumber.from(value).toString();
    } catch (error) {
      return logger.throwArgumentError('invalid domain value for "chainId"', "domain.chainId", value);
    }
  },
  verifyingContract(value) {
    try {
      return getAddress(value).toLowerCase();
    } catch (error) {
      const what = 'invalid domain value "verifyingContract"';
      return logger.throwArgumentError(what, "domain.verifyingContract", value);
    }
  },
  salt(value) {
    try {
      const bytes = arrayify(value);
      if (bytes.length !== 32) throw new Error("bad length");
      return hexlify(bytes);
    } catch (error) {
      return logger.throwArgumentError('invalid domain value "salt"', "domain.salt", value);
    }
  },
};

// The types that need no definition

function integerEncoder(type, signed, digits) {
  const width = parseInt(digits || "256");
  if (width % 8 !== 0 || width > 256 || (digits && digits !== String(width))) {
    logger.throwArgumentError("invalid numeric width", "type", type);
  }
  const highest = MaxUint256.mask(signed ? width - 1 : width);
  const lowest = signed ? highest.add(1).mul(-1) : BigNumber.from(0);
  return (value) => {
    const number = BigNumber.from(value);
    if (number.lt(lowest) || number.gt(highest)) {
      logger.throwArgumentError(`value out-of-bounds for ${type}`, "value", value);
    }
    return hexZeroPad(number.toTwos(256).toHexString(), 32);
  };
}

function fixedBytesEncoder(type, digits) {
  const width = parseInt(digits);
  if (width === 0 || width > 32 || digits !== String(width)) {
    logger.throwArgumentError("invalid bytes width", "type", type);
  }
  return (value) => {
    const bytes = arrayify(value);
    if (bytes.length !== width) logger.throwArgumentError(`invalid length for ${type}`, "value", value);
    const padded = new Uint8Array(32);
    padded.set(bytes);
    return hexlify(padded);
  };
}

/** How values of an atomic type are encoded; null if `type` is none. */
function atomicEncoder(type) {
  const integer = /^(u?)int(\d*)$/.exec(type);
  if (integer) return integerEncoder(type, integer[1] === "", integer[2]);
  const fixed = /^bytes(\d+)$/.exec(type);
  if (fixed) return fixedBytesEncoder(type, fixed[1]);
  switch (type) {
    case "address": return (value) => hexZeroPad(getAddress(value), 32);
    case "bool": return (value) => hexZeroPad(value ? "0x01" : "0x00", 32);
    case "bytes": return (value) => keccak256(value);
    case "string": return (value) => id(value);
    default: return null;
  }
}

/** The element type and the length (-1 if any will do) of an array type; null for other types. */
function arrayParts(type) {
  const match = /^(.*)(\x5b(\d*)\x5d)$/.exec(type);
  return match ? { element: match[1], length: parseInt(match[3] || "-1") } : null;
}

function checkLength(parts, value) {
  if (parts.length >= 0 && value.length !== parts.length) {
    // The braces are in the original's text.
    const what = "array length mismatch; expected length ${ arrayLength }";
    logger.throwArgumentError(what, "value", value);
  }
}

function typeText(name, fields) {
  return `${name}(${fields.map(({ name, type }) => type + " " + name).join(",")})`;
}

class TypedDataEncoder {
  constructor(types) {
    defineReadOnly(this, "types", Object.freeze(deepCopy(types)));
    defineReadOnly(this, "_encoderCache", {});
    defineReadOnly(this, "_types", {});
    // For each struct: the structs that it has members of, and those that have members of it.
    const links = new Map(Object.keys(types).map((name) => [name, new Set()]));
    const parents = new Map(Object.keys(types).map((name) => [name, []]));
    for (const name in types) collectLinks(name, types, links, parents);

    const roots = [...parents.keys()].filter((name) => parents.get(name).length === 0);
    if (roots.length === 0) {
      logger.throwArgumentError("missing primary type", "types", types);
    } else if (roots.length > 1) {
      const names = roots.map((name) => JSON.stringify(name)).join(", ");
      logger.throwArgumentError(`ambiguous primary types or unused types: ${names}`, "types", types);
    }
    defineReadOnly(this, "primaryType", roots[0]);
    const parts = reachable(this.primaryType, types, links);
    for (const name of links.keys()) {
      const others = [...(parts.get(name) || [])].sort();
      this._types[name] = [name, ...others].map((each) => typeText(each, types[each])).join("");
    }
  }

  getEncoder(type) {
    if (!Object.prototype.hasOwnProperty.call(this._encoderCache, type)) {
      this._encoderCache[type] = this._getEncoder(type);
    }
    return this._encoderCache[type];
  }

  _getEncoder(type) {
    const atomic = atomicEncoder(type);
    if (atomic) return atomic;
    const parts = arrayParts(type);
    if (parts) {
      const encode = this.getEncoder(parts.element);
      const isStruct = !!this._types[parts.element];
      return (value) => {
        checkLength(parts, value);
        const items = value.map(encode);
        return keccak256(hexConcat(isStruct ? items.map(keccak256) : items));
      };
    }
    const fields = this.types[type];
    if (!fields) return logger.throwArgumentError(`unknown type: ${type}`, "type", type);
    const typeHash = id(this._types[type]);
    return (value) => {
      const items = fields.map((field) => {
        const item = this.getEncoder(field.type)(value[field.name]);
        return this._types[field.type] ? keccak256(item) : item;
      });
      return hexConcat([typeHash, ...items]);
    };
  }

  encodeType(name) {
    const result = this._types[name];
    if (!result) logger.throwArgumentError(`unknown type: ${JSON.stringify(name)}`, "name", name);
    return result;
  }

  encodeData(type, value) {
    return this.getEncoder(type)(value);
  }

  hashStruct(name, value) {
    return keccak256(this.encodeData(name, value));
  }

  encode(value) {
    return this.encodeData(this.primaryType, value);
  }

  hash(value) {
    return this.hashStruct(this.primaryType, value);
  }

  _visit(type, value, callback) {
    if (atomicEncoder(type)) return callback(type, value);
    const parts = arrayParts(type);
    if (parts) {
      checkLength(parts, value);
      return value.map((item) => this._visit(parts.element, item, callback));
    }
    const fields = this.types[type];
    if (!fields) return logger.throwArgumentError(`unknown type: ${type}`, "type", type);
    const result = {};
    for (const field of fields) result[field.name] = this._visit(field.type, value[field.name], callback);
    return result;
  }

  visit(value, callback) {
    return this._visit(this.primaryType, value, callback);
  }

  static from(types) {
    return new TypedDataEncoder(types);
  }

  static getPrimaryType(types) {
    return TypedDataEncoder.from(types).primaryType;
  }

  static hashStruct(name, types, value) {
    return TypedDataEncoder.from(types).hashStruct(name, value);
  }

  static hashDomain(domain) {
    const fields = [];
    for (const name in domain) {
      const type = DOMAIN_TYPES[name];
      if (!type) {
        const what = `invalid typed-data domain key: ${JSON.stringify(name)}`;
        logger.throwArgumentError(what, "domain", domain);
      }
      fields.push({ name, type });
    }
    fields.sort((a, b) => DOMAIN_NAMES.indexOf(a.name) - DOMAIN_NAMES.indexOf(b.name));
    return TypedDataEncoder.hashStruct("EIP712Domain", { EIP712Domain: fields }, domain);
  }

  static encode(domain, types, value) {
    const content = TypedDataEncoder.from(types).hash(value);
    return hexConcat(["0x1901", TypedDataEncoder.hashDomain(domain), content]);
  }

  static hash(domain, types, value) {
    return keccak256(TypedDataEncoder.encode(domain, types, value));
  }

  static async resolveNames(domain, types, value, resolveName) {
    domain = shallowCopy(domain);
    const names = {};
    const isName = (text) => !isHexString(text, 20);
    if (domain.verifyingContract && isName(domain.verifyingContract)) names[domain.verifyingContract] = "0x";
    const encoder = TypedDataEncoder.from(types);
    encoder.visit(value, (type, item) => {
      if (type === "address" && isName(item)) names[item] = "0x";
      return item;
    });
    for (const name in names) names[name] = await resolveName(name);
    if (domain.verifyingContract && names[domain.verifyingContract]) {
      domain.verifyingContract = names[domain.verifyingContract];
    }
    value = encoder.visit(value, (type, item) => {
      return type === "address" && names[item] ? names[item] : item;
    });
    return { domain, value };
  }

  static getPayload(domain, types, value) {
    TypedDataEncoder.hashDomain(domain);
    const domainValues = {};
    const domainFields = [];
    for (const name of DOMAIN_NAMES) {
      if (domain[name] == null) continue;
      domainValues[name] = DOMAIN_CHECKS[name](domain[name]);
      domainFields.push({ name, type: DOMAIN_TYPES[name] });
    }
    const encoder = TypedDataEncoder.from(types);
    const typesWithDomain = shallowCopy(types);
    if (typesWithDomain.EIP712Domain) {
      const what = "types must not contain EIP712Domain type";
      logger.throwArgumentError(what, "types.EIP712Domain", types);
    }
    typesWithDomain.EIP712Domain = domainFields;
    encoder.encode(value);
    return {
      types: typesWithDomain,
      domain: domainValues,
      primaryType: encoder.primaryType,
      message: encoder.visit(value, payloadValue),
    };
  }
}

function payloadValue(type, value) {
  if (/^bytes(\d*)$/.test(type)) return hexlify(arrayify(value));
  if (/^u?int/.test(type)) return BigNumber.from(value).toString();
  switch (type) {
    case "address": return value.toLowerCase();
    case "bool": return !!value;
    case "string":
      if (typeof value !== "string") logger.throwArgumentError("invalid string", "value", value);
      return value;
    default: return logger.throwArgumentError("unsupported type", "type", type);
  }
}

function collectLinks(name, types, links, parents) {
  const seen = new Set();
  for (const field of types[name]) {
    if (seen.has(field.name)) {
      const what = `duplicate variable name ${JSON.stringify(field.name)} in ${JSON.stringify(name)}`;
      logger.throwArgumentError(what, "types", types);
    }
    seen.add(field.name);
    const base = /^([^\x5b]*)(\x5b|$)/.exec(field.type)[1];
    if (base === name) {
      logger.throwArgumentError(`circular type reference to ${JSON.stringify(base)}`, "types", types);
    }
    if (atomicEncoder(base)) continue;
    if (!parents.has(base)) {
      logger.throwArgumentError(`unknown type ${JSON.stringify(base)}`, "types", types);
    }
    parents.get(base).push(name);
    links.get(name).add(base);
  }
}

/** For each struct that can be reached from the primary one, all those that it is made of. */
function reachable(primary, types, links) {
  const result = new Map();
  const path = new Set();
  const walk = (name) => {
    if (path.has(name)) {
      logger.throwArgumentError(`circular type reference to ${JSON.stringify(name)}`, "types", types);
    }
    if (result.has(name)) return result.get(name);
    path.add(name);
    const used = new Set();
    for (const child of links.get(name)) {
      used.add(child);
      for (const each of walk(child)) used.add(each);
    }
    path.delete(name);
    result.set(name, used);
    return used;
  };
  walk(primary);
  return result;
}

exports.TypedDataEncoder = TypedDataEncoder;
