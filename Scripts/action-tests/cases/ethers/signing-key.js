// Keys, signatures and public keys.

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const GX = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
const GY = "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";
const wide = (value) => "0x" + value.toString(16).padStart(64, "0");
const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";
const DIGEST = "0x" + "5a".repeat(32);
const random = seeded(20260101);
const keys = [wide(1n), wide(2n), wide(ORDER - 1n), wide(ORDER + 1n), wide((1n << 256n) - 1n), KEY];
for (let count = 0; count < 20; count++) keys.push(random.hex(32));

for (const key of keys) {
  const digest = random.hex(32);
  add(`new SigningKey ${key}`, ({ utils }) => new utils.SigningKey(key));
  add(`signDigest ${key}`, ({ utils }) => new utils.SigningKey(key).signDigest(digest));
  add(`recoverPublicKey ${key}`, ({ utils }) => {
    const signature = new utils.SigningKey(key).signDigest(digest);
    return [27, 28].map((v) => utils.recoverPublicKey(digest, { r: signature.r, s: signature.s, v }));
  });
  add(`computeSharedSecret ${key}`, ({ utils }) => {
    return [true, false].map((form) => {
      return new utils.SigningKey(key).computeSharedSecret(utils.computePublicKey(KEY, form));
    });
  });
  add(`_addPoint ${key}`, ({ utils }) => new utils.SigningKey(key)._addPoint(utils.computePublicKey(DIGEST)));
  add(`computeAddress ${key}`, ({ utils }) => {
    return [key, utils.computePublicKey(key), utils.computePublicKey(key, true)].map(utils.computeAddress);
  });
  add(`recoverAddress ${key}`, ({ utils }) => {
    return utils.recoverAddress(digest, new utils.SigningKey(key).signDigest(digest));
  });
}

for (const key of ["0x", "0x00", KEY + "00", KEY.slice(0, -2), KEY.slice(0, -1), KEY.slice(2), 7, null, wide(0n), wide(ORDER)]) {
  add(`new SigningKey refuses ${key}`, ({ utils }) => new utils.SigningKey(key));
}
add("new SigningKey of bytes", ({ utils }) => new utils.SigningKey(utils.arrayify(KEY)));
add("keys of a SigningKey", ({ utils }) => Object.keys(new utils.SigningKey(KEY)));
for (const digest of ["0x", "0x1234", DIGEST + "00", DIGEST.slice(0, -1), "text", 5, null]) {
  add(`signDigest refuses ${digest}`, ({ utils }) => new utils.SigningKey(KEY).signDigest(digest));
}
for (const digest of ["0x", "0x12", DIGEST + "00", DIGEST + DIGEST.slice(2), wide(ORDER), wide(ORDER + 5n), wide(0n)]) {
  add(`recoverPublicKey of ${digest}`, ({ utils }) => {
    return utils.recoverPublicKey(digest, new utils.SigningKey(KEY).signDigest(DIGEST));
  });
}
for (const digest of [wide(0n), wide(ORDER - 1n), wide(ORDER), wide(ORDER + 1n), wide((1n << 256n) - 1n)]) {
  add(`signDigest of ${digest}`, ({ utils }) => new utils.SigningKey(KEY).signDigest(digest));
}
each("utils.computePublicKey", [
  [KEY], [KEY, true], [KEY, false], ["0x02" + GX], ["0x02" + GX, true], ["0x03" + GX], ["0x03" + GX, true],
  ["0x04" + GX + GY], ["0x04" + GX + GY, true], ["0x06" + GX + GY, true], ["0x07" + GX + GY, true],
  ["0x05" + GX + GY, true], ["0x05" + GX + GY], ["0x04" + GX], ["0x04" + GX, true], ["0x00" + GX],
  ["0x03" + "00".repeat(31) + "05"], ["0x03" + "00".repeat(31) + "05", true], ["0x"], ["0x04" + GX + GY + "00"],
  ["hello"], [null], [{}], ["0x04" + GX + GX, true],
]);
for (const [r, s, v] of [
  [wide(0n), wide(1n), 27], [wide(5n), wide(1n), 27], [wide(1n), wide(1n), 27], [wide(1n), wide(1n), 28],
  [wide(1n), wide(ORDER), 27], [wide(1n), "0x01", 27], ["0x01", wide(1n), 27], [wide(1n), wide(1n), 0],
  [wide(1n), wide(1n), 37], [wide(1n), wide(1n), 38], [wide(1n), wide(ORDER / 2n + 1n), 27],
]) {
  add(`recoverPublicKey of r ${r} s ${s} v ${v}`, ({ utils }) => utils.recoverPublicKey(DIGEST, { r, s, v }));
}
add("isSigningKey", ({ utils }) => {
  return [new utils.SigningKey(KEY), {}, null, undefined, { _isSigningKey: true }].map(utils.SigningKey.isSigningKey);
});
// Refusals of randomBytes differ between the original's builds for Node.js and for browsers.
add("randomBytes", ({ utils }) => [1, 16, 1024].map((length) => utils.randomBytes(length).length));
add("shuffled", ({ utils }) => {
  const items = Array.from({ length: 50 }, (_, index) => index);
  return [utils.shuffled(items).sort((a, b) => a - b), items, utils.shuffled([])];
});
