// Contracts as objects with a method for each function of their ABI.

const { getAddress } = require("ethers/address");
const { concat, hexlify, isBytes, isHexString } = require("ethers/bytes");
const { BigNumber } = require("ethers/bignumber");
const { deepCopy, defineReadOnly, getStatic, shallowCopy } = require("ethers/properties");
const { Provider } = require("ethers/abstract-provider");
const { Signer, VoidSigner } = require("ethers/signer");
const { Interface, Indexed } = require("ethers/abi");
const { builders, followEvents, resolveArguments, resolveName } = require("ethers/contract-methods");
const { runningEvent } = require("ethers/contract-events");
const { Logger } = require("ethers/errors");

const logger = new Logger("contracts/5.7.0");
const { MISSING_ARGUMENT, UNSUPPORTED_OPERATION } = Logger.errors;
const OVERRIDES = new Set([
  "chainId", "data", "from", "gasLimit", "gasPrice", "nonce", "to", "value", "type", "accessList", "maxFeePerGas",
  "maxPriorityFeePerGas", "customData", "ccipReadEnabled",
]);

class BaseContract {
  constructor(addressOrName, contractInterface, signerOrProvider) {
    defineReadOnly(this, "interface", getStatic(new.target, "getInterface")(contractInterface));
    if (signerOrProvider == null) {
      defineReadOnly(this, "provider", null);
      defineReadOnly(this, "signer", null);
    } else if (Signer.isSigner(signerOrProvider)) {
      defineReadOnly(this, "provider", signerOrProvider.provider || null);
      defineReadOnly(this, "signer", signerOrProvider);
    } else if (Provider.isProvider(signerOrProvider)) {
      defineReadOnly(this, "provider", signerOrProvider);
      defineReadOnly(this, "signer", null);
    } else {
      logger.throwArgumentError("invalid signer or provider", "signerOrProvider", signerOrProvider);
    }
    for (const name of ["callStatic", "estimateGas", "functions", "populateTransaction", "filters"]) {
      defineReadOnly(this, name, {});
    }
    this._addFilters();
    defineReadOnly(this, "_runningEvents", {});
    defineReadOnly(this, "_wrappedEmits", {});
    if (addressOrName == null) {
      logger.throwArgumentError("invalid contract address or ENS name", "addressOrName", addressOrName);
    }
    defineReadOnly(this, "address", addressOrName);
    defineReadOnly(this, "resolvedAddress", this._resolveAddress(addressOrName));
    // Whoever calls a method sees the failure; nobody may.
    this.resolvedAddress.catch(() => {});
    this._addMethods();
  }

  _resolveAddress(addressOrName) {
    if (this.provider) return resolveName(this.provider, addressOrName);
    try {
      return Promise.resolve(getAddress(addressOrName));
    } catch (error) {
      const what = "provider is required to use ENS name as contract address";
      return logger.throwError(what, UNSUPPORTED_OPERATION, { operation: "new Contract" });
    }
  }

  _addFilters() {
    const named = {};
    for (const signature of Object.keys(this.interface.events)) {
      const event = this.interface.events[signature];
      defineReadOnly(this.filters, signature, (...args) => {
        return { address: this.address, topics: this.interface.encodeFilterTopics(event, args) };
      });
      (named[event.name] = named[event.name] || []).push(signature);
    }
    for (const name of Object.keys(named)) {
      const signatures = named[name];
      if (signatures.length === 1) {
        defineReadOnly(this.filters, name, this.filters[signatures[0]]);
      } else {
        logger.warn(`Duplicate definition of ${name} (${signatures.join(", ")})`);
      }
    }
  }

  _addMethods() {
    const seen = new Set();
    const named = new Map();
    for (const key of Object.keys(this.interface.functions)) {
      const fragment = this.interface.functions[key];
      if (seen.has(key)) {
        logger.warn(`Duplicate ABI entry for ${JSON.stringify(key)}`);
        continue;
      }
      seen.add(key);
      if (!named.has(fragment.name)) named.set(fragment.name, []);
      named.get(fragment.name).push(key);
      if (this[key] == null) defineReadOnly(this, key, builders.main(this, fragment, true));
      for (const [group, build] of builders.groups) {
        if (this[group][key] == null) defineReadOnly(this[group], key, build(this, fragment));
      }
    }
    for (const [name, keys] of named) {
      // A name that several functions share is not a way to any of them.
      if (keys.length > 1) continue;
      try {
        if (this[name] == null) defineReadOnly(this, name, this[keys[0]]);
      } catch (error) {
        // A name that the language keeps for itself.
      }
      for (const [group] of builders.groups) {
        if (this[group][name] == null) defineReadOnly(this[group], name, this[group][keys[0]]);
      }
    }
  }

  static getContractAddress(transaction) {
    return require("ethers/address").getContractAddress(transaction);
  }

  static getInterface(contractInterface) {
    return Interface.isInterface(contractInterface) ? contractInterface : new Interface(contractInterface);
  }

  deployed() {
    return this._deployed();
  }

  _deployed(blockTag) {
    if (!this._deployedPromise) {
      this._deployedPromise = this.deployTransaction
        ? this.deployTransaction.wait().then(() => this)
        : this.provider.getCode(this.address, blockTag).then((code) => {
          if (code === "0x") {
            const info = { contractAddress: this.address, operation: "getDeployed" };
            logger.throwError("contract not deployed", UNSUPPORTED_OPERATION, info);
          }
          return this;
        });
    }
    return this._deployedPromise;
  }

  fallback(overrides) {
    if (!this.signer) {
      const info = { operation: "sendTransaction(fallback)" };
      logger.throwError("sending a transactions require a signer", UNSUPPORTED_OPERATION, info);
    }
    const tx = shallowCopy(overrides || {});
    for (const key of ["from", "to"]) {
      if (tx[key] != null) logger.throwError("cannot override " + key, UNSUPPORTED_OPERATION, { operation: key });
    }
    tx.to = this.resolvedAddress;
    return this.deployed().then(() => this.signer.sendTransaction(tx));
  }

  connect(signerOrProvider) {
    if (typeof signerOrProvider === "string") signerOrProvider = new VoidSigner(signerOrProvider, this.provider);
    const contract = new this.constructor(this.address, this.interface, signerOrProvider);
    if (this.deployTransaction) defineReadOnly(contract, "deployTransaction", this.deployTransaction);
    return contract;
  }

  attach(addressOrName) {
    return new this.constructor(addressOrName, this.interface, this.signer || this.provider);
  }

  static isIndexed(value) {
    return Indexed.isIndexed(value);
  }

  // Events

  _getRunningEvent(eventName) {
    const made = runningEvent(this, eventName);
    // One for each kind of event, so that its listeners are in one place.
    return this._runningEvents[made.tag] || made;
  }

  _wrapEvent(event, log, listener) {
    const wrapped = deepCopy(log);
    wrapped.removeListener = () => {
      if (!listener) return;
      event.removeListener(listener);
      this._checkRunningEvents(event);
    };
    wrapped.getBlock = () => this.provider.getBlock(log.blockHash);
    wrapped.getTransaction = () => this.provider.getTransaction(log.transactionHash);
    wrapped.getTransactionReceipt = () => this.provider.getTransactionReceipt(log.transactionHash);
    event.prepareEvent(wrapped);
    return wrapped;
  }

  async queryFilter(event, fromBlockOrBlockhash, toBlock) {
    const running = this._getRunningEvent(event);
    const filter = shallowCopy(running.filter);
    if (typeof fromBlockOrBlockhash === "string" && isHexString(fromBlockOrBlockhash, 32)) {
      if (toBlock != null) {
        logger.throwArgumentError("cannot specify toBlock with blockhash", "toBlock", toBlock);
      }
      filter.blockHash = fromBlockOrBlockhash;
    } else {
      filter.fromBlock = fromBlockOrBlockhash != null ? fromBlockOrBlockhash : 0;
      filter.toBlock = toBlock != null ? toBlock : "latest";
    }
    const logs = await this.provider.getLogs(filter);
    return logs.map((log) => this._wrapEvent(running, log, null));
  }

  _checkRunningEvents(event) {
    if (event.listenerCount() !== 0) return;
    delete this._runningEvents[event.tag];
    const emit = this._wrappedEmits[event.tag];
    if (emit && event.filter) {
      this.provider.off(event.filter, emit);
      delete this._wrappedEmits[event.tag];
    }
  }

  _addEventListener(event, listener, once) {
    if (!this.provider) {
      const info = { operation: "once" };
      logger.throwError("events require a provider or a signer with a provider", UNSUPPORTED_OPERATION, info);
    }
    event.addListener(listener, once);
    this._runningEvents[event.tag] = event;
    if (this._wrappedEmits[event.tag]) return;
    const wrappedEmit = (log) => {
      let wrapped = this._wrapEvent(event, log, listener);
      if (wrapped.decodeError == null) {
        try {
          this.emit(event.filter, ...event.getEmit(wrapped));
        } catch (error) {
          wrapped.decodeError = error.error;
        }
      }
      if (event.filter != null) this.emit("event", wrapped);
      if (wrapped.decodeError != null) this.emit("error", wrapped.decodeError, wrapped);
    };
    this._wrappedEmits[event.tag] = wrappedEmit;
    if (event.filter != null) this.provider.on(event.filter, wrappedEmit);
  }

  on(event, listener) {
    this._addEventListener(this._getRunningEvent(event), listener, false);
    return this;
  }

  once(event, listener) {
    this._addEventListener(this._getRunningEvent(event), listener, true);
    return this;
  }

  addListener(eventName, listener) {
    return this.on(eventName, listener);
  }

  emit(eventName, ...args) {
    if (!this.provider) return false;
    const event = this._getRunningEvent(eventName);
    const told = event.run(args) > 0;
    this._checkRunningEvents(event);
    return told;
  }

  listenerCount(eventName) {
    if (!this.provider) return 0;
    if (eventName != null) return this._getRunningEvent(eventName).listenerCount();
    return Object.values(this._runningEvents).reduce((sum, event) => sum + event.listenerCount(), 0);
  }

  listeners(eventName) {
    if (!this.provider) return [];
    if (eventName != null) return this._getRunningEvent(eventName).listeners();
    return Object.values(this._runningEvents).flatMap((event) => event.listeners());
  }

  removeAllListeners(eventName) {
    if (!this.provider) return this;
    const events = eventName == null ? Object.values(this._runningEvents) : [this._getRunningEvent(eventName)];
    for (const event of events) {
      event.removeAllListeners();
      this._checkRunningEvents(event);
    }
    return this;
  }

  off(eventName, listener) {
    if (!this.provider) return this;
    const event = this._getRunningEvent(eventName);
    event.removeListener(listener);
    this._checkRunningEvents(event);
    return this;
  }

  removeListener(eventName, listener) {
    return this.off(eventName, listener);
  }
}

class Contract extends BaseContract {}

function bytecodeText(bytecode) {
  let text = bytecode;
  if (typeof bytecode !== "string") {
    if (isBytes(bytecode)) {
      text = hexlify(bytecode);
    } else {
      // A compiler's output, or something that is refused below.
      text = bytecode && typeof bytecode.object === "string" ? bytecode.object : "!";
    }
  }
  if (text.substring(0, 2) !== "0x") text = "0x" + text;
  if (!isHexString(text) || text.length % 2) logger.throwArgumentError("invalid bytecode", "bytecode", bytecode);
  return text;
}

class ContractFactory {
  constructor(contractInterface, bytecode, signer) {
    const text = bytecodeText(bytecode);
    if (signer && !Signer.isSigner(signer)) logger.throwArgumentError("invalid signer", "signer", signer);
    defineReadOnly(this, "bytecode", text);
    defineReadOnly(this, "interface", getStatic(new.target, "getInterface")(contractInterface));
    defineReadOnly(this, "signer", signer || null);
  }

  getDeployTransaction(...args) {
    const { deploy } = this.interface;
    let tx = {};
    if (args.length === deploy.inputs.length + 1 && typeof args[args.length - 1] === "object") {
      tx = shallowCopy(args.pop());
      for (const key in tx) {
        if (!OVERRIDES.has(key)) throw new Error("unknown transaction override " + key);
      }
    }
    for (const key of ["data", "from", "to"]) {
      if (tx[key] != null) logger.throwError("cannot override " + key, UNSUPPORTED_OPERATION, { operation: key });
    }
    if (tx.value && !BigNumber.from(tx.value).isZero() && !deploy.payable) {
      const info = { operation: "overrides.value", value: tx.value };
      logger.throwError("non-payable constructor cannot override value", UNSUPPORTED_OPERATION, info);
    }
    logger.checkArgumentCount(args.length, deploy.inputs.length, " in Contract constructor");
    tx.data = hexlify(concat([this.bytecode, this.interface.encodeDeploy(args)]));
    return tx;
  }

  async deploy(...args) {
    const { inputs } = this.interface.deploy;
    let overrides = {};
    if (args.length === inputs.length + 1) overrides = args.pop();
    logger.checkArgumentCount(args.length, inputs.length, " in Contract constructor");
    const params = await resolveArguments(this.signer, args, inputs);
    params.push(overrides);
    const tx = await this.signer.sendTransaction(this.getDeployTransaction(...params));
    const address = getStatic(this.constructor, "getContractAddress")(tx);
    const contract = getStatic(this.constructor, "getContract")(address, this.interface, this.signer);
    followEvents(contract, tx);
    defineReadOnly(contract, "deployTransaction", tx);
    return contract;
  }

  attach(address) {
    return this.constructor.getContract(address, this.interface, this.signer);
  }

  connect(signer) {
    return new this.constructor(this.interface, this.bytecode, signer);
  }

  static fromSolidity(compilerOutput, signer) {
    if (compilerOutput == null) {
      logger.throwError("missing compiler output", MISSING_ARGUMENT, { argument: "compilerOutput" });
    }
    const output = typeof compilerOutput === "string" ? JSON.parse(compilerOutput) : compilerOutput;
    let bytecode = null;
    if (output.bytecode) {
      bytecode = output.bytecode;
    } else if (output.evm && output.evm.bytecode) {
      bytecode = output.evm.bytecode;
    }
    return new this(output.abi, bytecode, signer);
  }

  static getInterface(contractInterface) {
    return Contract.getInterface(contractInterface);
  }

  static getContractAddress(tx) {
    return require("ethers/address").getContractAddress(tx);
  }

  static getContract(address, contractInterface, signer) {
    return new Contract(address, contractInterface, signer);
  }
}

exports.BaseContract = BaseContract;
exports.Contract = Contract;
exports.ContractFactory = ContractFactory;
