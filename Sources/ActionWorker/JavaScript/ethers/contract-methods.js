// The methods of a contract: how their arguments become a transaction, a call, an estimate or a sending.

const { getAddress } = require("ethers/address");
const { arrayify } = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const { deepCopy, resolveProperties, shallowCopy } = require("ethers/properties");
const { accessListify } = require("ethers/transactions");
const { Logger } = require("ethers/errors");

const logger = new Logger("contracts/5.7.0");
const { CALL_EXCEPTION, INVALID_ARGUMENT, UNSUPPORTED_OPERATION } = Logger.errors;
// What an override may be, and what it becomes.
const CONVERSIONS = {
  nonce: (value) => BigNumber.from(value).toNumber(),
  gasLimit: BigNumber.from,
  gasPrice: BigNumber.from,
  maxFeePerGas: BigNumber.from,
  maxPriorityFeePerGas: BigNumber.from,
  from: (value) => value,
  type: (value) => value,
  accessList: accessListify,
};

async function resolveName(resolver, nameOrPromise) {
  const name = await nameOrPromise;
  if (typeof name !== "string") logger.throwArgumentError("invalid address or ENS name", "name", name);
  try {
    return getAddress(name);
  } catch (error) {
    // A name, then.
  }
  if (!resolver) {
    const info = { operation: "resolveName" };
    logger.throwError("a provider or signer is needed to resolve ENS names", UNSUPPORTED_OPERATION, info);
  }
  const address = await resolver.resolveName(name);
  if (address == null) {
    logger.throwArgumentError("resolver or addr is not configured for ENS name", "name", name);
  }
  return address;
}

/** The values with every name that stands for an address replaced by it. */
async function resolveArguments(resolver, value, type) {
  if (Array.isArray(type)) {
    return await Promise.all(type.map((each, index) => {
      return resolveArguments(resolver, Array.isArray(value) ? value[index] : value[each.name], each);
    }));
  }
  if (type.type === "address") return await resolveName(resolver, value);
  if (type.type === "tuple") return await resolveArguments(resolver, value, type.components);
  if (type.baseType === "array") {
    if (!Array.isArray(value)) {
      const info = { argument: "value", value };
      return Promise.reject(logger.makeError("invalid value for array", INVALID_ARGUMENT, info));
    }
    return await Promise.all(value.map((each) => resolveArguments(resolver, each, type.arrayChildren)));
  }
  return value;
}

function hasOverrides(fragment, args) {
  return args.length === fragment.inputs.length + 1 && typeof args[args.length - 1] === "object";
}

function sender(contract, overrides) {
  if (!contract.signer) return overrides.from ? resolveName(contract.provider, overrides.from) : undefined;
  if (!overrides.from) return contract.signer.getAddress();
  const both = { override: resolveName(contract.signer, overrides.from), signer: contract.signer.getAddress() };
  return resolveProperties(both).then(({ override, signer }) => {
    if (getAddress(signer) !== override) {
      const info = { operation: "overrides.from" };
      logger.throwError("Contract with a Signer cannot override from", UNSUPPORTED_OPERATION, info);
    }
    return override;
  });
}

async function populate(contract, fragment, args) {
  let overrides = hasOverrides(fragment, args) ? shallowCopy(args.pop()) : {};
  logger.checkArgumentCount(args.length, fragment.inputs.length, "passed to contract");
  const from = sender(contract, overrides);
  if (from !== undefined) overrides.from = from;
  const resolved = await resolveProperties({
    args: resolveArguments(contract.signer || contract.provider, args, fragment.inputs),
    address: contract.resolvedAddress,
    overrides: resolveProperties(overrides) || {},
  });
  const data = contract.interface.encodeFunctionData(fragment, resolved.args);
  const tx = { data, to: resolved.address };
  const given = resolved.overrides;
  for (const key in CONVERSIONS) {
    if (given[key] != null) tx[key] = CONVERSIONS[key](given[key]);
  }
  if (tx.gasLimit == null && fragment.gas != null) tx.gasLimit = statedGas(fragment, data);
  if (given.value) {
    const value = BigNumber.from(given.value);
    if (!value.isZero() && !fragment.payable) {
      const info = { operation: "overrides.value", value: overrides.value };
      logger.throwError("non-payable method cannot override value", UNSUPPORTED_OPERATION, info);
    }
    tx.value = value;
  }
  if (given.customData) tx.customData = shallowCopy(given.customData);
  if (given.ccipReadEnabled) tx.ccipReadEnabled = !!given.ccipReadEnabled;
  const known = [...Object.keys(CONVERSIONS), "value", "customData", "ccipReadEnabled"];
  const leftovers = Object.keys(overrides).filter((key) => !known.includes(key) && overrides[key] != null);
  if (leftovers.length) {
    const names = leftovers.map((each) => JSON.stringify(each)).join(",");
    const info = { operation: "overrides", overrides: leftovers };
    logger.throwError(`cannot override ${names}`, UNSUPPORTED_OPERATION, info);
  }
  return tx;
}

/** The gas that the ABI states for a function, and the transaction's with its data (before EIP-2028). */
function statedGas(fragment, data) {
  let intrinsic = 21000;
  for (const byte of arrayify(data)) intrinsic += byte ? 68 : 4;
  return BigNumber.from(fragment.gas).add(intrinsic);
}

function buildPopulate(contract, fragment) {
  return (...args) => populate(contract, fragment, args);
}

function buildEstimate(contract, fragment) {
  const backend = contract.signer || contract.provider;
  return async (...args) => {
    if (!backend) {
      const info = { operation: "estimateGas" };
      logger.throwError("estimate require a provider or signer", UNSUPPORTED_OPERATION, info);
    }
    return await backend.estimateGas(await populate(contract, fragment, args));
  };
}

function buildCall(contract, fragment, collapse) {
  const backend = contract.signer || contract.provider;
  return async (...args) => {
    let blockTag = undefined;
    if (hasOverrides(fragment, args)) {
      const overrides = shallowCopy(args.pop());
      if (overrides.blockTag != null) blockTag = await overrides.blockTag;
      delete overrides.blockTag;
      args.push(overrides);
    }
    if (contract.deployTransaction != null) await contract._deployed(blockTag);
    const tx = await populate(contract, fragment, args);
    const result = await backend.call(tx, blockTag);
    try {
      const value = contract.interface.decodeFunctionResult(fragment, result);
      return collapse && fragment.outputs.length === 1 ? value[0] : value;
    } catch (error) {
      if (error.code === CALL_EXCEPTION) {
        error.address = contract.address;
        error.args = args;
        error.transaction = tx;
      }
      throw error;
    }
  };
}

function buildSend(contract, fragment) {
  return async (...args) => {
    if (!contract.signer) {
      const info = { operation: "sendTransaction" };
      logger.throwError("sending a transaction requires a signer", UNSUPPORTED_OPERATION, info);
    }
    if (contract.deployTransaction != null) await contract._deployed();
    const tx = await contract.signer.sendTransaction(await populate(contract, fragment, args));
    followEvents(contract, tx);
    return tx;
  };
}

/** Has the receipt that `tx.wait()` gives carry the contract's events. */
function followEvents(contract, tx) {
  const wait = tx.wait.bind(tx);
  tx.wait = async (confirmations) => {
    const receipt = await wait(confirmations);
    receipt.events = receipt.logs.map((log) => receiptEvent(contract, receipt, log));
    return receipt;
  };
}

function receiptEvent(contract, receipt, log) {
  const event = deepCopy(log);
  let parsed = null;
  try {
    parsed = contract.interface.parseLog(log);
  } catch (error) {
    // Of another contract, or not in this ABI.
  }
  if (parsed) {
    event.args = parsed.args;
    event.decode = (data, topics) => contract.interface.decodeEventLog(parsed.eventFragment, data, topics);
    event.event = parsed.name;
    event.eventSignature = parsed.signature;
  }
  event.removeListener = () => contract.provider;
  event.getBlock = () => contract.provider.getBlock(receipt.blockHash);
  event.getTransaction = () => contract.provider.getTransaction(receipt.transactionHash);
  event.getTransactionReceipt = () => Promise.resolve(receipt);
  return event;
}

function main(contract, fragment, collapse) {
  return fragment.constant ? buildCall(contract, fragment, collapse) : buildSend(contract, fragment);
}

exports.builders = {
  main,
  groups: [
    ["functions", (contract, fragment) => main(contract, fragment, false)],
    ["callStatic", (contract, fragment) => buildCall(contract, fragment, true)],
    ["populateTransaction", buildPopulate],
    ["estimateGas", buildEstimate],
  ],
};
exports.resolveName = resolveName;
exports.resolveArguments = resolveArguments;
exports.followEvents = followEvents;
