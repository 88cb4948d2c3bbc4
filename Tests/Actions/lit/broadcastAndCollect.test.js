const valid = { name: "exchange", value: "mine" };

test("broadcastAndCollect gives texts, one of which is the own", async () => {
  const values = await Lit.Actions.broadcastAndCollect(valid);
  assert.ok(Array.isArray(values));
  assert.ok(values.includes("mine"));
  for (const value of values) assert.equal(typeof value, "string");
});

test("broadcastAndCollect refuses name that is missing, no text or blank", async () => {
  for (const name of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.broadcastAndCollect({ ...valid, name }), {
      name: "RangeError", message: "name must not be blank",
    });
  }
});

test("broadcastAndCollect refuses value that is missing, no text or blank", async () => {
  for (const value of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.broadcastAndCollect({ ...valid, value }), {
      name: "RangeError", message: "value must not be blank",
    });
  }
});

test("broadcastAndCollect takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.broadcastAndCollect(wrong),
      /^TypeError: Lit\.Actions\.broadcastAndCollect takes one object/);
  }
});
