// The public key of the private key 1, and the hash of it that token ids are.
const publicKey = "0x0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
  + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

test("pubkeyToTokenId is the Keccak-256 of the key's bytes, at once", () => {
  const tokenId = Lit.Actions.pubkeyToTokenId({ publicKey });
  assert.equal(tokenId, "0x393a75c54f3552ba0c8900297d6e99bb8abf8cc013bb0e912d0b176596fe7b88");
  assert.equal(Lit.Actions.pubkeyToTokenId({ publicKey: publicKey.slice(2) }), tokenId);
  assert.equal(
    Lit.Actions.pubkeyToTokenId({ publicKey: publicKey.toUpperCase().replace("0X", "0x") }), tokenId);
});

test("pubkeyToTokenId can be awaited", async () => {
  assert.match(await Lit.Actions.pubkeyToTokenId({ publicKey: "04" }), /^0x[0-9a-f]{64}$/);
});

test("pubkeyToTokenId refuses a key that is missing or blank", () => {
  for (const wrong of [undefined, null, 4, "", " "]) {
    assert.throws(() => Lit.Actions.pubkeyToTokenId({ publicKey: wrong }), {
      name: "RangeError", message: "publicKey must not be blank",
    });
  }
});

test("pubkeyToTokenId refuses what is no hexadecimal", () => {
  for (const wrong of ["0x123", "xyz0", "04 4"]) {
    assert.throws(
      () => Lit.Actions.pubkeyToTokenId({ publicKey: wrong }), /^RangeError: publicKey must be hexadecimal/);
  }
});

test("pubkeyToTokenId takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.throws(
      () => Lit.Actions.pubkeyToTokenId(wrong), /^TypeError: Lit\.Actions\.pubkeyToTokenId takes one object/);
  }
});
