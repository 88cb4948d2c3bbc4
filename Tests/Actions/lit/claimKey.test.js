const valid = { keyId: "a key" };

test("claimKey succeeds, as often as one likes", async () => {
  for (const keyId of ["a key", "another", "a key"]) {
    assert.equal(await Lit.Actions.claimKey({ keyId }), "success");
  }
});

test("claimKey refuses keyId that is missing, no text or blank", async () => {
  for (const keyId of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.claimKey({ ...valid, keyId }), {
      name: "RangeError", message: "keyId must not be blank",
    });
  }
});

test("claimKey takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.claimKey(wrong), /^TypeError: Lit\.Actions\.claimKey takes one object/);
  }
});
