const { subtle } = crypto;
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const utf8 = (text) => new TextEncoder().encode(text);
const base = (name, data, usages = ["deriveBits", "deriveKey"]) =>
  subtle.importKey("raw", data, name, false, usages);

// RFC 5869, appendix A: hash, key, salt, info, bits, result.
const count = (from, to) =>
  Array.from({ length: to - from }, (_, i) => (from + i).toString(16).padStart(2, "0")).join("");
for (const [index, [hash, key, salt, info, bits, expected]] of [
  ["SHA-256", "0b".repeat(22), count(0, 13), count(0xf0, 0xfa), 336,
    "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"],
  ["SHA-256", count(0, 0x50), count(0x60, 0xb0), count(0xb0, 0x100), 656,
    "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
      + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"],
  ["SHA-256", "0b".repeat(22), "", "", 336,
    "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"],
  ["SHA-1", "0b".repeat(11), count(0, 13), count(0xf0, 0xfa), 336,
    "085a01ea1b10f36933068b56efa5ad81a4f14b822f5b091568a9cdd4f155fda2c22e422478d305f3f896"],
].entries()) {
  test(`HKDF: RFC 5869, number ${index}`, async () => {
    const algorithm = { name: "HKDF", hash, salt: bytes(salt), info: bytes(info) };
    assert.equal(hex(await subtle.deriveBits(algorithm, await base("HKDF", bytes(key)), bits)), expected);
  });
}

// RFC 6070, and RFC 7914 section 11: hash, password, salt, iterations, bits, result.
for (const [index, [hash, password, salt, iterations, bits, expected]] of [
  ["SHA-1", "password", "salt", 1, 160, "0c60c80f961f0e71f3a9b524af6012062fe037a6"],
  ["SHA-1", "password", "salt", 4096, 160, "4b007901b765489abead49d926f721d065a429c1"],
  ["SHA-1", "passwordPASSWORDpassword", "saltSALTsaltSALTsaltSALTsaltSALTsalt", 4096, 200,
    "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038"],
  ["SHA-256", "passwd", "salt", 1, 512,
    "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
      + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"],
].entries()) {
  test(`PBKDF2: known answer ${index}`, async () => {
    const algorithm = { name: "PBKDF2", hash, salt: utf8(salt), iterations };
    assert.equal(
      hex(await subtle.deriveBits(algorithm, await base("PBKDF2", utf8(password)), bits)), expected);
  });
}

test("HKDF and PBKDF2: nothing, and an empty key", async () => {
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: bytes(""), info: bytes("") };
  assert.equal((await subtle.deriveBits(algorithm, await base("HKDF", bytes("01")), 0)).byteLength, 0);
  assert.equal((await subtle.deriveBits(algorithm, await base("HKDF", bytes("")), 256)).byteLength, 32);
  const slow = { name: "PBKDF2", hash: "SHA-256", salt: bytes(""), iterations: 1 };
  assert.equal((await subtle.deriveBits(slow, await base("PBKDF2", bytes("")), 256)).byteLength, 32);
});

test("HKDF and PBKDF2: keys of other algorithms", async () => {
  for (const algorithm of [
    { name: "HKDF", hash: "SHA-256", salt: bytes("01"), info: bytes("02") },
    { name: "PBKDF2", hash: "SHA-512", salt: bytes("01"), iterations: 10 },
  ]) {
    const key = await base(algorithm.name, utf8("secret"));
    const aes = await subtle.deriveKey(algorithm, key, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
    assert.equal(hex(await subtle.exportKey("raw", aes)), hex(await subtle.deriveBits(algorithm, key, 256)));
    const mac = await subtle.deriveKey(algorithm, key, { name: "HMAC", hash: "SHA-256" }, true, ["sign"]);
    assert.equal(hex(await subtle.exportKey("raw", mac)), hex(await subtle.deriveBits(algorithm, key, 512)));
    const wrong = subtle.deriveKey(algorithm, key, { name: "AES-GCM", length: 100 }, true, ["encrypt"]);
    await assert.rejects(wrong, { name: "OperationError" });
  }
});

test("HKDF and PBKDF2: what is refused", async () => {
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: bytes(""), info: bytes("") };
  const pbkdf2 = { name: "PBKDF2", hash: "SHA-256", salt: bytes(""), iterations: 1 };
  const [one, other] = [await base("HKDF", bytes("01")), await base("PBKDF2", bytes("01"))];
  for (const bits of [null, 7, 255 * 256 + 8]) {
    await assert.rejects(subtle.deriveBits(hkdf, one, bits), { name: "OperationError" });
  }
  await assert.rejects(
    subtle.deriveBits({ ...pbkdf2, iterations: 0 }, other, 256), { name: "OperationError" });
  await assert.rejects(
    subtle.deriveBits({ ...pbkdf2, iterations: 0xffffffff }, other, 256), { name: "OperationError" });
  await assert.rejects(
    subtle.deriveBits({ name: "HKDF", hash: "SHA-256", info: bytes("") }, one, 256), TypeError);
  await assert.rejects(subtle.deriveBits({ ...hkdf, hash: "MD5" }, one, 256), { name: "NotSupportedError" });
  await assert.rejects(subtle.deriveBits(hkdf, other, 256), { name: "InvalidAccessError" });
  await assert.rejects(
    subtle.importKey("raw", bytes("01"), "HKDF", true, ["deriveBits"]), { name: "SyntaxError" });
  await assert.rejects(
    subtle.importKey("raw", bytes("01"), "HKDF", false, ["sign"]), { name: "SyntaxError" });
  await assert.rejects(
    subtle.importKey("jwk", { kty: "oct", k: "AQ" }, "PBKDF2", false, ["deriveBits"]),
    { name: "NotSupportedError" });
  const bitsOnly = await base("HKDF", bytes("01"), ["deriveBits"]);
  await assert.rejects(
    subtle.deriveKey(hkdf, bitsOnly, { name: "AES-GCM", length: 128 }, true, ["encrypt"]),
    { name: "InvalidAccessError" });
  await assert.rejects(subtle.exportKey("raw", one), { name: "NotSupportedError" });
});
