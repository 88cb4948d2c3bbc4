const valid = { conditions: [{
  conditionType: "evmBasic", contractAddress: "", standardContractType: "", chain: "ethereum", method: "",
  parameters: [":currentActionIpfsId"], returnValueTest: { comparator: "!=", value: "nothing" },
}], authSig: null, chain: "ethereum" };

test("checkConditions gives a boolean", async () => {
  assert.equal(await Lit.Actions.checkConditions(valid), true);
});

test("checkConditions refuses conditions that are missing or empty", async () => {
  for (const conditions of [undefined, null, [], "[]", {}]) {
    await assert.rejects(() => Lit.Actions.checkConditions({ ...valid, conditions }), {
      name: "RangeError", message: "conditions must not be empty",
    });
  }
});

test("checkConditions needs a chain", async () => {
  for (const chain of [undefined, null, 1, "", " "]) {
    await assert.rejects(() => Lit.Actions.checkConditions({ ...valid, chain }), {
      name: "Error", message: "Chain is required for access control checks",
    });
  }
});

test("checkConditions takes authSig as an object, or null for the request's own", async () => {
  for (const authSig of ["text", 5, [1]]) {
    await assert.rejects(
      () => Lit.Actions.checkConditions({ ...valid, authSig }),
      /^TypeError: authSig must be an object, or null/);
  }
});

test("checkConditions takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.checkConditions(wrong), /^TypeError: Lit\.Actions\.checkConditions takes one object/);
  }
});
