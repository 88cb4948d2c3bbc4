// A provider over JSON-RPC by HTTP.

const { BigNumber } = require("ethers/bignumber");
const { checkProperties, deepCopy, defineReadOnly, getStatic, shallowCopy } = require("ethers/properties");
const { hexValue, hexZeroPad, hexlify } = require("ethers/bytes");
const { fetchJson } = require("ethers/web");
const { BaseProvider } = require("ethers/providers/base-provider");
const { checkError } = require("ethers/providers/json-rpc-errors");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { NETWORK_ERROR, NOT_IMPLEMENTED } = Logger.errors;
const scope = globalThis;

const NUMBERS = [
  "chainId", "gasLimit", "gasPrice", "type", "maxFeePerGas", "maxPriorityFeePerGas", "nonce", "value",
];
const TRANSACTION_KEYS = [...NUMBERS, "data", "to", "accessList"];
// Answered from the answer under way, when asked again within one turn of the event loop.
const CACHED = ["eth_chainId", "eth_blockNumber"];

function turn() {
  return new Promise((resolve) => scope.setTimeout(resolve, 0));
}

function getResult(payload) {
  if (payload.error) {
    const error = new Error(payload.error.message);
    error.code = payload.error.code;
    error.data = payload.error.data;
    throw error;
  }
  return payload.result;
}

function lowerCase(value) {
  return value ? value.toLowerCase() : value;
}

class JsonRpcProvider extends BaseProvider {
  constructor(url, network) {
    // Without a network given, the node is asked for it, after whoever made this has set it up.
    let asked = null;
    super(network != null ? network : new Promise((resolve, reject) => {
      asked = () => this.detectNetwork().then(resolve, reject);
    }));
    if (asked) scope.setTimeout(asked, 0);
    if (!url) url = getStatic(this.constructor, "defaultUrl")();
    defineReadOnly(this, "connection", Object.freeze(typeof url === "string" ? { url } : shallowCopy(url)));
    this._nextId = 42;
  }

  get _cache() {
    if (this._eventLoopCache == null) this._eventLoopCache = {};
    return this._eventLoopCache;
  }

  static defaultUrl() {
    return "http://localhost:8545";
  }

  detectNetwork() {
    if (!this._cache.detectNetwork) {
      this._cache.detectNetwork = this._uncachedDetectNetwork();
      scope.setTimeout(() => {
        this._cache.detectNetwork = null;
      }, 0);
    }
    return this._cache.detectNetwork;
  }

  async _uncachedDetectNetwork() {
    await turn();
    let chainId = null;
    try {
      chainId = await this.send("eth_chainId", []);
    } catch (error) {
      try {
        chainId = await this.send("net_version", []);
      } catch (second) {
        // Neither is answered.
      }
    }
    if (chainId == null) {
      return logger.throwError("could not detect network", NETWORK_ERROR, { event: "noNetwork" });
    }
    try {
      return getStatic(this.constructor, "getNetwork")(BigNumber.from(chainId).toNumber());
    } catch (error) {
      const info = { chainId, event: "invalidNetwork", serverError: error };
      return logger.throwError("could not detect network", NETWORK_ERROR, info);
    }
  }

  getSigner(addressOrIndex) {
    const { JsonRpcSigner, guard } = require("ethers/providers/json-rpc-signer");
    return new JsonRpcSigner(guard, this, addressOrIndex);
  }

  getUncheckedSigner(addressOrIndex) {
    return this.getSigner(addressOrIndex).connectUnchecked();
  }

  async listAccounts() {
    const accounts = await this.send("eth_accounts", []);
    return accounts.map((account) => this.formatter.address(account));
  }

  send(method, params) {
    const request = { method, params, id: this._nextId++, jsonrpc: "2.0" };
    this.emit("debug", { action: "request", request: deepCopy(request), provider: this });
    const cached = CACHED.includes(method);
    if (cached && this._cache[method]) return this._cache[method];
    const result = fetchJson(this.connection, JSON.stringify(request), getResult).then((response) => {
      this.emit("debug", { action: "response", request, response, provider: this });
      return response;
    }, (error) => {
      this.emit("debug", { action: "response", error, request, provider: this });
      throw error;
    });
    if (cached) {
      this._cache[method] = result;
      scope.setTimeout(() => {
        this._cache[method] = null;
      }, 0);
    }
    return result;
  }

  /** The method and parameters of JSON-RPC; null for what JSON-RPC has not. */
  prepareRequest(method, params) {
    const account = () => [lowerCase(params.address), params.blockTag];
    const call = () => getStatic(this.constructor, "hexlifyTransaction")(params.transaction, { from: true });
    switch (method) {
      case "getBlockNumber": return ["eth_blockNumber", []];
      case "getGasPrice": return ["eth_gasPrice", []];
      case "getBalance": return ["eth_getBalance", account()];
      case "getTransactionCount": return ["eth_getTransactionCount", account()];
      case "getCode": return ["eth_getCode", account()];
      case "getStorageAt":
        return ["eth_getStorageAt", [lowerCase(params.address), hexZeroPad(params.position, 32), params.blockTag]];
      case "sendTransaction": return ["eth_sendRawTransaction", [params.signedTransaction]];
      case "getBlock":
        if (params.blockTag) return ["eth_getBlockByNumber", [params.blockTag, !!params.includeTransactions]];
        if (params.blockHash) return ["eth_getBlockByHash", [params.blockHash, !!params.includeTransactions]];
        return null;
      case "getTransaction": return ["eth_getTransactionByHash", [params.transactionHash]];
      case "getTransactionReceipt": return ["eth_getTransactionReceipt", [params.transactionHash]];
      case "call": return ["eth_call", [call(), params.blockTag]];
      case "estimateGas": return ["eth_estimateGas", [call()]];
      case "getLogs":
        if (params.filter && params.filter.address != null) {
          params.filter.address = lowerCase(params.filter.address);
        }
        return ["eth_getLogs", [params.filter]];
      default: return null;
    }
  }

  async perform(method, params) {
    if (method === "call" || method === "estimateGas") params = await this._withoutOldType(params);
    const request = this.prepareRequest(method, params);
    if (request == null) {
      logger.throwError(method + " not implemented", NOT_IMPLEMENTED, { operation: method });
    }
    try {
      return await this.send(request[0], request[1]);
    } catch (error) {
      return checkError(method, error, params);
    }
  }

  /** Nodes that know of no types of transactions refuse the word: type 0 goes unsaid there. */
  async _withoutOldType(params) {
    const tx = params.transaction;
    if (!tx || tx.type == null || !BigNumber.from(tx.type).isZero()) return params;
    if (tx.maxFeePerGas != null || tx.maxPriorityFeePerGas != null) return params;
    const fees = await this.getFeeData();
    if (fees.maxFeePerGas != null || fees.maxPriorityFeePerGas != null) return params;
    const { type, ...transaction } = tx;
    return { ...params, transaction };
  }

  _startEvent(event) {
    if (event.tag === "pending") this._startPending();
    super._startEvent(event);
  }

  /** Pending transactions, by a filter in the node that is asked again and again. */
  _startPending() {
    if (this._pendingFilter != null) return;
    const filter = this.send("eth_newPendingTransactionFilter", []);
    this._pendingFilter = filter;
    filter.then((id) => {
      const next = () => this.send("eth_getFilterChanges", [id]).then(async (hashes) => {
        if (this._pendingFilter != filter) return;
        for (const hash of hashes) {
          this._emitted["t:" + hash.toLowerCase()] = "pending";
          const tx = await this.getTransaction(hash);
          if (tx) this.emit("pending", tx);
        }
        await new Promise((resolve) => scope.setTimeout(resolve, 1000));
        if (this._pendingFilter != filter) {
          this.send("eth_uninstallFilter", [id]).catch(() => {});
          return;
        }
        scope.setTimeout(next, 0);
      }).catch(() => {});
      next();
      return id;
    }).catch(() => {});
  }

  _stopEvent(event) {
    if (event.tag === "pending" && this.listenerCount("pending") === 0) this._pendingFilter = null;
    super._stopEvent(event);
  }

  static hexlifyTransaction(transaction, allowExtra) {
    const allowed = { ...allowExtra };
    for (const key of TRANSACTION_KEYS) allowed[key] = true;
    checkProperties(transaction, allowed);
    const result = {};
    for (const key of NUMBERS) {
      if (transaction[key] == null) continue;
      result[key === "gasLimit" ? "gas" : key] = hexValue(BigNumber.from(transaction[key]));
    }
    for (const key of ["from", "to", "data"]) {
      if (transaction[key] != null) result[key] = hexlify(transaction[key]);
    }
    if (transaction.accessList) {
      result.accessList = require("ethers/transactions").accessListify(transaction.accessList);
    }
    return result;
  }
}

/** One that asks for the network once, and holds it for good. */
class StaticJsonRpcProvider extends JsonRpcProvider {
  async detectNetwork() {
    let network = this.network;
    if (network == null) {
      network = await super.detectNetwork();
      if (!network) logger.throwError("no network detected", Logger.errors.UNKNOWN_ERROR, {});
      if (this._network == null) {
        defineReadOnly(this, "_network", network);
        this.emit("network", network, null);
      }
    }
    return network;
  }
}

/** One that sends together what is asked for within 10 milliseconds. */
class JsonRpcBatchProvider extends JsonRpcProvider {
  send(method, params) {
    const request = { method, params, id: this._nextId++, jsonrpc: "2.0" };
    if (this._pendingBatch == null) this._pendingBatch = [];
    return new Promise((resolve, reject) => {
      this._pendingBatch.push({ request, resolve, reject });
      if (!this._pendingBatchAggregator) {
        this._pendingBatchAggregator = scope.setTimeout(() => this._sendBatch(), 10);
      }
    });
  }

  _sendBatch() {
    const batch = this._pendingBatch;
    this._pendingBatch = null;
    this._pendingBatchAggregator = null;
    const request = batch.map((each) => each.request);
    this.emit("debug", { action: "requestBatch", request: deepCopy(request), provider: this });
    return fetchJson(this.connection, JSON.stringify(request)).then((result) => {
      this.emit("debug", { action: "response", request, response: result, provider: this });
      batch.forEach(({ resolve, reject }, index) => {
        const payload = result[index];
        if (!payload.error) return resolve(payload.result);
        const error = new Error(payload.error.message);
        error.code = payload.error.code;
        error.data = payload.error.data;
        return reject(error);
      });
    }, (error) => {
      this.emit("debug", { action: "response", error, request, provider: this });
      for (const each of batch) each.reject(error);
    });
  }
}

exports.JsonRpcProvider = JsonRpcProvider;
exports.StaticJsonRpcProvider = StaticJsonRpcProvider;
exports.JsonRpcBatchProvider = JsonRpcBatchProvider;
