const tokenId = "0x" + "12".repeat(32);

test("getPermittedAuthMethods gives an array", async () => {
  const list = await Lit.Actions.getPermittedAuthMethods({ tokenId });
  assert.ok(Array.isArray(list));
  for (const entry of list) assert.ok("auth_method_type" in entry && "id" in entry && "user_pubkey" in entry);
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`getPermittedAuthMethods refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(() => Lit.Actions.getPermittedAuthMethods({ tokenId: wrong }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("getPermittedAuthMethods takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.getPermittedAuthMethods({ tokenId: "0x" + "f".repeat(64) });
  await Lit.Actions.getPermittedAuthMethods({ tokenId: ((1n << 256n) - 1n).toString() });
});

test("getPermittedAuthMethods takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.getPermittedAuthMethods(wrong),
      /^TypeError: Lit\.Actions\.getPermittedAuthMethods takes one object/);
  }
});
