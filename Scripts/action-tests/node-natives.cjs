// The native functions of keys and wallets, by Node.js and the genuine ethers: for node-engine.cjs.

"use strict";

const crypto = require("crypto");

module.exports = (ethers) => {
  const { utils } = ethers;
  const bytes = (buffer) => new Uint8Array(buffer);
  const key = (secret) => new utils.SigningKey(secret);
  const cipher = (made, data) => bytes(Buffer.concat([made.update(data), made.final()]));
  return {
    pbkdf2: (name, password, salt, count, length) => bytes(crypto.pbkdf2Sync(password, salt, count, length, name)),
    randomBytes: (length) => bytes(crypto.randomBytes(length)),
    secp256k1PublicKey: (secret, compressed) => utils.arrayify(utils.computePublicKey(secret, compressed)),
    secp256k1Convert: (point, compressed) => utils.arrayify(utils.computePublicKey(point, compressed)),
    secp256k1Sign: (digest, secret) => {
      const { r, s, recoveryParam } = key(secret).signDigest(digest);
      return utils.concat([r, s, [recoveryParam]]);
    },
    secp256k1Recover: (digest, rs, recoveryParam) => {
      const [r, s] = [rs.slice(0, 32), rs.slice(32)].map(utils.hexlify);
      return utils.arrayify(utils.recoverPublicKey(digest, { r, s, recoveryParam }));
    },
    secp256k1SharedSecret: (secret, point) => utils.arrayify(key(secret).computeSharedSecret(point)),
    secp256k1AddPoints: (one, two) => {
      const owner = Object.create(utils.SigningKey.prototype, { publicKey: { value: utils.hexlify(one) } });
      return utils.arrayify(owner._addPoint(two));
    },
    bip39Words: () => Array.from({ length: 2048 }, (_, index) => ethers.wordlists.en.getWord(index)).join(" "),
    scrypt: (password, salt, N, r, p, length) => bytes(crypto.scryptSync(password, salt, length, { N, r, p, maxmem: 2 ** 30 })),
    aesCtr: (secret, iv, data) => cipher(crypto.createCipheriv(`aes-${secret.length * 8}-ctr`, secret, iv), data),
    aesCbcDecrypt: (secret, iv, data) => {
      return cipher(crypto.createDecipheriv(`aes-${secret.length * 8}-cbc`, secret, iv).setAutoPadding(false), data);
    },
  };
};
