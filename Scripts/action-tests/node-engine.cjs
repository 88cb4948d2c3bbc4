// Runs an action in Node.js with the modules of Sources/ActionWorker/JavaScript, for want of a built worker: the
// modules are the real ones, the native functions are Node's. Prints the action's response.
//
//   node node-engine.cjs ACTION.js

"use strict";

const crypto = require("crypto");
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = process.env.ACTION_MODULES ?? path.join(__dirname, "../../Sources/ActionWorker/JavaScript");
const bytes = (buffer) => new Uint8Array(buffer);
const hash = (name) => (data) => bytes(crypto.createHash(name).update(data).digest());
const { utils, wordlists } = require("./ethers.cjs").load();

function aes(make, mode, key, start, data) {
  const cipher = crypto[make](`aes-${key.length * 8}-${mode}`, key, start).setAutoPadding(false);
  return bytes(Buffer.concat([cipher.update(data), cipher.final()]));
}

const native = {
  hexEncode: (data) => Buffer.from(data).toString("hex"),
  hexDecode: (text) => bytes(Buffer.from(text, "hex")),
  utf8Encode: (text) => new TextEncoder().encode(text),
  utf8Decode: (data, fatal) => new TextDecoder("utf-8", { fatal: !!fatal, ignoreBOM: true }).decode(data),
  base64Encode: (data) => Buffer.from(data).toString("base64"),
  base64Decode: (text) => bytes(Buffer.from(text, "base64")),
  keccak256: (data) => utils.arrayify(utils.keccak256(data)),
  sha256: hash("sha256"),
  sha512: hash("sha512"),
  ripemd160: hash("ripemd160"),
  secp256k1PublicKey: (key, compressed) => utils.arrayify(utils.computePublicKey(key, compressed)),
  secp256k1Convert: (key, compressed) => utils.arrayify(utils.computePublicKey(key, compressed)),
  secp256k1Sign: (digest, key) => {
    const { r, s, recoveryParam } = new utils.SigningKey(key).signDigest(digest);
    return utils.concat([r, s, [recoveryParam]]);
  },
  secp256k1Recover: (digest, rs, recoveryParam) => {
    const signature = { r: utils.hexlify(rs.slice(0, 32)), s: utils.hexlify(rs.slice(32)), recoveryParam };
    return utils.arrayify(utils.recoverPublicKey(digest, signature));
  },
  secp256k1SharedSecret: (key, other) => utils.arrayify(new utils.SigningKey(key).computeSharedSecret(other)),
  secp256k1AddPoints: (one, other, compressed) => {
    const sum = utils.SigningKey.prototype._addPoint.call({ publicKey: one }, other);
    return utils.arrayify(utils.computePublicKey(sum, compressed));
  },
  bip39Words: () => Array.from({ length: 2048 }, (_, index) => wordlists.en.getWord(index)).join(" "),
  randomBytes: (count) => bytes(crypto.randomBytes(count)),
  pbkdf2: (name, password, salt, rounds, length) => bytes(crypto.pbkdf2Sync(password, salt, rounds, length, name)),
  scrypt: (password, salt, N, r, p, length) =>
    bytes(crypto.scryptSync(password, salt, length, { N, r, p, maxmem: 1 << 30 })),
  aesCtr: (key, start, data) => aes("createCipheriv", "ctr", key, start, data),
  aesCbcDecrypt: (key, start, data) => aes("createDecipheriv", "cbc", key, start, data),
  hmac: (name, key, data) => bytes(crypto.createHmac(name, key).update(data).digest()),
};

const modules = new Map();

function required(name) {
  if (!modules.has(name)) {
    const exports = {};
    modules.set(name, exports);
    const file = path.join(folder, `${name}.js`);
    const body = `(function (exports, require, native, host) { "use strict"; ${fs.readFileSync(file, "utf8")}\n})`;
    vm.runInThisContext(body, { filename: file })(exports, required, native, {});
  }
  return modules.get(name);
}

globalThis.ethers = required("ethers/index").ethers;
// Standard output is for the answer.
globalThis.console = new console.Console(process.stderr);
globalThis.Lit = { Actions: { setResponse: ({ response }) => { process.stdout.write(response); } } };
vm.runInThisContext(fs.readFileSync(process.argv[2], "utf8"), { filename: process.argv[2] });
