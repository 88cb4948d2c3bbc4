const valid = { chain: "ethereum", txn: "0xe380808094" + "ab".repeat(20) + "808080808080" };

test("callContract gives hexadecimal, or the reason why it cannot", async () => {
  try {
    assert.match(await Lit.Actions.callContract(valid), /^0x/);
  } catch (error) {
    assert.equal(error.constructor, Error);
    assert.ok(error.message.length > 0);
  }
});

test("callContract refuses chain that is missing, no text or blank", async () => {
  for (const chain of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.callContract({ ...valid, chain }), {
      name: "RangeError", message: "chain must not be blank",
    });
  }
});

test("callContract refuses txn that is missing, no text or blank", async () => {
  for (const txn of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.callContract({ ...valid, txn }), {
      name: "RangeError", message: "txn must not be blank",
    });
  }
});

test("callContract takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.callContract(wrong), /^TypeError: Lit\.Actions\.callContract takes one object/);
  }
});
