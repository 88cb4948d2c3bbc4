// Wallets as JSON: keystores of version 3 (Web3 Secret Storage) and those of the presale.

const { arrayify, concat, hexlify } = require("ethers/bytes");
const { UnicodeNormalizationForm, toUtf8Bytes } = require("ethers/strings");
const { Description } = require("ethers/properties");
const { getAddress } = require("ethers/address");
const { keccak256 } = require("ethers/keccak256");
const { randomBytes } = require("ethers/random");
const { HDNode, defaultPath, entropyToMnemonic, mnemonicToEntropy } = require("ethers/hdnode");
const { Logger } = require("ethers/errors");

const logger = new Logger("json-wallets/5.7.0");

function computeAddress(key) {
  return require("ethers/transactions").computeAddress(key);
}

class KeystoreAccount extends Description {
  isKeystoreAccount(value) {
    return !!(value && value._isKeystoreAccount);
  }
}

class CrowdsaleAccount extends Description {
  isCrowdsaleAccount(value) {
    return !!(value && value._isCrowdsaleAccount);
  }
}

// Files

function parsed(json) {
  try {
    return JSON.parse(json);
  } catch (error) {
    return {};
  }
}

function isKeystoreWallet(json) {
  const data = parsed(json);
  return !!data.version && parseInt(data.version) === data.version && data.version === 3;
}

function isCrowdsaleWallet(json) {
  const data = parsed(json);
  return !!(data.encseed && data.ethaddr);
}

function getJsonWalletAddress(json) {
  const member = isCrowdsaleWallet(json) ? "ethaddr" : isKeystoreWallet(json) ? "address" : null;
  if (member === null) return null;
  try {
    return getAddress(JSON.parse(json)[member]);
  } catch (error) {
    return null;
  }
}

/** Hexadecimal with or without its prefix, also of an odd number of digits. */
function looseArrayify(text) {
  let digits = text;
  if (typeof digits === "string" && digits.substring(0, 2) !== "0x") digits = "0x" + digits;
  return arrayify(digits, { hexPad: "left" });
}

/** The member at a path of names, whatever the case of their letters; null if there is none. */
function searchPath(object, path) {
  let current = object;
  for (const name of path.toLowerCase().split("/")) {
    let found = null;
    for (const key in current) {
      if (key.toLowerCase() === name) {
        found = current[key];
        break;
      }
    }
    if (found === null) return null;
    current = found;
  }
  return current;
}

function passwordBytes(password) {
  return typeof password === "string" ? toUtf8Bytes(password, UnicodeNormalizationForm.NFKC) : arrayify(password);
}

// Opening

/** Says that the work begins; an answer that is true ends it. */
function tell(progressCallback) {
  if (progressCallback && progressCallback(0)) throw new Error("cancelled");
}

function deriveKey(data, password, progressCallback) {
  const secret = passwordBytes(password);
  const kdf = searchPath(data, "crypto/kdf");
  const member = (name) => searchPath(data, "crypto/kdfparams/" + name);
  const refuse = (name, value) =>
    logger.throwArgumentError("invalid key-derivation function parameters", name, value);
  const checkedLength = () => {
    const length = parseInt(member("dklen"));
    if (length !== 32) refuse("dklen", length);
    return length;
  };
  if (kdf && typeof kdf === "string") {
    if (kdf.toLowerCase() === "scrypt") {
      const salt = looseArrayify(member("salt"));
      const n = parseInt(member("n"));
      const r = parseInt(member("r"));
      const p = parseInt(member("p"));
      if (!n || !r || !p) refuse("kdf", kdf);
      if ((n & (n - 1)) !== 0) refuse("N", n);
      checkedLength();
      tell(progressCallback);
      return native.scrypt(secret, salt, n, r, p, 64);
    }
    if (kdf.toLowerCase() === "pbkdf2") {
      const salt = looseArrayify(member("salt"));
      const prf = member("prf");
      const hash = { "hmac-sha256": "sha256", "hmac-sha512": "sha512" }[prf] ?? refuse("prf", prf);
      const count = parseInt(member("c"));
      return native.pbkdf2(hash, secret, salt, count, checkedLength());
    }
  }
  return logger.throwArgumentError("unsupported key-derivation function", "kdf", kdf);
}

function keystoreAccount(data, key) {
  const ciphertext = looseArrayify(searchPath(data, "crypto/ciphertext"));
  const mac = hexlify(keccak256(concat([key.slice(16, 32), ciphertext]))).substring(2);
  if (mac !== searchPath(data, "crypto/mac").toLowerCase()) throw new Error("invalid password");
  if (searchPath(data, "crypto/cipher") !== "aes-128-ctr") {
    logger.throwError("unsupported cipher", Logger.errors.UNSUPPORTED_OPERATION, { operation: "decrypt" });
  }
  const iv = looseArrayify(searchPath(data, "crypto/cipherparams/iv"));
  const privateKey = native.aesCtr(key.slice(0, 16), iv, ciphertext);
  const address = computeAddress(privateKey);
  if (data.address) {
    let stated = data.address.toLowerCase();
    if (stated.substring(0, 2) !== "0x") stated = "0x" + stated;
    if (getAddress(stated) !== address) throw new Error("address mismatch");
  }
  const account = { _isKeystoreAccount: true, address, privateKey: hexlify(privateKey) };
  if (searchPath(data, "x-ethers/version") === "0.1") addMnemonic(account, data, key.slice(32, 64));
  return new KeystoreAccount(account);
}

function addMnemonic(account, data, key) {
  const ciphertext = looseArrayify(searchPath(data, "x-ethers/mnemonicCiphertext"));
  const iv = looseArrayify(searchPath(data, "x-ethers/mnemonicCounter"));
  const path = searchPath(data, "x-ethers/path") || defaultPath;
  const locale = searchPath(data, "x-ethers/locale") || "en";
  const entropy = native.aesCtr(key, iv, ciphertext);
  try {
    const phrase = entropyToMnemonic(entropy, locale);
    const node = HDNode.fromMnemonic(phrase, null, locale).derivePath(path);
    if (node.privateKey !== account.privateKey) throw new Error("mnemonic mismatch");
    account.mnemonic = node.mnemonic;
  } catch (error) {
    // Words in a language that is not known here are left out; the key is good without them.
    if (error.code !== Logger.errors.INVALID_ARGUMENT || error.argument !== "wordlist") throw error;
  }
}

function decryptCrowdsale(json, password) {
  const data = JSON.parse(json);
  const secret = passwordBytes(password);
  const address = getAddress(searchPath(data, "ethaddr"));
  const sealed = looseArrayify(searchPath(data, "encseed"));
  if (!sealed || sealed.length % 16 !== 0) logger.throwArgumentError("invalid encseed", "json", json);
  const key = native.pbkdf2("sha256", secret, secret, 2000, 32).slice(0, 16);
  if (sealed.length < 32) throw new Error("PKCS#7 invalid length");
  const seed = unpadded(native.aesCbcDecrypt(key, sealed.slice(0, 16), sealed.slice(16)));
  // The seed was hashed as the text of its digits.
  let digits = "";
  for (const byte of seed) digits += String.fromCharCode(byte);
  const privateKey = keccak256(toUtf8Bytes(digits));
  return new CrowdsaleAccount({ _isCrowdsaleAccount: true, address, privateKey });
}

function unpadded(bytes) {
  const count = bytes[bytes.length - 1];
  if (count > 16) throw new Error("PKCS#7 padding byte out of range");
  for (let at = bytes.length - count; at < bytes.length; at++) {
    if (bytes[at] !== count) throw new Error("PKCS#7 invalid padding byte");
  }
  return bytes.slice(0, bytes.length - count);
}

function decryptKeystore(json, password, progressCallback) {
  const data = JSON.parse(json);
  return keystoreAccount(data, deriveKey(data, password, progressCallback));
}

function decryptJsonWalletSync(json, password) {
  if (isCrowdsaleWallet(json)) return decryptCrowdsale(json, password);
  if (isKeystoreWallet(json)) return decryptKeystore(json, password);
  throw new Error("invalid JSON wallet");
}

function decryptJsonWallet(json, password, progressCallback) {
  if (isCrowdsaleWallet(json)) {
    if (progressCallback) progressCallback(0);
    const account = decryptCrowdsale(json, password);
    if (progressCallback) progressCallback(1);
    return Promise.resolve(account);
  }
  if (isKeystoreWallet(json)) return openKeystore(json, password, progressCallback);
  return Promise.reject(new Error("invalid JSON wallet"));
}

async function openKeystore(json, password, progressCallback) {
  const account = decryptKeystore(json, password, progressCallback);
  if (progressCallback) progressCallback(1);
  return account;
}

// Sealing

function uuid(random) {
  const bytes = arrayify(random);
  // Version 4, variant 1 (RFC 4122, section 4.4).
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = hexlify(bytes).substring(2);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function given(value, length, message) {
  if (!value) return randomBytes(length);
  const bytes = arrayify(value);
  if (message && bytes.length !== length) throw new Error(message);
  return bytes;
}

function checkAccount(account) {
  if (getAddress(account.address) !== computeAddress(account.privateKey)) {
    throw new Error("address/privateKey mismatch");
  }
  const words = account.mnemonic;
  if (!words || !words.phrase) return null;
  const path = words.path || defaultPath;
  const node = HDNode.fromMnemonic(words.phrase, null, words.locale).derivePath(path);
  if (node.privateKey != hexlify(account.privateKey)) throw new Error("mnemonic mismatch");
  const locale = words.locale || "en";
  return { entropy: arrayify(mnemonicToEntropy(words.phrase, locale)), path, locale };
}

async function encryptKeystore(account, password, options, progressCallback) {
  const words = checkAccount(account);
  if (typeof options === "function" && !progressCallback) {
    progressCallback = options;
    options = {};
  }
  if (!options) options = {};
  const privateKey = arrayify(account.privateKey);
  const secret = passwordBytes(password);
  const salt = options.salt ? arrayify(options.salt) : randomBytes(32);
  const iv = given(options.iv, 16, "invalid iv");
  const identifier = given(options.uuid, 16, "invalid uuid");
  const { N = 1 << 17, r = 8, p = 1 } = dropEmpty(options.scrypt);
  tell(progressCallback);
  const key = native.scrypt(secret, salt, N, r, p, 64);
  if (progressCallback) progressCallback(1);
  const ciphertext = native.aesCtr(key.slice(0, 16), iv, privateKey);
  const mac = keccak256(concat([key.slice(16, 32), ciphertext]));
  const data = {
    address: account.address.substring(2).toLowerCase(),
    id: uuid(identifier),
    version: 3,
    crypto: {
      cipher: "aes-128-ctr",
      cipherparams: { iv: hexlify(iv).substring(2) },
      ciphertext: hexlify(ciphertext).substring(2),
      kdf: "scrypt",
      kdfparams: { salt: hexlify(salt).substring(2), n: N, dklen: 32, p, r },
      mac: mac.substring(2),
    },
  };
  if (words) data["x-ethers"] = sealedMnemonic(data.address, words, key.slice(32, 64), options.client);
  return JSON.stringify(data);
}

function dropEmpty(values) {
  return Object.fromEntries(Object.entries(values || {}).filter(([, value]) => value));
}

function sealedMnemonic(address, words, key, client) {
  const iv = randomBytes(16);
  const time = new Date().toISOString().slice(0, 19).replace(/:/g, "-");
  return {
    client: client || "ethers.js",
    gethFilename: "UTC--" + time + ".0Z--" + address,
    mnemonicCounter: hexlify(iv).substring(2),
    mnemonicCiphertext: hexlify(native.aesCtr(key, iv, words.entropy)).substring(2),
    path: words.path,
    locale: words.locale,
    version: "0.1",
  };
}

Object.assign(exports, {
  decryptJsonWallet, decryptJsonWalletSync, encryptKeystore, getJsonWalletAddress, isCrowdsaleWallet,
  isKeystoreWallet,
});
