const valid = { tokenId: "1", address: "0x" + "ab".repeat(20) };

test("isPermittedAddress gives a boolean", async () => {
  assert.equal(typeof (await Lit.Actions.isPermittedAddress(valid)), "boolean");
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`isPermittedAddress refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(() => Lit.Actions.isPermittedAddress({ tokenId: wrong, address: valid.address }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("isPermittedAddress takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.isPermittedAddress({ tokenId: "0x" + "f".repeat(64), address: valid.address });
  await Lit.Actions.isPermittedAddress({ tokenId: ((1n << 256n) - 1n).toString(), address: valid.address });
});

test("isPermittedAddress refuses address that is missing, no text or blank", async () => {
  for (const address of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.isPermittedAddress({ ...valid, address }), {
      name: "RangeError", message: "address must not be blank",
    });
  }
});

test("isPermittedAddress takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.isPermittedAddress(wrong),
      /^TypeError: Lit\.Actions\.isPermittedAddress takes one object/);
  }
});
