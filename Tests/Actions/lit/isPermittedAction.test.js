const valid = { tokenId: "1", ipfsId: "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH" };

test("isPermittedAction gives a boolean", async () => {
  assert.equal(typeof (await Lit.Actions.isPermittedAction(valid)), "boolean");
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`isPermittedAction refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(() => Lit.Actions.isPermittedAction({ tokenId: wrong, ipfsId: valid.ipfsId }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("isPermittedAction takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.isPermittedAction({ tokenId: "0x" + "f".repeat(64), ipfsId: valid.ipfsId });
  await Lit.Actions.isPermittedAction({ tokenId: ((1n << 256n) - 1n).toString(), ipfsId: valid.ipfsId });
});

test("isPermittedAction refuses ipfsId that is missing, no text or blank", async () => {
  for (const ipfsId of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.isPermittedAction({ ...valid, ipfsId }), {
      name: "RangeError", message: "ipfsId must not be blank",
    });
  }
});

test("isPermittedAction takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.isPermittedAction(wrong),
      /^TypeError: Lit\.Actions\.isPermittedAction takes one object/);
  }
});
