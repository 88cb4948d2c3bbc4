const { subtle } = crypto;
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const utf8 = (text) => new TextEncoder().encode(text);
const curves = { "P-256": 32, "P-384": 48, "P-521": 66 };

// RFC 6979, A.2.5 and A.2.6: signatures of "sample".
const samples = {
  "P-256": {
    point: "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
      + "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
    key: "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
    "SHA-1": "61340c88c3aaebeb4f6d667f672ca9759a6ccaa9fa8811313039ee4a35471d32"
      + "6d7f147dac089441bb2e2fe8f7a3fa264b9c475098fdcf6e00d7c996e1b8b7eb",
    "SHA-256": "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
      + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "SHA-512": "8496a60b5e9b47c825488827e0495b0e3fa109ec4568fd3f8d1097678eb97f00"
      + "2362ab1adbe2b8adf9cb9edab740ea6049c028114f2460f96554f61fae3302fe",
  },
};

for (const [namedCurve, { point, key, ...signatures }] of Object.entries(samples)) {
  test(`ECDSA: signatures of RFC 6979 with ${namedCurve}`, async () => {
    const algorithm = { name: "ECDSA", namedCurve };
    const publicKey = await subtle.importKey("raw", bytes(point), algorithm, true, ["verify"]);
    for (const [hash, signature] of Object.entries(signatures)) {
      assert.equal(
        await subtle.verify({ name: "ECDSA", hash }, publicKey, bytes(signature), utf8("sample")), true);
      assert.equal(
        await subtle.verify({ name: "ECDSA", hash }, publicKey, bytes(signature), utf8("Sample")), false);
    }
    const size = curves[namedCurve];
    const compressed = (parseInt(point.slice(-2), 16) % 2 === 0 ? "02" : "03") + point.slice(2, 2 + 2 * size);
    const again = await subtle.importKey("raw", bytes(compressed), algorithm, true, ["verify"]);
    assert.equal(hex(await subtle.exportKey("raw", again)), point);
    const base64url = (text) =>
      btoa(String.fromCharCode(...bytes(text))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const jwk = {
      kty: "EC", crv: namedCurve, x: base64url(point.slice(2, 2 + 2 * size)),
        y: base64url(point.slice(2 + 2 * size)),
      d: base64url(key),
    };
    const privateKey = await subtle.importKey("jwk", jwk, algorithm, true, ["sign"]);
    const made = await subtle.sign({ name: "ECDSA", hash: "SHA-256" }, privateKey, utf8("mine"));
    assert.equal(
      await subtle.verify({ name: "ECDSA", hash: "SHA-256" }, publicKey, made, utf8("mine")), true);
  });
}

for (const [namedCurve, size] of Object.entries(curves)) {
  test(`ECDSA: keys of ${namedCurve} in every format`, async () => {
    const algorithm = { name: "ECDSA", namedCurve };
    const pair = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
    assert.deepEqual([pair.publicKey.type, pair.publicKey.usages], ["public", ["verify"]]);
    assert.deepEqual([pair.privateKey.type, pair.privateKey.usages], ["private", ["sign"]]);
    assert.deepEqual({ ...pair.publicKey.algorithm }, algorithm);
    const signature = await subtle.sign({ name: "ECDSA", hash: "SHA-384" }, pair.privateKey, utf8("text"));
    assert.equal(signature.byteLength, 2 * size);
    for (const format of ["raw", "spki", "jwk"]) {
      const exported = await subtle.exportKey(format, pair.publicKey);
      const key = await subtle.importKey(format, exported, algorithm, true, ["verify"]);
      assert.equal(
        await subtle.verify({ name: "ECDSA", hash: "SHA-384" }, key, signature, utf8("text")), true);
    }
    for (const format of ["pkcs8", "jwk"]) {
      const exported = await subtle.exportKey(format, pair.privateKey);
      const key = await subtle.importKey(format, exported, algorithm, true, ["sign"]);
      const made = await subtle.sign({ name: "ECDSA", hash: "SHA-1" }, key, utf8("other"));
      assert.equal(
        await subtle.verify({ name: "ECDSA", hash: "SHA-1" }, pair.publicKey, made, utf8("other")), true);
      assert.deepEqual(await subtle.exportKey(format, key), exported);
    }
    for (
      const [format, key] of [
      ["raw", pair.privateKey], ["spki", pair.privateKey], ["pkcs8", pair.publicKey]]) {
      await assert.rejects(subtle.exportKey(format, key), { name: "InvalidAccessError" });
    }
  });

  test(`ECDH: two sides agree on ${namedCurve}`, async () => {
    const algorithm = { name: "ECDH", namedCurve };
    const [one, other] = [
      await subtle.generateKey(algorithm, false, ["deriveBits"]),
        await subtle.generateKey(algorithm, true, ["deriveBits"]),
    ];
    const derive = (key, peer, bits) =>
      subtle.deriveBits({ name: "ECDH", public: peer.publicKey }, key.privateKey, bits);
    const secret = await derive(one, other, null);
    assert.equal(secret.byteLength, size);
    assert.equal(hex(secret), hex(await derive(other, one, null)));
    assert.equal(hex(await derive(one, other, 128)), hex(secret).slice(0, 32));
    assert.equal(new Uint8Array(await derive(one, other, 12))[1] & 0x0f, 0);
    await assert.rejects(derive(one, other, size * 8 + 8), { name: "OperationError" });
    const aes = ["deriveBits", "deriveKey"];
    const pkcs8 = await subtle.exportKey("pkcs8", other.privateKey);
    const key = await subtle.importKey("pkcs8", pkcs8, algorithm, false, aes);
    const made
      = await subtle.deriveKey(
      { name: "ECDH", public: one.publicKey }, key, { name: "AES-GCM", length: 256 }, true, ["encrypt"]);
    assert.equal(hex(await subtle.exportKey("raw", made)), hex(secret).slice(0, 64));
  });
}

test("ECDH: RFC 5903, 8.1", async () => {
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const key = "c88f01f510d9ac3f70a292daa2316de544e9aab8afe84049c62a9c57862d1433";
  const peer = "04d12dfb5289c8d4f81208b70270398c342296970a0bccb74c736fc7554494bf63"
    + "56fbf3ca366cc23e8157854c13c58d6aac23f046ada30f8353e74f33039872ab";
  const pkcs8 = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420" + key;
  const privateKey = await subtle.importKey("pkcs8", bytes(pkcs8), algorithm, false, ["deriveBits"]);
  const publicKey = await subtle.importKey("raw", bytes(peer), algorithm, false, []);
  assert.equal(hex(await subtle.deriveBits({ name: "ECDH", public: publicKey }, privateKey, 256)),
    "d6840f6b42f6edafd13116e0e12565202fef8e9ece7dce03812464d04b9442de");
});

test("ECDSA and ECDH: what is refused", async () => {
  const algorithm = { name: "ECDSA", namedCurve: "P-256" };
  const { publicKey, privateKey } = await subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const raw = new Uint8Array(await subtle.exportKey("raw", publicKey));
  const off = raw.slice();
  off[40] ^= 1;
  for (const wrong of [off, raw.subarray(1), raw.subarray(0, 64), new Uint8Array(65), Uint8Array.of(0)]) {
    await assert.rejects(subtle.importKey("raw", wrong, algorithm, true, ["verify"]), { name: "DataError" });
  }
  const spki = new Uint8Array(await subtle.exportKey("spki", publicKey));
  for (
    const wrong of [
    spki.subarray(1), spki.subarray(0, 80), new Uint8Array(0),
    Uint8Array.of(0x30, 0x84, 255, 255, 255, 255)]) {
    await assert.rejects(subtle.importKey("spki", wrong, algorithm, true, ["verify"]), { name: "DataError" });
  }
  await assert.rejects(
    subtle.importKey("spki", spki, { ...algorithm, namedCurve: "P-384" }, true, ["verify"]),
    { name: "DataError" });
  await assert.rejects(subtle.importKey("spki", spki, "Ed25519", true, ["verify"]), { name: "DataError" });
  const jwk = await subtle.exportKey("jwk", privateKey);
  const other
    = await subtle.exportKey(
    "jwk", (await subtle.generateKey(algorithm, true, ["sign", "verify"])).privateKey);
  for (const change of [
    { d: other.d }, { x: undefined }, { x: "AQ" }, { crv: "P-384" }, { kty: "OKP" }, { alg: "ES384" },
    { use: "enc" }, { ext: false }, { key_ops: ["verify"] }, { d: "" },
      { d: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }]) {
    await assert.rejects(
      subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, ["sign"]), { name: "DataError" });
  }
  await assert.rejects(subtle.importKey("jwk", "text", algorithm, true, ["sign"]), TypeError);
  await assert.rejects(subtle.importKey("jwk", jwk, algorithm, true, ["verify"]), { name: "SyntaxError" });
  await assert.rejects(subtle.importKey("jwk", jwk, algorithm, true, []), { name: "SyntaxError" });
  await assert.rejects(
    subtle.generateKey({ ...algorithm, namedCurve: "P-192" }, true, ["sign"]), { name: "NotSupportedError" });
  await assert.rejects(subtle.generateKey("ECDSA", true, ["sign"]), TypeError);
  await assert.rejects(subtle.generateKey(algorithm, true, ["verify"]), { name: "SyntaxError" });
  await assert.rejects(
    subtle.sign({ name: "ECDSA", hash: "SHA-256" }, publicKey, raw), { name: "InvalidAccessError" });
  await assert.rejects(subtle.sign("ECDSA", privateKey, raw), TypeError);
  const verify = (signature) => subtle.verify({ name: "ECDSA", hash: "SHA-256" }, publicKey, signature, raw);
  for (
    const wrong of [
    new Uint8Array(0), new Uint8Array(63), new Uint8Array(64), new Uint8Array(64).fill(255)]) {
    assert.equal(await verify(wrong), false);
  }
  const dh = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const far = await subtle.generateKey({ name: "ECDH", namedCurve: "P-384" }, true, ["deriveBits"]);
  const derive = (peer, key = dh.privateKey) => subtle.deriveBits({ name: "ECDH", public: peer }, key, 256);
  await assert.rejects(derive(far.publicKey), { name: "InvalidAccessError" });
  await assert.rejects(derive(dh.privateKey), { name: "InvalidAccessError" });
  await assert.rejects(derive(publicKey), { name: "InvalidAccessError" });
  await assert.rejects(derive(dh.publicKey, dh.publicKey), { name: "InvalidAccessError" });
  await assert.rejects(derive({}), TypeError);
});

// RFC 8032, 7.1: private key, public key, message, signature.
for (const [index, [key, publicKey, message, signature]] of [
  ["9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
      + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"],
  ["4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
      + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"],
].entries()) {
  test(`Ed25519: RFC 8032, number ${index}`, async () => {
    const pkcs8 = bytes("302e020100300506032b657004220420" + key);
    const made = await subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
    const jwk = await subtle.exportKey("jwk", made);
    assert.deepEqual([jwk.kty, jwk.crv], ["OKP", "Ed25519"]);
    const open = await subtle.importKey("raw", bytes(publicKey), { name: "ed25519" }, true, ["verify"]);
    const { d, ...half } = jwk;
    const same = await subtle.importKey("jwk", { ...half, key_ops: ["verify"] }, "Ed25519", true, ["verify"]);
    assert.equal(hex(await subtle.exportKey("raw", same)), publicKey);
    assert.equal(hex(await subtle.exportKey("pkcs8", made)), hex(pkcs8));
    assert.equal(hex(await subtle.exportKey("spki", open)), "302a300506032b6570032100" + publicKey);
    assert.equal(await subtle.verify("Ed25519", open, bytes(signature), bytes(message)), true);
    assert.equal(await subtle.verify("Ed25519", open, bytes(signature), bytes(message + "00")), false);
    assert.equal(await subtle.verify("Ed25519", open, bytes(signature).subarray(1), bytes(message)), false);
    const own = await subtle.sign("Ed25519", made, bytes(message));
    assert.equal(await subtle.verify("Ed25519", open, own, bytes(message)), true);
    assert.equal(hex(own), signature);
  });
}

test("X25519: RFC 7748, 6.1", async () => {
  const key = bytes("302e020100300506032b656e04220420"
    + "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  const privateKey = await subtle.importKey("pkcs8", key, "X25519", false, ["deriveBits"]);
  const peer = bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  const publicKey = await subtle.importKey("raw", peer, "X25519", true, []);
  assert.equal(hex(await subtle.deriveBits({ name: "X25519", public: publicKey }, privateKey, 256)),
    "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
});

test("X25519 and Ed25519: what is refused", async () => {
  const pair = await subtle.generateKey("X25519", true, ["deriveBits"]);
  const zero = await subtle.importKey("raw", new Uint8Array(32), "X25519", true, []);
  await assert.rejects(
    subtle.deriveBits({ name: "X25519", public: zero }, pair.privateKey, 256), { name: "OperationError" });
  for (const name of ["X25519", "Ed25519"]) {
    const usages = name === "X25519" ? [] : ["verify"];
    for (const size of [0, 31, 33]) {
      await assert.rejects(
        subtle.importKey("raw", new Uint8Array(size), name, true, usages), { name: "DataError" });
    }
  }
  await assert.rejects(subtle.generateKey("Ed448", true, ["sign"]), { name: "NotSupportedError" });
  await assert.rejects(subtle.generateKey("Ed25519", true, ["deriveBits"]), { name: "SyntaxError" });
});
