const valid = { chain: "a chain that nobody has" };

test("getRpcUrl says in its result that there is no URL", async () => {
  assert.match(await Lit.Actions.getRpcUrl(valid), /^Error getting RPC URL: (?!Error getting)/);
});

test("getRpcUrl refuses chain that is missing, no text or blank", async () => {
  for (const chain of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.getRpcUrl({ ...valid, chain }), {
      name: "RangeError", message: "chain must not be blank",
    });
  }
});

test("getRpcUrl takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.getRpcUrl(wrong), /^TypeError: Lit\.Actions\.getRpcUrl takes one object/);
  }
});
