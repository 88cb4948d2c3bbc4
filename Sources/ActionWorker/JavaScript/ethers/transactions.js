// Transactions in their serialised forms: legacy (EIP-155), with access list (EIP-2930), with priority fee (EIP-1559).
const { Logger } = require("ethers/errors");
const { checkProperties } = require("ethers/properties");
const {
  arrayify, hexConcat, hexDataLength, hexDataSlice, hexlify, hexZeroPad, isBytesLike, splitSignature, stripZeros,
} = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const { getAddress } = require("ethers/address");
const { keccak256 } = require("ethers/keccak256");
const RLP = require("ethers/rlp");
const logger = new Logger("transactions/5.7.0");

const TransactionTypes = { 0: "legacy", 1: "eip2930", 2: "eip1559", legacy: 0, eip2930: 1, eip1559: 2 };

const legacyFields = [
  { name: "nonce", maxLength: 32, numeric: true },
  { name: "gasPrice", maxLength: 32, numeric: true },
  { name: "gasLimit", maxLength: 32, numeric: true },
  { name: "to", length: 20 },
  { name: "value", maxLength: 32, numeric: true },
  { name: "data" },
];
const legacyNames = {
  chainId: true, data: true, gasLimit: true, gasPrice: true, nonce: true, to: true, type: true, value: true,
};

function computeAddress(key) {
  const publicKey = require("ethers/signing-key").computePublicKey(key);
  return getAddress(hexDataSlice(keccak256(hexDataSlice(publicKey, 1)), 12));
}

function recoverAddress(digest, signature) {
  return computeAddress(require("ethers/signing-key").recoverPublicKey(arrayify(digest), signature));
}

function formatNumber(value, name) {
  const bytes = stripZeros(BigNumber.from(value).toHexString());
  if (bytes.length > 32) logger.throwArgumentError(`invalid length for ${name}`, `transaction:${name}`, value);
  return bytes;
}

function accessSet(address, storageKeys) {
  return {
    address: getAddress(address),
    storageKeys: (storageKeys || []).map((storageKey, index) => {
      if (hexDataLength(storageKey) !== 32) {
        logger.throwArgumentError("invalid access list storageKey", `accessList[${address}:${index}]`, storageKey);
      }
      return storageKey.toLowerCase();
    }),
  };
}

// Pairs, objects, or one object with the addresses as its names.
function accessListify(value) {
  if (Array.isArray(value)) {
    return value.map((set, index) => {
      if (!Array.isArray(set)) return accessSet(set.address, set.storageKeys);
      if (set.length > 2) {
        logger.throwArgumentError(
          "access list expected to be [ address, storageKeys[] ]", `value[${index}]`, set);
      }
      return accessSet(set[0], set[1]);
    });
  }
  const sets = Object.keys(value).map((address) => {
    const storageKeys = value[address].reduce((keys, key) => keys.add(String(key)), new Set());
    return accessSet(address, [...storageKeys].sort());
  });
  return sets.sort((one, two) => one.address.localeCompare(two.address));
}

function accessPairs(value) {
  return accessListify(value).map((set) => [set.address, set.storageKeys]);
}

function addressField(to) {
  return to != null ? getAddress(to) : "0x";
}

function numberField(transaction, name) {
  return formatNumber(transaction[name] || 0, name);
}

function signatureFields(signature) {
  if (!signature) return [];
  const { recoveryParam, r, s } = splitSignature(signature);
  return [formatNumber(recoveryParam, "recoveryParam"), stripZeros(r), stripZeros(s)];
}

function serializeEip1559(transaction, signature) {
  if (transaction.gasPrice != null) {
    const gasPrice = BigNumber.from(transaction.gasPrice);
    const maxFeePerGas = BigNumber.from(transaction.maxFeePerGas || 0);
    if (!gasPrice.eq(maxFeePerGas)) {
      logger.throwArgumentError("mismatch EIP-1559 gasPrice != maxFeePerGas", "tx", { gasPrice, maxFeePerGas });
    }
  }
  const names = ["chainId", "nonce", "maxPriorityFeePerGas", "maxFeePerGas", "gasLimit"];
  const fields = names.map((name) => numberField(transaction, name));
  fields.push(addressField(transaction.to), numberField(transaction, "value"), transaction.data || "0x");
  fields.push(accessPairs(transaction.accessList || []), ...signatureFields(signature));
  return hexConcat(["0x02", RLP.encode(fields)]);
}

function serializeEip2930(transaction, signature) {
  const fields = ["chainId", "nonce", "gasPrice", "gasLimit"].map((name) => numberField(transaction, name));
  fields.push(addressField(transaction.to), numberField(transaction, "value"), transaction.data || "0x");
  fields.push(accessPairs(transaction.accessList || []), ...signatureFields(signature));
  return hexConcat(["0x01", RLP.encode(fields)]);
}

function legacyField(transaction, { name, length, maxLength, numeric }) {
  const refuse = (value) => logger.throwArgumentError(`invalid length for ${name}`, `transaction:${name}`, value);
  let value = arrayify(hexlify(transaction[name] || [], numeric ? { hexPad: "left" } : {}));
  if (length && value.length !== length && value.length > 0) refuse(value);
  if (maxLength) {
    value = stripZeros(value);
    if (value.length > maxLength) refuse(value);
  }
  return hexlify(value);
}

function serializeLegacy(transaction, signature) {
  checkProperties(transaction, legacyNames);
  const fields = legacyFields.map((field) => legacyField(transaction, field));

  let chainId = 0;
  if (transaction.chainId != null) {
    chainId = transaction.chainId;
    if (typeof chainId !== "number") {
      logger.throwArgumentError("invalid transaction.chainId", "transaction", transaction);
    }
  } else if (signature && !isBytesLike(signature) && signature.v > 28) {
    chainId = Math.floor((signature.v - 35) / 2);
  }
  const protectedFields = chainId !== 0 ? [hexlify(chainId), "0x", "0x"] : [];
  if (!signature) return RLP.encode([...fields, ...protectedFields]);

  const split = splitSignature(signature);
  const v = 27 + split.recoveryParam + (chainId !== 0 ? chainId * 2 + 8 : 0);
  const mismatch = chainId !== 0 ? split.v > 28 && split.v !== v : split.v !== v;
  if (mismatch) logger.throwArgumentError("transaction.chainId/signature.v mismatch", "signature", signature);
  return RLP.encode([...fields, hexlify(v), stripZeros(arrayify(split.r)), stripZeros(arrayify(split.s))]);
}

function serialize(transaction, signature) {
  const { type } = transaction;
  if (type == null || type === 0) {
    if (transaction.accessList != null) {
      logger.throwArgumentError(
        "untyped transactions do not support accessList; include type: 1", "transaction", transaction);
    }
    return serializeLegacy(transaction, signature);
  }
  if (type === 1) return serializeEip2930(transaction, signature);
  if (type === 2) return serializeEip1559(transaction, signature);
  return logger.throwError(`unsupported transaction type: ${type}`, Logger.errors.UNSUPPORTED_OPERATION, {
    operation: "serializeTransaction", transactionType: type,
  });
}

function parsedAddress(value) {
  return value === "0x" ? null : getAddress(value);
}

function parsedNumber(value) {
  return BigNumber.from(value === "0x" ? 0 : value);
}

// A signature that recovers to nothing leaves the sender out.
function addSender(transaction, digest, recoveryParam) {
  try {
    transaction.from = recoverAddress(digest(), { r: transaction.r, s: transaction.s, recoveryParam });
  } catch {
    // no sender
  }
}

function addTypedSignature(transaction, fields, payload, serializer) {
  transaction.hash = keccak256(payload);
  let parity;
  try {
    parity = parsedNumber(fields[0]).toNumber();
  } catch {
    parity = -1;
  }
  if (parity !== 0 && parity !== 1) {
    logger.throwArgumentError("invalid v for transaction type: 1", "v", fields[0]);
  }
  transaction.v = parity;
  transaction.r = hexZeroPad(fields[1], 32);
  transaction.s = hexZeroPad(fields[2], 32);
  addSender(transaction, () => keccak256(serializer(transaction)), parity);
  return transaction;
}

function typedFields(payload, type, count) {
  const fields = RLP.decode(payload.slice(1));
  if (fields.length !== count && fields.length !== count + 3) {
    logger.throwArgumentError(
      `invalid component count for transaction type: ${type}`, "payload", hexlify(payload));
  }
  return fields;
}

function parseEip1559(payload) {
  const fields = typedFields(payload, 2, 9);
  const maxPriorityFeePerGas = parsedNumber(fields[2]);
  const maxFeePerGas = parsedNumber(fields[3]);
  const transaction = {
    type: 2, chainId: parsedNumber(fields[0]).toNumber(), nonce: parsedNumber(fields[1]).toNumber(),
    maxPriorityFeePerGas, maxFeePerGas, gasPrice: null, gasLimit: parsedNumber(fields[4]),
    to: parsedAddress(fields[5]), value: parsedNumber(fields[6]), data: fields[7], accessList: accessListify(fields[8]),
  };
  return fields.length === 9
    ? transaction
    : addTypedSignature(transaction, fields.slice(9), payload, serializeEip1559);
}

function parseEip2930(payload) {
  const fields = typedFields(payload, 1, 8);
  const transaction = {
    type: 1, chainId: parsedNumber(fields[0]).toNumber(), nonce: parsedNumber(fields[1]).toNumber(),
    gasPrice: parsedNumber(fields[2]), gasLimit: parsedNumber(fields[3]), to: parsedAddress(fields[4]),
    value: parsedNumber(fields[5]), data: fields[6], accessList: accessListify(fields[7]),
  };
  return fields.length === 8
    ? transaction
    : addTypedSignature(transaction, fields.slice(8), payload, serializeEip2930);
}

function parseLegacy(payload) {
  const fields = RLP.decode(payload);
  if (fields.length !== 9 && fields.length !== 6) {
    logger.throwArgumentError("invalid raw transaction", "rawTransaction", payload);
  }
  const transaction = {
    nonce: parsedNumber(fields[0]).toNumber(), gasPrice: parsedNumber(fields[1]), gasLimit: parsedNumber(fields[2]),
    to: parsedAddress(fields[3]), value: parsedNumber(fields[4]), data: fields[5], chainId: 0,
  };
  if (fields.length === 6) return transaction;
  try {
    transaction.v = BigNumber.from(fields[6]).toNumber();
  } catch {
    return transaction;
  }
  transaction.r = hexZeroPad(fields[7], 32);
  transaction.s = hexZeroPad(fields[8], 32);
  if (BigNumber.from(transaction.r).isZero() && BigNumber.from(transaction.s).isZero()) {
    transaction.chainId = transaction.v;
    transaction.v = 0;
  } else {
    transaction.chainId = Math.max(0, Math.floor((transaction.v - 35) / 2));
    let recoveryParam = transaction.v - 27;
    const signed = fields.slice(0, 6);
    if (transaction.chainId !== 0) {
      signed.push(hexlify(transaction.chainId), "0x", "0x");
      recoveryParam -= transaction.chainId * 2 + 8;
    }
    addSender(transaction, () => keccak256(RLP.encode(signed)), recoveryParam);
    transaction.hash = keccak256(payload);
  }
  transaction.type = null;
  return transaction;
}

function parse(rawTransaction) {
  const payload = arrayify(rawTransaction);
  if (payload[0] > 0x7f) return parseLegacy(payload);
  if (payload[0] === 1) return parseEip2930(payload);
  if (payload[0] === 2) return parseEip1559(payload);
  return logger.throwError(`unsupported transaction type: ${payload[0]}`, Logger.errors.UNSUPPORTED_OPERATION, {
    operation: "parseTransaction", transactionType: payload[0],
  });
}

Object.assign(exports, { TransactionTypes, computeAddress, recoverAddress, accessListify, serialize, parse });
