const tokenId = "0x" + "12".repeat(32);

test("getPermittedActions gives an array", async () => {
  const list = await Lit.Actions.getPermittedActions({ tokenId });
  assert.ok(Array.isArray(list));
  for (const entry of list) assert.ok(typeof entry === "string");
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`getPermittedActions refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(() => Lit.Actions.getPermittedActions({ tokenId: wrong }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("getPermittedActions takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.getPermittedActions({ tokenId: "0x" + "f".repeat(64) });
  await Lit.Actions.getPermittedActions({ tokenId: ((1n << 256n) - 1n).toString() });
});

test("getPermittedActions takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.getPermittedActions(wrong),
      /^TypeError: Lit\.Actions\.getPermittedActions takes one object/);
  }
});
