const valid = { message: "hello", publicKey: "0x04" + "5e".repeat(64), sigName: "sig" };

test("ethPersonalSignMessageEcdsa signs text, blanks and all", async () => {
  for (const message of ["hello", " ", "gr\u00fcezi \u{1f680}"]) {
    assert.equal(await Lit.Actions.ethPersonalSignMessageEcdsa({ ...valid, message }), "success");
  }
});

test("ethPersonalSignMessageEcdsa refuses message that is missing, no text or empty", async () => {
  for (const message of [undefined, null, 5, {}, ""]) {
    await assert.rejects(() => Lit.Actions.ethPersonalSignMessageEcdsa({ ...valid, message }), {
      name: "RangeError", message: "message must not be empty",
    });
  }
});

test("ethPersonalSignMessageEcdsa refuses publicKey that is missing, no text or blank", async () => {
  for (const publicKey of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.ethPersonalSignMessageEcdsa({ ...valid, publicKey }), {
      name: "RangeError", message: "publicKey must not be blank",
    });
  }
});

test("ethPersonalSignMessageEcdsa refuses sigName that is missing, no text or blank", async () => {
  for (const sigName of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.ethPersonalSignMessageEcdsa({ ...valid, sigName }), {
      name: "RangeError", message: "sigName must not be blank",
    });
  }
});

test("ethPersonalSignMessageEcdsa takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.ethPersonalSignMessageEcdsa(wrong),
      /^TypeError: Lit\.Actions\.ethPersonalSignMessageEcdsa takes one object/);
  }
});
