// A provider over any backend that can `perform` the methods below.

const { BigNumber } = require("ethers/bignumber");
const { hexDataLength, hexValue, hexlify, isHexString } = require("ethers/bytes");
const { defineReadOnly, getStatic, resolveProperties } = require("ethers/properties");
const { namehash } = require("ethers/hash");
const { getNetwork } = require("ethers/networks");
const { poll } = require("ethers/web");
const { EventedProvider } = require("ethers/providers/events");
const { Formatter } = require("ethers/providers/formatter");
const { waitForTransaction } = require("ethers/providers/waiting");
const { pollOnce } = require("ethers/providers/polling");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { CALL_EXCEPTION, NETWORK_ERROR, SERVER_ERROR, UNKNOWN_ERROR, UNSUPPORTED_OPERATION } = Logger.errors;
const scope = globalThis;

let defaultFormatter = null;

function badResult(info) {
  return logger.throwError("bad result from backend", SERVER_ERROR, info);
}

function milliseconds() {
  return Date.now();
}

class BaseProvider extends EventedProvider {
  constructor(network) {
    super();
    this._emitted = { block: -2 };
    this.disableCcipRead = false;
    this.formatter = new.target.getFormatter();
    defineReadOnly(this, "anyNetwork", network === "any");
    if (this.anyNetwork) network = this.detectNetwork();
    if (network instanceof Promise) {
      this._networkPromise = network;
      network.catch(() => {});
      this._ready().catch(() => {});
    } else {
      const known = getStatic(new.target, "getNetwork")(network);
      if (!known) logger.throwArgumentError("invalid network", "network", network);
      defineReadOnly(this, "_network", known);
      this.emit("network", known, null);
    }
    this._maxInternalBlockNumber = -1024;
    this._lastBlockNumber = -2;
    this._maxFilterBlockRange = 10;
    this._pollingInterval = 4000;
    this._fastQueryDate = 0;
  }

  static getFormatter() {
    if (defaultFormatter == null) defaultFormatter = new Formatter();
    return defaultFormatter;
  }

  static getNetwork(network) {
    return getNetwork(network == null ? "homestead" : network);
  }

  // The network

  async _ready() {
    if (this._network == null) {
      let network = null;
      if (this._networkPromise) {
        try {
          network = await this._networkPromise;
        } catch (error) {
          // It is asked for again below.
        }
      }
      if (network == null) network = await this.detectNetwork();
      if (!network) logger.throwError("no network detected", UNKNOWN_ERROR, {});
      if (this._network == null) {
        if (this.anyNetwork) {
          this._network = network;
        } else {
          defineReadOnly(this, "_network", network);
        }
        this.emit("network", network, null);
      }
    }
    return this._network;
  }

  get ready() {
    return poll(() => this._ready().catch((error) => {
      // Not there yet: asked for again until it is.
      if (error.code === NETWORK_ERROR && error.event === "noNetwork") return undefined;
      throw error;
    }));
  }

  get network() {
    return this._network;
  }

  async detectNetwork() {
    const info = { operation: "provider.detectNetwork" };
    return logger.throwError("provider does not support network detection", UNSUPPORTED_OPERATION, info);
  }

  async getNetwork() {
    const network = await this._ready();
    const current = await this.detectNetwork();
    if (network.chainId === current.chainId) return network;
    if (this.anyNetwork) {
      this._network = current;
      this._lastBlockNumber = -2;
      this._fastBlockNumber = null;
      this._fastBlockNumberPromise = null;
      this._fastQueryDate = 0;
      this._emitted.block = -2;
      this._maxInternalBlockNumber = -1024;
      this._internalBlockNumber = null;
      this.emit("network", current, network);
      await new Promise((resolve) => scope.setTimeout(resolve, 0));
      return this._network;
    }
    const info = { event: "changed", network, detectedNetwork: current };
    const error = logger.makeError("underlying network changed", NETWORK_ERROR, info);
    this.emit("error", error);
    throw error;
  }

  // Blocks by number, and polling

  get blockNumber() {
    this._getInternalBlockNumber(100 + this.pollingInterval / 2).then((number) => {
      this._setFastBlockNumber(number);
    }, () => {});
    return this._fastBlockNumber != null ? this._fastBlockNumber : -1;
  }

  _setFastBlockNumber(blockNumber) {
    if (this._fastBlockNumber != null && blockNumber < this._fastBlockNumber) return;
    this._fastQueryDate = milliseconds();
    if (this._fastBlockNumber == null || blockNumber > this._fastBlockNumber) {
      this._fastBlockNumber = blockNumber;
      this._fastBlockNumberPromise = Promise.resolve(blockNumber);
    }
  }

  /** The number of the newest block, from an answer not older than `maxAge` milliseconds. */
  async _getInternalBlockNumber(maxAge) {
    await this._ready();
    if (maxAge > 0) {
      while (this._internalBlockNumber) {
        const pending = this._internalBlockNumber;
        try {
          const result = await pending;
          if (milliseconds() - result.respTime <= maxAge) return result.blockNumber;
          break;
        } catch (error) {
          if (this._internalBlockNumber === pending) break;
        }
      }
    }
    const reqTime = milliseconds();
    const asked = resolveProperties({
      blockNumber: this.perform("getBlockNumber", {}),
      networkError: this.getNetwork().then(() => null, (error) => error),
    }).then(({ blockNumber, networkError }) => {
      if (networkError) {
        if (this._internalBlockNumber === asked) this._internalBlockNumber = null;
        throw networkError;
      }
      const respTime = milliseconds();
      const number = Math.max(BigNumber.from(blockNumber).toNumber(), this._maxInternalBlockNumber);
      this._maxInternalBlockNumber = number;
      this._setFastBlockNumber(number);
      return { blockNumber: number, reqTime, respTime };
    });
    this._internalBlockNumber = asked;
    asked.catch(() => {
      if (this._internalBlockNumber === asked) this._internalBlockNumber = null;
    });
    return (await asked).blockNumber;
  }

  /** The number of the newest block as far as a few seconds ago: enough to count confirmations. */
  _recentBlockNumber() {
    return this._getInternalBlockNumber(100 + 2 * this.pollingInterval);
  }

  getBlockNumber() {
    return this._getInternalBlockNumber(0);
  }

  poll() {
    return pollOnce(this);
  }

  resetEventsBlock(blockNumber) {
    this._lastBlockNumber = blockNumber - 1;
    if (this.polling) this.poll();
  }

  get polling() {
    return this._poller != null;
  }

  set polling(value) {
    if (value && !this._poller) {
      this._poller = scope.setInterval(() => this.poll(), this.pollingInterval);
      if (!this._bootstrapPoll) {
        this._bootstrapPoll = scope.setTimeout(() => {
          this.poll();
          // The first poll may add listeners; one more catches what they wait for.
          this._bootstrapPoll = scope.setTimeout(() => {
            if (!this._poller) this.poll();
            this._bootstrapPoll = null;
          }, this.pollingInterval);
        }, 0);
      }
    } else if (!value && this._poller) {
      scope.clearInterval(this._poller);
      this._poller = null;
    }
  }

  get pollingInterval() {
    return this._pollingInterval;
  }

  set pollingInterval(value) {
    if (typeof value !== "number" || value <= 0 || parseInt(String(value)) != value) {
      throw new Error("invalid polling interval");
    }
    this._pollingInterval = value;
    if (this._poller) {
      scope.clearInterval(this._poller);
      this._poller = scope.setInterval(() => this.poll(), value);
    }
  }

  _startEvent(event) {
    this.polling = this._events.some((each) => each.pollable());
  }

  _stopEvent(event) {
    this.polling = this._events.some((each) => each.pollable());
  }

  // Reading accounts and calling

  /** Asks the backend and turns the answer by `convert`; an answer that it refuses is the server's error. */
  async _read(method, params, convert) {
    const result = await this.perform(method, params);
    try {
      return convert(result);
    } catch (error) {
      return badResult({ method, params, result, error });
    }
  }

  async getGasPrice() {
    await this.getNetwork();
    const result = await this.perform("getGasPrice", {});
    try {
      return BigNumber.from(result);
    } catch (error) {
      return badResult({ method: "getGasPrice", result, error });
    }
  }

  async _accountParams(addressOrName, blockTag) {
    await this.getNetwork();
    return await resolveProperties({
      address: this._getAddress(addressOrName), blockTag: this._getBlockTag(blockTag),
    });
  }

  async getBalance(addressOrName, blockTag) {
    return await this._read("getBalance", await this._accountParams(addressOrName, blockTag), BigNumber.from);
  }

  async getTransactionCount(addressOrName, blockTag) {
    const params = await this._accountParams(addressOrName, blockTag);
    return await this._read("getTransactionCount", params, (result) => BigNumber.from(result).toNumber());
  }

  async getCode(addressOrName, blockTag) {
    return await this._read("getCode", await this._accountParams(addressOrName, blockTag), (code) => hexlify(code));
  }

  async getStorageAt(addressOrName, position, blockTag) {
    await this.getNetwork();
    const params = await resolveProperties({
      address: this._getAddress(addressOrName),
      blockTag: this._getBlockTag(blockTag),
      position: Promise.resolve(position).then((slot) => hexValue(slot)),
    });
    return await this._read("getStorageAt", params, (value) => hexlify(value));
  }

  async call(transaction, blockTag) {
    await this.getNetwork();
    const params = await resolveProperties({
      transaction: this._getTransactionRequest(transaction), blockTag: this._getBlockTag(blockTag),
      ccipReadEnabled: Promise.resolve(transaction.ccipReadEnabled),
    });
    return await this._call(params.transaction, params.blockTag);
  }

  /** A call as the node answers it: references to servers elsewhere (EIP-3668) are not followed. */
  async _call(transaction, blockTag) {
    return await this._read("call", { transaction, blockTag }, (result) => hexlify(result));
  }

  async estimateGas(transaction) {
    await this.getNetwork();
    const params = await resolveProperties({ transaction: this._getTransactionRequest(transaction) });
    return await this._read("estimateGas", params, BigNumber.from);
  }

  async _getTransactionRequest(transaction) {
    const values = await transaction;
    const tx = {};
    for (const key of ["from", "to"]) {
      if (values[key] == null) continue;
      tx[key] = Promise.resolve(values[key]).then((value) => (value ? this._getAddress(value) : null));
    }
    for (const key of ["gasLimit", "gasPrice", "maxFeePerGas", "maxPriorityFeePerGas", "value"]) {
      if (values[key] == null) continue;
      tx[key] = Promise.resolve(values[key]).then((value) => (value ? BigNumber.from(value) : null));
    }
    if (values.type != null) {
      tx.type = Promise.resolve(values.type).then((value) => (value != null ? value : null));
    }
    if (values.accessList) tx.accessList = this.formatter.accessList(values.accessList);
    if (values.data != null) {
      tx.data = Promise.resolve(values.data).then((value) => (value ? hexlify(value) : null));
    }
    return this.formatter.transactionRequest(await resolveProperties(tx));
  }

  // Transactions

  async sendTransaction(signedTransaction) {
    await this.getNetwork();
    const hexTx = hexlify(await signedTransaction);
    const tx = this.formatter.transaction(await signedTransaction);
    if (tx.confirmations == null) tx.confirmations = 0;
    const blockNumber = await this._recentBlockNumber();
    try {
      const hash = await this.perform("sendTransaction", { signedTransaction: hexTx });
      return this._wrapTransaction(tx, hash, blockNumber);
    } catch (error) {
      error.transaction = tx;
      error.transactionHash = tx.hash;
      throw error;
    }
  }

  /** Gives the transaction its `wait`, after checking that the node means the same one. */
  _wrapTransaction(tx, hash, startBlock) {
    if (hash != null && hexDataLength(hash) !== 32) throw new Error("invalid response - sendTransaction");
    if (hash != null && tx.hash !== hash) {
      const info = { expectedHash: tx.hash, returnedHash: hash };
      logger.throwError("Transaction hash mismatch from Provider.sendTransaction.", UNKNOWN_ERROR, info);
    }
    tx.wait = async (confirms, timeout) => {
      if (confirms == null) confirms = 1;
      if (timeout == null) timeout = 0;
      const { data, from, nonce, to, value } = tx;
      const followed = confirms !== 0 && startBlock != null;
      const replaceable = followed ? { data, from, nonce, to, value, startBlock } : undefined;
      const receipt = await this._waitForTransaction(tx.hash, confirms, timeout, replaceable);
      if (receipt == null && confirms === 0) return null;
      this._emitted["t:" + tx.hash] = receipt.blockNumber;
      if (receipt.status === 0) {
        const info = { transactionHash: tx.hash, transaction: tx, receipt };
        logger.throwError("transaction failed", CALL_EXCEPTION, info);
      }
      return receipt;
    };
    return tx;
  }

  async waitForTransaction(transactionHash, confirmations, timeout) {
    const count = confirmations == null ? 1 : confirmations;
    return await this._waitForTransaction(transactionHash, count, timeout || 0, null);
  }

  _waitForTransaction(transactionHash, confirmations, timeout, replaceable) {
    return waitForTransaction(this, transactionHash, confirmations, timeout, replaceable);
  }

  async getTransaction(transactionHash) {
    await this.getNetwork();
    transactionHash = await transactionHash;
    const params = { transactionHash: this.formatter.hash(transactionHash, true) };
    return poll(async () => {
      const result = await this.perform("getTransaction", params);
      if (result == null) return this._emitted["t:" + transactionHash] == null ? null : undefined;
      const tx = this.formatter.transactionResponse(result);
      await this._countConfirmations(tx);
      return this._wrapTransaction(tx);
    }, { oncePoll: this });
  }

  async getTransactionReceipt(transactionHash) {
    await this.getNetwork();
    transactionHash = await transactionHash;
    const params = { transactionHash: this.formatter.hash(transactionHash, true) };
    return poll(async () => {
      const result = await this.perform("getTransactionReceipt", params);
      if (result == null) return this._emitted["t:" + transactionHash] == null ? null : undefined;
      // Some nodes answer of transactions that are in no block yet.
      if (result.blockHash == null) return undefined;
      const receipt = this.formatter.receipt(result);
      await this._countConfirmations(receipt);
      return receipt;
    }, { oncePoll: this });
  }

  async _countConfirmations(item) {
    if (item.blockNumber == null) {
      item.confirmations = 0;
    } else if (item.confirmations == null) {
      item.confirmations = Math.max(1, (await this._recentBlockNumber()) - item.blockNumber + 1);
    }
  }

  // Blocks and logs

  async _getBlock(blockHashOrBlockTag, includeTransactions) {
    await this.getNetwork();
    blockHashOrBlockTag = await blockHashOrBlockTag;
    let blockNumber = -128;
    const params = { includeTransactions: !!includeTransactions };
    if (isHexString(blockHashOrBlockTag, 32)) {
      params.blockHash = blockHashOrBlockTag;
    } else {
      try {
        params.blockTag = await this._getBlockTag(blockHashOrBlockTag);
        if (isHexString(params.blockTag)) blockNumber = parseInt(params.blockTag.substring(2), 16);
      } catch (error) {
        const what = "invalid block hash or block tag";
        logger.throwArgumentError(what, "blockHashOrBlockTag", blockHashOrBlockTag);
      }
    }
    return poll(async () => {
      const block = await this.perform("getBlock", params);
      if (block == null) {
        if (params.blockHash != null && this._emitted["b:" + params.blockHash] == null) return null;
        if (params.blockTag != null && blockNumber > this._emitted.block) return null;
        return undefined;
      }
      if (!includeTransactions) return this.formatter.block(block);
      for (const tx of block.transactions) await this._countConfirmations(tx);
      const result = this.formatter.blockWithTransactions(block);
      result.transactions = result.transactions.map((tx) => this._wrapTransaction(tx));
      return result;
    }, { oncePoll: this });
  }

  getBlock(blockHashOrBlockTag) {
    return this._getBlock(blockHashOrBlockTag, false);
  }

  getBlockWithTransactions(blockHashOrBlockTag) {
    return this._getBlock(blockHashOrBlockTag, true);
  }

  async getLogs(filter) {
    await this.getNetwork();
    const params = await resolveProperties({ filter: this._getFilter(filter) });
    const logs = await this.perform("getLogs", params);
    for (const log of logs) {
      if (log.removed == null) log.removed = false;
    }
    return Formatter.arrayOf(this.formatter.filterLog.bind(this.formatter))(logs);
  }

  async _getFilter(filter) {
    filter = await filter;
    const result = {};
    if (filter.address != null) result.address = this._getAddress(filter.address);
    for (const key of ["blockHash", "topics"]) {
      if (filter[key] != null) result[key] = filter[key];
    }
    for (const key of ["fromBlock", "toBlock"]) {
      if (filter[key] != null) result[key] = this._getBlockTag(filter[key]);
    }
    return this.formatter.filter(await resolveProperties(result));
  }

  async getEtherPrice() {
    await this.getNetwork();
    return this.perform("getEtherPrice", {});
  }

  async _getBlockTag(blockTag) {
    blockTag = await blockTag;
    if (typeof blockTag !== "number" || blockTag >= 0) return this.formatter.blockTag(blockTag);
    if (blockTag % 1) logger.throwArgumentError("invalid BlockTag", "blockTag", blockTag);
    return this.formatter.blockTag(Math.max(0, (await this._recentBlockNumber()) + blockTag));
  }

  // Names

  async _getAddress(addressOrName) {
    const name = await addressOrName;
    if (typeof name !== "string") logger.throwArgumentError("invalid address or ENS name", "name", name);
    const address = await this.resolveName(name);
    if (address == null) {
      const info = { operation: `resolveName(${JSON.stringify(name)})` };
      logger.throwError("ENS name not configured", UNSUPPORTED_OPERATION, info);
    }
    return address;
  }

  async getResolver(name) {
    const { Resolver } = require("ethers/providers/resolver");
    for (let current = name; current !== "" && current !== "."; current = current.split(".").slice(1).join(".")) {
      // The top of the tree answers for itself only.
      if (name !== "eth" && current === "eth") return null;
      const address = await this._getResolver(current, "getResolver");
      if (address != null) {
        const resolver = new Resolver(this, address, name);
        return current !== name && !(await resolver.supportsWildcard()) ? null : resolver;
      }
    }
    return null;
  }

  async _getResolver(name, operation) {
    if (operation == null) operation = "ENS";
    const network = await this.getNetwork();
    if (!network.ensAddress) {
      const info = { operation, network: network.name };
      logger.throwError("network does not support ENS", UNSUPPORTED_OPERATION, info);
    }
    try {
      const data = "0x0178b8bf" + namehash(name).substring(2);
      return this.formatter.callAddress(await this.call({ to: network.ensAddress, data }));
    } catch (error) {
      return null;
    }
  }

  async resolveName(name) {
    name = await name;
    try {
      return this.formatter.address(name);
    } catch (error) {
      if (isHexString(name)) throw error;
    }
    if (typeof name !== "string") logger.throwArgumentError("invalid ENS name", "name", name);
    const resolver = await this.getResolver(name);
    return resolver ? await resolver.getAddress() : null;
  }

  async lookupAddress(address) {
    const { parseString } = require("ethers/providers/resolver");
    address = this.formatter.address(await address);
    const node = address.substring(2).toLowerCase() + ".addr.reverse";
    const resolver = await this._getResolver(node, "lookupAddress");
    if (resolver == null) return null;
    const data = "0x691f3431" + namehash(node).substring(2);
    const name = parseString(await this.call({ to: resolver, data }), 0);
    // Only a name that leads back counts.
    return (await this.resolveName(name)) === address ? name : null;
  }

  perform(method, params) {
    return logger.throwError(method + " not implemented", Logger.errors.NOT_IMPLEMENTED, { operation: method });
  }
}

exports.BaseProvider = BaseProvider;
