const tokenId = "0x" + "12".repeat(32);

test("getPermittedAddresses gives an array", async () => {
  const list = await Lit.Actions.getPermittedAddresses({ tokenId });
  assert.ok(Array.isArray(list));
  for (const entry of list) assert.ok(/^0x[0-9a-f]{40}$/.test(entry));
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`getPermittedAddresses refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(() => Lit.Actions.getPermittedAddresses({ tokenId: wrong }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("getPermittedAddresses takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.getPermittedAddresses({ tokenId: "0x" + "f".repeat(64) });
  await Lit.Actions.getPermittedAddresses({ tokenId: ((1n << 256n) - 1n).toString() });
});

test("getPermittedAddresses takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.getPermittedAddresses(wrong),
      /^TypeError: Lit\.Actions\.getPermittedAddresses takes one object/);
  }
});
