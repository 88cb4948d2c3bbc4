const valid = { ipfsId: "QmbFMke1KXqnYyBBWxB74N4c5SBnJMVAiMNRcGu6x1AwQH" };

test("call takes parameters only as an object", async () => {
  for (const params of [5, "text", [1], true]) {
    await assert.rejects(() => Lit.Actions.call({ ...valid, params }), {
      name: "TypeError", message: "Could not convert params to map",
    });
  }
});

test("call gives the child's response, or the reason why there is no child", async () => {
  try {
    assert.equal(typeof (await Lit.Actions.call({ ...valid, params: { a: 1 } })), "string");
  } catch (error) {
    assert.equal(error.constructor, Error);
    assert.ok(error.message.length > 0);
  }
});

test("call refuses ipfsId that is missing, no text or blank", async () => {
  for (const ipfsId of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.call({ ...valid, ipfsId }), {
      name: "RangeError", message: "ipfsId must not be blank",
    });
  }
});

test("call takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(() => Lit.Actions.call(wrong), /^TypeError: Lit\.Actions\.call takes one object/);
  }
});
