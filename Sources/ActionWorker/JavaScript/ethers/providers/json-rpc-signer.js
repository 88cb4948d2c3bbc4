// An account whose key the node holds.

const { defineReadOnly, resolveProperties, shallowCopy } = require("ethers/properties");
const { hexlify } = require("ethers/bytes");
const { toUtf8Bytes } = require("ethers/strings");
const { poll } = require("ethers/web");
const { Signer } = require("ethers/signer");
const { checkError } = require("ethers/providers/json-rpc-errors");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { ACTION_REJECTED, UNSUPPORTED_OPERATION } = Logger.errors;
const guard = {};

class JsonRpcSigner extends Signer {
  constructor(constructorGuard, provider, addressOrIndex) {
    super();
    if (constructorGuard !== guard) {
      throw new Error("do not call the JsonRpcSigner constructor directly; use provider.getSigner");
    }
    defineReadOnly(this, "provider", provider);
    if (addressOrIndex == null) addressOrIndex = 0;
    const named = typeof addressOrIndex === "string";
    if (!named && typeof addressOrIndex !== "number") {
      logger.throwArgumentError("invalid address or index", "addressOrIndex", addressOrIndex);
    }
    defineReadOnly(this, "_address", named ? provider.formatter.address(addressOrIndex) : null);
    defineReadOnly(this, "_index", named ? null : addressOrIndex);
  }

  connect(provider) {
    const info = { operation: "connect" };
    return logger.throwError("cannot alter JSON-RPC Signer connection", UNSUPPORTED_OPERATION, info);
  }

  connectUnchecked() {
    return new UncheckedJsonRpcSigner(guard, this.provider, this._address || this._index);
  }

  async getAddress() {
    if (this._address) return this._address;
    const accounts = await this.provider.send("eth_accounts", []);
    if (accounts.length <= this._index) {
      const info = { operation: "getAddress" };
      logger.throwError("unknown account #" + this._index, UNSUPPORTED_OPERATION, info);
    }
    return this.provider.formatter.address(accounts[this._index]);
  }

  async sendUncheckedTransaction(transaction) {
    transaction = shallowCopy(transaction);
    const fromAddress = this.getAddress().then((address) => (address ? address.toLowerCase() : address));
    if (transaction.gasLimit == null) {
      transaction.gasLimit = this.provider.estimateGas({ ...transaction, from: fromAddress });
    }
    if (transaction.to != null) {
      transaction.to = Promise.resolve(transaction.to).then(async (to) => {
        if (to == null) return null;
        const address = await this.provider.resolveName(to);
        if (address == null) logger.throwArgumentError("provided ENS name resolves to null", "tx.to", to);
        return address;
      });
    }
    const { tx, sender } = await resolveProperties({ tx: resolveProperties(transaction), sender: fromAddress });
    if (tx.from == null) {
      tx.from = sender;
    } else if (tx.from.toLowerCase() !== sender) {
      logger.throwArgumentError("from address mismatch", "transaction", transaction);
    }
    const hexTx = this.provider.constructor.hexlifyTransaction(tx, { from: true });
    try {
      return await this.provider.send("eth_sendTransaction", [hexTx]);
    } catch (error) {
      if (rejected(error)) {
        const info = { action: "sendTransaction", transaction: tx };
        logger.throwError("user rejected transaction", ACTION_REJECTED, info);
      }
      // The original hands over the transaction itself, and so its errors name none.
      return checkError("sendTransaction", error, hexTx);
    }
  }

  signTransaction(transaction) {
    const info = { operation: "signTransaction" };
    return logger.throwError("signing transactions is unsupported", UNSUPPORTED_OPERATION, info);
  }

  async sendTransaction(transaction) {
    const blockNumber = await this.provider._recentBlockNumber();
    const hash = await this.sendUncheckedTransaction(transaction);
    try {
      return await poll(async () => {
        const tx = await this.provider.getTransaction(hash);
        return tx === null ? undefined : this.provider._wrapTransaction(tx, hash, blockNumber);
      }, { oncePoll: this.provider });
    } catch (error) {
      error.transactionHash = hash;
      throw error;
    }
  }

  /** Asks for a signature; `what` it is of is for the error of a person who refuses. */
  async _ask(method, params, what) {
    try {
      return await this.provider.send(method, params);
    } catch (error) {
      if (rejected(error)) logger.throwError("user rejected signing", ACTION_REJECTED, what);
      throw error;
    }
  }

  async signMessage(message) {
    const data = typeof message === "string" ? toUtf8Bytes(message) : message;
    const from = await this.getAddress();
    const info = { action: "signMessage", from, messageData: message };
    return await this._ask("personal_sign", [hexlify(data), from.toLowerCase()], info);
  }

  async _legacySignMessage(message) {
    const data = typeof message === "string" ? toUtf8Bytes(message) : message;
    const from = await this.getAddress();
    const info = { action: "_legacySignMessage", from, messageData: message };
    return await this._ask("eth_sign", [from.toLowerCase(), hexlify(data)], info);
  }

  async _signTypedData(domain, types, value) {
    const { TypedDataEncoder } = require("ethers/typed-data");
    const populated = await TypedDataEncoder.resolveNames(domain, types, value, (name) => {
      return this.provider.resolveName(name);
    });
    const from = await this.getAddress();
    const payload = TypedDataEncoder.getPayload(populated.domain, types, populated.value);
    const messageData = { domain: populated.domain, types, value: populated.value };
    const info = { action: "_signTypedData", from, messageData };
    return await this._ask("eth_signTypedData_v4", [from.toLowerCase(), JSON.stringify(payload)], info);
  }

  async unlock(password) {
    const address = await this.getAddress();
    return this.provider.send("personal_unlockAccount", [address.toLowerCase(), password, null]);
  }
}

/** One whose transactions are known by their hash only, without asking the node for them. */
class UncheckedJsonRpcSigner extends JsonRpcSigner {
  async sendTransaction(transaction) {
    const hash = await this.sendUncheckedTransaction(transaction);
    return {
      hash, nonce: null, gasLimit: null, gasPrice: null, data: null, value: null, chainId: null,
      confirmations: 0, from: null,
      wait: (confirmations) => this.provider.waitForTransaction(hash, confirmations),
    };
  }
}

function rejected(error) {
  return typeof error.message === "string" && !!error.message.match(/user denied/i);
}

exports.JsonRpcSigner = JsonRpcSigner;
exports.guard = guard;
