// What can sign, as an abstract class, and the signer that only has an address.

const { defineReadOnly, resolveProperties, shallowCopy } = require("ethers/properties");
const { Logger } = require("ethers/errors");

const logger = new Logger("abstract-signer/5.7.0");
const { INSUFFICIENT_FUNDS, NONCE_EXPIRED, REPLACEMENT_UNDERPRICED } = Logger.errors;
const { UNSUPPORTED_OPERATION, UNPREDICTABLE_GAS_LIMIT } = Logger.errors;

const TRANSACTION_KEYS = new Set([
  "accessList", "ccipReadEnabled", "chainId", "customData", "data", "from", "gasLimit", "gasPrice",
  "maxFeePerGas", "maxPriorityFeePerGas", "nonce", "to", "type", "value",
]);
// Failures of an estimate that say more than that it failed.
const TELLING = [INSUFFICIENT_FUNDS, NONCE_EXPIRED, REPLACEMENT_UNDERPRICED];

class Signer {
  constructor() {
    logger.checkAbstract(new.target, Signer);
    defineReadOnly(this, "_isSigner", true);
  }

  async getBalance(blockTag) {
    this._checkProvider("getBalance");
    return await this.provider.getBalance(this.getAddress(), blockTag);
  }

  async getTransactionCount(blockTag) {
    this._checkProvider("getTransactionCount");
    return await this.provider.getTransactionCount(this.getAddress(), blockTag);
  }

  async estimateGas(transaction) {
    this._checkProvider("estimateGas");
    return await this.provider.estimateGas(await resolveProperties(this.checkTransaction(transaction)));
  }

  async call(transaction, blockTag) {
    this._checkProvider("call");
    return await this.provider.call(await resolveProperties(this.checkTransaction(transaction)), blockTag);
  }

  async sendTransaction(transaction) {
    this._checkProvider("sendTransaction");
    const filled = await this.populateTransaction(transaction);
    return await this.provider.sendTransaction(await this.signTransaction(filled));
  }

  async getChainId() {
    this._checkProvider("getChainId");
    return (await this.provider.getNetwork()).chainId;
  }

  async getGasPrice() {
    this._checkProvider("getGasPrice");
    return await this.provider.getGasPrice();
  }

  async getFeeData() {
    this._checkProvider("getFeeData");
    return await this.provider.getFeeData();
  }

  async resolveName(name) {
    this._checkProvider("resolveName");
    return await this.provider.resolveName(name);
  }

  checkTransaction(transaction) {
    for (const key in transaction) {
      if (!TRANSACTION_KEYS.has(key)) {
        logger.throwArgumentError("invalid transaction key: " + key, "transaction", transaction);
      }
    }
    const tx = shallowCopy(transaction);
    if (tx.from == null) {
      tx.from = this.getAddress();
      return tx;
    }
    tx.from = Promise.all([Promise.resolve(tx.from), this.getAddress()]).then(([stated, own]) => {
      if (stated.toLowerCase() !== own.toLowerCase()) {
        logger.throwArgumentError("from address mismatch", "transaction", transaction);
      }
      return stated;
    });
    return tx;
  }

  async populateTransaction(transaction) {
    const tx = await resolveProperties(this.checkTransaction(transaction));
    if (tx.to != null) tx.to = quiet(recipient(this, tx.to));
    await fillFees(this, tx, transaction);
    if (tx.nonce == null) tx.nonce = this.getTransactionCount("pending");
    if (tx.gasLimit == null) tx.gasLimit = estimate(this, tx);
    if (tx.chainId == null) {
      tx.chainId = this.getChainId();
    } else {
      tx.chainId = Promise.all([Promise.resolve(tx.chainId), this.getChainId()]).then(([stated, real]) => {
        if (real !== 0 && stated !== real) {
          logger.throwArgumentError("chainId address mismatch", "transaction", transaction);
        }
        return stated;
      });
    }
    return await resolveProperties(tx);
  }

  _checkProvider(operation) {
    if (this.provider) return;
    logger.throwError("missing provider", UNSUPPORTED_OPERATION, { operation: operation || "_checkProvider" });
  }

  static isSigner(value) {
    return !!(value && value._isSigner);
  }
}

/** The promise, its rejection known to be looked at later. */
function quiet(promise) {
  promise.catch(() => {});
  return promise;
}

async function recipient(signer, to) {
  const name = await to;
  if (name == null) return null;
  const address = await signer.resolveName(name);
  if (address == null) logger.throwArgumentError("provided ENS name resolves to null", "tx.to", name);
  return address;
}

function estimate(signer, tx) {
  return signer.estimateGas(tx).catch((error) => {
    if (TELLING.includes(error.code)) throw error;
    const what = "cannot estimate gas; transaction may fail or may require manual gas limit";
    return logger.throwError(what, UNPREDICTABLE_GAS_LIMIT, { error, tx });
  });
}

/** Settles the type of the transaction and the members for fees that belong to it. */
async function fillFees(signer, tx, transaction) {
  const modern = tx.maxFeePerGas != null || tx.maxPriorityFeePerGas != null;
  const old = tx.type === 0 || tx.type === 1;
  if (tx.gasPrice != null && (tx.type === 2 || modern)) {
    logger.throwArgumentError("eip-1559 transaction do not support gasPrice", "transaction", transaction);
  } else if (old && modern) {
    const what = "pre-eip-1559 transaction do not support maxFeePerGas/maxPriorityFeePerGas";
    logger.throwArgumentError(what, "transaction", transaction);
  }
  if ((tx.type === 2 || tx.type == null) && tx.maxFeePerGas != null && tx.maxPriorityFeePerGas != null) {
    tx.type = 2;
  } else if (old) {
    if (tx.gasPrice == null) tx.gasPrice = signer.getGasPrice();
  } else {
    const fees = await signer.getFeeData();
    if (tx.type == null) {
      chooseType(tx, fees, modern);
    } else if (tx.type === 2) {
      fillModernFees(tx, fees);
    }
  }
}

function chooseType(tx, fees, modern) {
  if (fees.maxFeePerGas != null && fees.maxPriorityFeePerGas != null) {
    tx.type = 2;
    if (tx.gasPrice != null) {
      // A gas price serves for both.
      const price = tx.gasPrice;
      delete tx.gasPrice;
      tx.maxFeePerGas = price;
      tx.maxPriorityFeePerGas = price;
    } else {
      fillModernFees(tx, fees);
    }
  } else if (fees.gasPrice != null) {
    if (modern) {
      const info = { operation: "populateTransaction" };
      logger.throwError("network does not support EIP-1559", UNSUPPORTED_OPERATION, info);
    }
    if (tx.gasPrice == null) tx.gasPrice = fees.gasPrice;
    tx.type = 0;
  } else {
    const info = { operation: "signer.getFeeData" };
    logger.throwError("failed to get consistent fee data", UNSUPPORTED_OPERATION, info);
  }
}

function fillModernFees(tx, fees) {
  if (tx.maxFeePerGas == null) tx.maxFeePerGas = fees.maxFeePerGas;
  if (tx.maxPriorityFeePerGas == null) tx.maxPriorityFeePerGas = fees.maxPriorityFeePerGas;
}

class VoidSigner extends Signer {
  constructor(address, provider) {
    super();
    defineReadOnly(this, "address", address);
    defineReadOnly(this, "provider", provider || null);
  }

  getAddress() {
    return Promise.resolve(this.address);
  }

  _fail(message, operation) {
    return Promise.resolve().then(() => logger.throwError(message, UNSUPPORTED_OPERATION, { operation }));
  }

  signMessage(message) {
    return this._fail("VoidSigner cannot sign messages", "signMessage");
  }

  signTransaction(transaction) {
    return this._fail("VoidSigner cannot sign transactions", "signTransaction");
  }

  _signTypedData(domain, types, value) {
    return this._fail("VoidSigner cannot sign typed data", "signTypedData");
  }

  connect(provider) {
    return new VoidSigner(this.address, provider);
  }
}

exports.Signer = Signer;
exports.VoidSigner = VoidSigner;
