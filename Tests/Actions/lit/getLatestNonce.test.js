const valid = { address: "0x" + "ab".repeat(20), chain: "ethereum" };

test("getLatestNonce gives hexadecimal, or the host says that it has no such chain", async () => {
  let nonce;
  try {
    nonce = await Lit.Actions.getLatestNonce(valid);
  } catch (error) {
    assert.equal(error.constructor, Error);
    assert.match(error.message, /ethereum/);
    return;
  }
  assert.match(nonce, /^0x[0-9a-f]+$/);
});

test("getLatestNonce refuses an address that is not 20 bytes", async () => {
  for (
    const [address, length] of [
    ["invalid", 7], ["", 0], [undefined, 0], [7, 0], ["0xabc", 3], ["0x" + "ab".repeat(21), 42]]) {
    await assert.rejects(() => Lit.Actions.getLatestNonce({ ...valid, address }), {
      name: "TypeError",
      message: `invalid length ${length}, expected a (both 0x-prefixed or not) hex string or byte array `
        + "containing 20 bytes",
    });
  }
});

test("getLatestNonce names the character of an address that is no hexadecimal digit", async () => {
  await assert.rejects(() => Lit.Actions.getLatestNonce({ ...valid, address: "0xz" + "a".repeat(39) }), {
    name: "TypeError", message: "invalid hex character: z, at 0",
  });
});

test("getLatestNonce refuses chain that is missing, no text or blank", async () => {
  for (const chain of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.getLatestNonce({ ...valid, chain }), {
      name: "RangeError", message: "chain must not be blank",
    });
  }
});

test("getLatestNonce takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.getLatestNonce(wrong), /^TypeError: Lit\.Actions\.getLatestNonce takes one object/);
  }
});
