// A private key in memory that signs, and the checks of signatures.

const { arrayify, concat, hexDataSlice, isHexString, joinSignature } = require("ethers/bytes");
const { defineReadOnly, resolveProperties } = require("ethers/properties");
const { getAddress } = require("ethers/address");
const { hashMessage } = require("ethers/hash");
const { keccak256 } = require("ethers/keccak256");
const { Provider } = require("ethers/abstract-provider");
const { Signer } = require("ethers/signer");
const { SigningKey } = require("ethers/signing-key");
const { computeAddress, recoverAddress, serialize } = require("ethers/transactions");
const { Logger } = require("ethers/errors");

const logger = new Logger("wallet/5.7.0");
const REDACTED = "[REDACTED]";
const DEFAULT_PATH = "m/44'/60'/0'/0/0";

function isAccount(value) {
  return value != null && isHexString(value.privateKey, 32) && value.address != null;
}

function hasMnemonic(value) {
  return !!(value.mnemonic && value.mnemonic.phrase);
}

class Wallet extends Signer {
  constructor(privateKey, provider) {
    super();
    if (isAccount(privateKey)) {
      const signingKey = new SigningKey(privateKey.privateKey);
      defineReadOnly(this, "_signingKey", () => signingKey);
      defineReadOnly(this, "address", computeAddress(this.publicKey));
      if (this.address !== getAddress(privateKey.address)) {
        logger.throwArgumentError("privateKey/address mismatch", "privateKey", REDACTED);
      }
      const words = hasMnemonic(privateKey) ? checkedWords(privateKey.mnemonic, this.address) : null;
      defineReadOnly(this, "_mnemonic", () => words);
    } else {
      const signingKey = SigningKey.isSigningKey(privateKey) ? privateKey : keyFrom(privateKey);
      if (signingKey.curve !== "secp256k1") {
        logger.throwArgumentError("unsupported curve; must be secp256k1", "privateKey", REDACTED);
      }
      defineReadOnly(this, "_signingKey", () => signingKey);
      defineReadOnly(this, "_mnemonic", () => null);
      defineReadOnly(this, "address", computeAddress(this.publicKey));
    }
    if (provider && !Provider.isProvider(provider)) {
      logger.throwArgumentError("invalid provider", "provider", provider);
    }
    defineReadOnly(this, "provider", provider || null);
  }

  get mnemonic() {
    return this._mnemonic();
  }

  get privateKey() {
    return this._signingKey().privateKey;
  }

  get publicKey() {
    return this._signingKey().publicKey;
  }

  getAddress() {
    return Promise.resolve(this.address);
  }

  connect(provider) {
    return new Wallet(this, provider);
  }

  async signTransaction(transaction) {
    const tx = await resolveProperties(transaction);
    if (tx.from != null) {
      if (getAddress(tx.from) !== this.address) {
        logger.throwArgumentError("transaction from address mismatch", "transaction.from", transaction.from);
      }
      delete tx.from;
    }
    return serialize(tx, this._signingKey().signDigest(keccak256(serialize(tx))));
  }

  async signMessage(message) {
    return joinSignature(this._signingKey().signDigest(hashMessage(message)));
  }

  async _signTypedData(domain, types, value) {
    const { TypedDataEncoder } = require("ethers/typed-data");
    const populated = await TypedDataEncoder.resolveNames(domain, types, value, (name) => {
      if (this.provider == null) {
        const info = { operation: "resolveName", value: name };
        const what = "cannot resolve ENS names without a provider";
        logger.throwError(what, Logger.errors.UNSUPPORTED_OPERATION, info);
      }
      return this.provider.resolveName(name);
    });
    const digest = TypedDataEncoder.hash(populated.domain, types, populated.value);
    return joinSignature(this._signingKey().signDigest(digest));
  }

  encrypt(password, options, progressCallback) {
    if (typeof options === "function" && !progressCallback) {
      progressCallback = options;
      options = {};
    }
    if (progressCallback && typeof progressCallback !== "function") throw new Error("invalid callback");
    if (!options) options = {};
    return require("ethers/json-wallets").encryptKeystore(this, password, options, progressCallback);
  }

  static createRandom(options) {
    const chosen = options || {};
    let entropy = require("ethers/random").randomBytes(16);
    if (chosen.extraEntropy) {
      entropy = arrayify(hexDataSlice(keccak256(concat([entropy, chosen.extraEntropy])), 0, 16));
    }
    const phrase = require("ethers/hdnode").entropyToMnemonic(entropy, chosen.locale);
    return Wallet.fromMnemonic(phrase, chosen.path, chosen.locale);
  }

  static async fromEncryptedJson(json, password, progressCallback) {
    const { decryptJsonWallet } = require("ethers/json-wallets");
    return new Wallet(await decryptJsonWallet(json, password, progressCallback));
  }

  static fromEncryptedJsonSync(json, password) {
    return new Wallet(require("ethers/json-wallets").decryptJsonWalletSync(json, password));
  }

  static fromMnemonic(mnemonic, path, wordlist) {
    const { HDNode } = require("ethers/hdnode");
    return new Wallet(HDNode.fromMnemonic(mnemonic, null, wordlist).derivePath(path ? path : DEFAULT_PATH));
  }
}

function keyFrom(privateKey) {
  if (typeof privateKey === "string" && privateKey.length === 64 && /^[0-9a-f]*$/i.test(privateKey)) {
    privateKey = "0x" + privateKey;
  }
  return new SigningKey(privateKey);
}

function checkedWords(mnemonic, address) {
  const { HDNode } = require("ethers/hdnode");
  const words = {
    phrase: mnemonic.phrase, path: mnemonic.path || DEFAULT_PATH, locale: mnemonic.locale || "en",
  };
  const node = HDNode.fromMnemonic(words.phrase, null, words.locale).derivePath(words.path);
  if (computeAddress(node.privateKey) !== address) {
    logger.throwArgumentError("mnemonic/address mismatch", "privateKey", REDACTED);
  }
  return words;
}

function verifyMessage(message, signature) {
  return recoverAddress(hashMessage(message), signature);
}

function verifyTypedData(domain, types, value, signature) {
  return recoverAddress(require("ethers/typed-data").TypedDataEncoder.hash(domain, types, value), signature);
}

exports.Wallet = Wallet;
exports.verifyMessage = verifyMessage;
exports.verifyTypedData = verifyTypedData;
