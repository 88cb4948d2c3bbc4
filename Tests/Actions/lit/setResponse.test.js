test("setResponse answers at once, with nothing, and can be called again", () => {
  assert.equal(Lit.Actions.setResponse({ response: "first" }), undefined);
  assert.equal(Lit.Actions.setResponse({ response: JSON.stringify({ second: true }) }), undefined);
});

test("setResponse takes what is no text as the empty text", () => {
  for (const response of [undefined, null, 5, { a: 1 }, ["x"]]) Lit.Actions.setResponse({ response });
});

test("setResponse takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.throws(
      () => Lit.Actions.setResponse(wrong), /^TypeError: Lit\.Actions\.setResponse takes one object/);
  }
});
