const { subtle } = crypto;
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
const imported = (name, key, usages = ["encrypt", "decrypt"]) =>
  subtle.importKey("raw", bytes(key), name, true, usages);

// McGrew and Viega, The Galois/Counter Mode of Operation, appendix B: key, plaintext, additional data, iv,
// ciphertext, tag.
const feed = "feffe9928665731c6d6a8f9467308308";
const plain = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
  + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
const additional = "feedfacedeadbeeffeedfacedeadbeefabaddad2";
const longIV = "9313225df88406e555909c5aff5269aa6a7a9538534f7da1e4c303d2a318a728"
  + "c3c0c95156809539fcf0e2429a6b525416aedbf5a0de6a57a637b39b";
const galois = [
  ["00".repeat(16), "", "", "00".repeat(12), "", "58e2fccefa7e3061367f1d57a4e7455a"],
  ["00".repeat(16), "00".repeat(16), "", "00".repeat(12), "0388dace60b6a392f328c2b971b2fe78",
    "ab6e47d42cec13bdf53a67b21257bddf"],
  [feed, plain, additional, "cafebabefacedbaddecaf888",
    "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e"
      + "21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091", "5bc94fbc3221a5db94fae95ae7121a47"],
  [feed, plain, additional, "cafebabefacedbad",
    "61353b4c2806934a777ff51fa22a4755699b2a714fcdc6f83766e5f97b6c7423"
      + "73806900e49f24b22b097544d4896b424989b5e1ebac0f07c23f4598", "3612d2e79e3b0785561be14aaca2fccb"],
  [feed, plain, additional, longIV,
    "8ce24998625615b603a033aca13fb894be9112a5c3a211a8ba262a3cca7e2ca7"
      + "01e4a9a4fba43c90ccdcb281d48c7c6fd62875d2aca417034c34aee5", "619cc5aefffe0bfa462af43c1699d050"],
];

for (const [index, [key, data, additionalData, iv, ciphertext, tag]] of galois.entries()) {
  test(`AES-GCM: known answer ${index}`, async () => {
    const made = await imported("AES-GCM", key);
    const options = { name: "AES-GCM", iv: bytes(iv), additionalData: bytes(additionalData) };
    assert.equal(hex(await subtle.encrypt(options, made, bytes(data))), ciphertext + tag);
    assert.equal(hex(await subtle.decrypt(options, made, bytes(ciphertext + tag))), data);
    for (const tagLength of [32, 64, 96, 104, 112, 120, 128]) {
      const cut = ciphertext + tag.slice(0, tagLength / 4);
      assert.equal(hex(await subtle.encrypt({ ...options, tagLength }, made, bytes(data))), cut);
      assert.equal(hex(await subtle.decrypt({ ...options, tagLength }, made, bytes(cut))), data);
    }
  });

  test(`AES-GCM: known answer ${index}, with one bit changed`, async () => {
    const made = await imported("AES-GCM", key);
    const options = { name: "AES-GCM", iv: bytes(iv), additionalData: bytes(additionalData) };
    const sealed = bytes(ciphertext + tag);
    for (const place of [0, sealed.length - 1]) {
      const changed = sealed.slice();
      changed[place] ^= 1;
      await assert.rejects(subtle.decrypt(options, made, changed), { name: "OperationError" });
    }
    await assert.rejects(
      subtle.decrypt({ ...options, additionalData: bytes("00") }, made, sealed), { name: "OperationError" });
    await assert.rejects(subtle.decrypt(options, made, sealed.subarray(0, 8)), { name: "OperationError" });
  });
}

test("AES-GCM: refuses tags and nonces that do not exist", async () => {
  const key = await imported("AES-GCM", feed);
  for (const tagLength of [0, 24, 88, 129, 256]) {
    await assert.rejects(
      subtle.encrypt({ name: "AES-GCM", iv: bytes("01"), tagLength }, key, bytes("")),
      { name: "OperationError" });
  }
  await assert.rejects(
    subtle.encrypt({ name: "AES-GCM", iv: bytes("") }, key, bytes("")), { name: "OperationError" });
  await assert.rejects(subtle.encrypt({ name: "AES-GCM" }, key, bytes("")), TypeError);
  await assert.rejects(subtle.encrypt({ name: "AES-GCM", iv: "text" }, key, bytes("")), TypeError);
});

// NIST SP 800-38A, F.2 and F.5.
const blocks = "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51";
const keys = {
  128: "2b7e151628aed2a6abf7158809cf4f3c",
  192: "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
  256: "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
};
const chained = {
  128: "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2",
  192: "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a",
  256: "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d",
};
const counted = {
  128: "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff",
  192: "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e94",
  256: "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5",
};

for (const size of [128, 192, 256]) {
  test(`AES-CBC and AES-CTR: known answers with ${size} bits`, async () => {
    const iv = bytes("000102030405060708090a0b0c0d0e0f");
    const cbc = await imported("AES-CBC", keys[size]);
    const sealed = await subtle.encrypt({ name: "AES-CBC", iv }, cbc, bytes(blocks));
    assert.equal(hex(sealed).slice(0, 64), chained[size]);
    assert.equal(sealed.byteLength, 48);
    assert.equal(hex(await subtle.decrypt({ name: "AES-CBC", iv }, cbc, sealed)), blocks);
    const ctr = await imported("AES-CTR", keys[size]);
    const options = { name: "AES-CTR", counter: bytes("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"), length: 64 };
    assert.equal(hex(await subtle.encrypt(options, ctr, bytes(blocks))), counted[size]);
    assert.equal(hex(await subtle.decrypt(options, ctr, bytes(counted[size]))), blocks);
    assert.deepEqual({ ...cbc.algorithm }, { name: "AES-CBC", length: size });
  });
}

test("AES-CBC: every length of plaintext, padded", async () => {
  const key = await imported("AES-CBC", keys[128]);
  const options = { name: "AES-CBC", iv: new Uint8Array(16) };
  for (let count = 0; count < 34; count += 1) {
    const sealed = await subtle.encrypt(options, key, new Uint8Array(count).fill(9));
    assert.equal(sealed.byteLength, 16 * (Math.floor(count / 16) + 1));
    assert.equal(hex(await subtle.decrypt(options, key, sealed)), "09".repeat(count));
  }
});

test("AES-CBC: refuses ivs, lengths and paddings that do not fit", async () => {
  const key = await imported("AES-CBC", keys[128]);
  for (const iv of [new Uint8Array(15), new Uint8Array(0), new Uint8Array(17)]) {
    await assert.rejects(
      subtle.encrypt({ name: "AES-CBC", iv }, key, bytes("00")), { name: "OperationError" });
  }
  for (const count of [0, 15, 17, 16]) {
    await assert.rejects(
      subtle.decrypt({ name: "AES-CBC", iv: new Uint8Array(16) }, key, new Uint8Array(count)),
      { name: "OperationError" });
  }
});

test("AES-CTR: the counter wraps within its bits", async () => {
  const key = await imported("AES-CTR", keys[128]);
  const stream = async (counter, length) =>
    hex(await subtle.encrypt({ name: "AES-CTR", counter: bytes(counter), length }, key, new Uint8Array(32)));
  const high = "00112233445566778899aabbccdd";
  const [first, second] = [await stream(high + "ffff", 16), await stream(high + "0000", 16)];
  assert.equal(first.slice(32), second.slice(0, 32));
  assert.notEqual(first, await stream(high + "ffff", 17));
  assert.equal(
    (await stream("ff".repeat(16), 128)).slice(32), (await stream("00".repeat(16), 128)).slice(0, 32));
});

test("AES-CTR: refuses to use a counter twice", async () => {
  const key = await imported("AES-CTR", keys[128]);
  const run = (length, count) =>
    subtle.encrypt({ name: "AES-CTR", counter: new Uint8Array(16), length }, key, new Uint8Array(count));
  assert.equal((await run(1, 32)).byteLength, 32);
  for (const [length, count] of [[1, 33], [2, 65], [0, 1], [129, 1]]) {
    await assert.rejects(run(length, count), { name: "OperationError" });
  }
});

// RFC 3394, 4.1, 4.3 and 4.6.
for (const [kek, data, wrapped] of [
  ["000102030405060708090a0b0c0d0e0f", "00112233445566778899aabbccddeeff",
    "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5"],
  ["000102030405060708090a0b0c0d0e0f1011121314151617", "00112233445566778899aabbccddeeff",
    "96778b25ae6ca435f92b5b97c050aed2468ab8a17ad84e5d"],
  ["000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    "00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f",
    "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21"],
]) {
  test(`AES-KW: known answer with ${kek.length * 4} bits`, async () => {
    const wrapping = await imported("AES-KW", kek, ["wrapKey", "unwrapKey"]);
    const key = await imported("AES-CBC", data);
    assert.equal(hex(await subtle.wrapKey("raw", key, wrapping, "AES-KW")), wrapped);
    const open = (text) =>
      subtle.unwrapKey("raw", bytes(text), wrapping, "AES-KW", "AES-CBC", true, ["encrypt"]);
    assert.equal(hex(await subtle.exportKey("raw", await open(wrapped))), data);
    for (const wrong of ["ff" + wrapped.slice(2), wrapped.slice(16), wrapped.slice(2), ""]) {
      await assert.rejects(open(wrong), { name: "OperationError" });
    }
  });
}

test("AES-GCM: wraps keys as JSON Web Keys", async () => {
  const wrapping = await imported("AES-GCM", feed, ["wrapKey", "unwrapKey"]);
  const algorithm = { name: "AES-GCM", iv: new Uint8Array(12) };
  const wrapped = await subtle.wrapKey("jwk", await imported("AES-CBC", keys[256]), wrapping, algorithm);
  const key = await subtle.unwrapKey("jwk", wrapped, wrapping, algorithm, "AES-CBC", true, ["encrypt"]);
  assert.equal(hex(await subtle.exportKey("raw", key)), keys[256]);
  const fixed = await subtle.importKey("raw", bytes(feed), "AES-CBC", false, ["encrypt"]);
  await assert.rejects(subtle.wrapKey("raw", fixed, wrapping, algorithm), { name: "InvalidAccessError" });
});

for (const name of ["AES-GCM", "AES-CBC", "AES-CTR", "AES-KW"]) {
  test(`${name}: keys are made, exported and imported`, async () => {
    const usages = name === "AES-KW" ? ["wrapKey"] : ["encrypt"];
    for (const length of [128, 192, 256]) {
      const key = await subtle.generateKey({ name, length }, true, usages);
      const raw = await subtle.exportKey("raw", key);
      assert.equal(raw.byteLength * 8, length);
      const jwk = await subtle.exportKey("jwk", key);
      assert.equal(jwk.alg, `A${length}${name.slice(4)}`);
      const again = await subtle.importKey("jwk", jwk, name, true, usages);
      assert.equal(hex(await subtle.exportKey("raw", again)), hex(raw));
      await assert.rejects(
        subtle.importKey("jwk", { ...jwk, alg: "A1KW" }, name, true, usages), { name: "DataError" });
    }
    for (const length of [0, 100, 512]) {
      await assert.rejects(subtle.generateKey({ name, length }, true, usages), { name: "OperationError" });
    }
    await assert.rejects(subtle.generateKey({ name }, true, usages), TypeError);
    await assert.rejects(subtle.generateKey({ name, length: 128 }, true, []), { name: "SyntaxError" });
    await assert.rejects(subtle.generateKey({ name, length: 128 }, true, ["sign"]), { name: "SyntaxError" });
    await assert.rejects(
      subtle.importKey("raw", new Uint8Array(15), name, true, usages), { name: "DataError" });
    await assert.rejects(
      subtle.importKey("pkcs8", new Uint8Array(16), name, true, usages), { name: "NotSupportedError" });
  });
}
