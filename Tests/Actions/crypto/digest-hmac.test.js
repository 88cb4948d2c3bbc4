const { subtle } = crypto;
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const utf8 = (text) => new TextEncoder().encode(text);

// FIPS 180-4.
const digests = {
  "SHA-1": ["da39a3ee5e6b4b0d3255bfef95601890afd80709", "a9993e364706816aba3e25717850c26c9cd0d89d"],
  "SHA-256": ["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  "SHA-384": [
    "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da274edebfe76f65fbd51ad2f14898b95b",
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"],
  "SHA-512": [
    "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
      + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"],
};

for (const [name, [empty, abc]] of Object.entries(digests)) {
  test(`digest: ${name}`, async () => {
    assert.equal(hex(await subtle.digest(name, new Uint8Array(0))), empty);
    assert.equal(hex(await subtle.digest({ name: name.toLowerCase() }, utf8("abc").buffer)), abc);
    const view = new DataView(utf8("xabcx").buffer, 1, 3);
    assert.equal(hex(await subtle.digest(name, view)), abc);
  });
}

test("digest gives a promise of an ArrayBuffer, also of an error", async () => {
  const promise = subtle.digest("SHA-256", new Uint8Array(1));
  assert.ok(promise instanceof Promise);
  assert.ok((await promise) instanceof ArrayBuffer);
  for (const name of ["MD5", "SHA-224", "SHA256", "AES-GCM"]) {
    const error = await assert.rejects(subtle.digest(name, new Uint8Array(1)), { name: "NotSupportedError" });
    assert.ok(error instanceof DOMException);
  }
  for (const wrong of ["text", undefined, null, [1, 2], 5]) {
    await assert.rejects(subtle.digest("SHA-256", wrong), TypeError);
  }
  await assert.rejects(subtle.digest("SHA-256"), TypeError);
});

// RFC 4231, cases 1, 2, 6.
const macs = [
  ["0b".repeat(20), "4869205468657265",
    "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
      + "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"],
  ["4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
      + "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"],
  ["aa".repeat(131),
    "54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65"
      + "204b6579202d2048617368204b6579204669727374",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
      + "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598"],
];

for (const [index, [key, data, mac256, mac512]] of macs.entries()) {
  test(`HMAC: RFC 4231, number ${index}`, async () => {
    for (const [hash, expected] of [["SHA-256", mac256], ["SHA-512", mac512]]) {
      const made
        = await subtle.importKey("raw", bytes(key), { name: "HMAC", hash }, false, ["sign", "verify"]);
      assert.equal(hex(await subtle.sign("HMAC", made, bytes(data))), expected);
      assert.equal(await subtle.verify("HMAC", made, bytes(expected), bytes(data)), true);
      assert.equal(await subtle.verify("HMAC", made, bytes(expected).subarray(1), bytes(data)), false);
      assert.equal(await subtle.verify("HMAC", made, bytes(expected), bytes(data + "00")), false);
    }
  });
}

test("HMAC: keys have the length of the hash's block unless told", async () => {
  for (const [hash, length] of [["SHA-1", 512], ["SHA-256", 512], ["SHA-384", 1024], ["SHA-512", 1024]]) {
    const key = await subtle.generateKey({ name: "HMAC", hash }, true, ["sign"]);
    assert.deepEqual({ ...key.algorithm }, { name: "HMAC", length, hash: { name: hash } });
    assert.equal((await subtle.exportKey("raw", key)).byteLength * 8, length);
  }
  const short = await subtle.generateKey({ name: "hmac", hash: "sha-256", length: 128 }, true, ["verify"]);
  assert.equal(short.algorithm.length, 128);
  assert.deepEqual([short.type, short.extractable, short.usages], ["secret", true, ["verify"]]);
});

test("HMAC: JSON Web Keys", async () => {
  const key
    = await subtle.importKey(
    "raw", bytes("0102ff"), { name: "HMAC", hash: "SHA-512" }, true, ["sign", "verify"]);
  const jwk = await subtle.exportKey("jwk", key);
  assert.deepEqual(jwk, { key_ops: ["sign", "verify"], ext: true, kty: "oct", k: "AQL_", alg: "HS512" });
  const algorithm = { name: "HMAC", hash: "SHA-512" };
  assert.equal(
    hex(await subtle.exportKey("raw", await subtle.importKey("jwk", jwk, algorithm, true, ["sign"]))),
    "0102ff");
  for (const change of [
    { kty: "RSA" }, { k: "+/" }, { k: undefined }, { alg: "HS256" }, { use: "enc" }, { ext: false },
    { key_ops: ["verify"] }, { key_ops: ["sign", "sign"] }, { k: "" }]) {
    await assert.rejects(
      subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, ["sign"]), { name: "DataError" });
  }
});

test("HMAC: what a key is not for is refused", async () => {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const signing = await subtle.importKey("raw", bytes("01"), algorithm, false, ["sign"]);
  await assert.rejects(
    subtle.verify("HMAC", signing, bytes("01"), bytes("01")), { name: "InvalidAccessError" });
  await assert.rejects(subtle.exportKey("raw", signing), { name: "InvalidAccessError" });
  await assert.rejects(
    subtle.encrypt({ name: "AES-GCM", iv: bytes("01") }, signing, bytes("01")),
    { name: "InvalidAccessError" });
  await assert.rejects(subtle.importKey("raw", bytes("01"), algorithm, false, []), { name: "SyntaxError" });
  await assert.rejects(
    subtle.importKey("raw", bytes("01"), algorithm, false, ["encrypt"]), { name: "SyntaxError" });
  await assert.rejects(subtle.importKey("raw", bytes("01"), algorithm, false, ["foo"]), TypeError);
  await assert.rejects(subtle.importKey("raw", bytes(""), algorithm, false, ["sign"]), { name: "DataError" });
  await assert.rejects(subtle.importKey("raw", bytes("01"), "HMAC", false, ["sign"]), TypeError);
  await assert.rejects(
    subtle.importKey("raw", bytes("01"), { name: "HMAC", hash: "MD5" }, false, ["sign"]),
    { name: "NotSupportedError" });
  await assert.rejects(
    subtle.importKey("spki", bytes("01"), algorithm, false, ["sign"]), { name: "NotSupportedError" });
  await assert.rejects(subtle.importKey("text", bytes("01"), algorithm, false, ["sign"]), TypeError);
  await assert.rejects(subtle.sign("HMAC", {}, bytes("01")), TypeError);
});

test("a CryptoKey's members cannot be assigned, and changing what they show changes no key", async () => {
  "use strict";
  const key = await subtle.importKey("raw", bytes("01"), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  assert.throws(() => { key.extractable = true; }, TypeError);
  key.usages.push("verify");
  key.algorithm.name = "AES-GCM";
  await assert.rejects(subtle.verify("HMAC", key, bytes("01"), bytes("01")), { name: "InvalidAccessError" });
  assert.equal((await subtle.sign("HMAC", key, bytes("01"))).byteLength, 32);
  assert.equal(String(key), "[object CryptoKey]");
});
