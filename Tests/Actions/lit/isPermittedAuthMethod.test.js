const valid = { tokenId: "1", authMethodType: "1", userId: [1, 2, 3] };

test("isPermittedAuthMethod gives a boolean, whatever form the bytes have", async () => {
  for (const userId of [[1, 2], Uint8Array.of(1, 2), Uint8Array.of(1, 2).buffer, new Uint16Array([513])]) {
    assert.equal(typeof (await Lit.Actions.isPermittedAuthMethod({ ...valid, userId })), "boolean");
  }
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`isPermittedAuthMethod refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(
      () => Lit.Actions.isPermittedAuthMethod({ tokenId: wrong, authMethodType: "1", userId: [1] }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("isPermittedAuthMethod takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.isPermittedAuthMethod(
    { tokenId: "0x" + "f".repeat(64), authMethodType: "1", userId: [1] });
  await Lit.Actions.isPermittedAuthMethod(
    { tokenId: ((1n << 256n) - 1n).toString(), authMethodType: "1", userId: [1] });
});

test("isPermittedAuthMethod takes authMethodType only as a string that holds a U256", async () => {
  for (const authMethodType of [undefined, null, 1, "", "one", "1.0", "0x1" + "0".repeat(64)]) {
    await assert.rejects(() => Lit.Actions.isPermittedAuthMethod({ ...valid, authMethodType }), {
      name: "RangeError", message: "authMethodType must be a valid U256 string",
    });
  }
});

test("isPermittedAuthMethod refuses userId that is missing or empty", async () => {
  for (const userId of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.isPermittedAuthMethod({ ...valid, userId }), {
      name: "RangeError", message: "userId must not be empty",
    });
  }
});

test("isPermittedAuthMethod takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.isPermittedAuthMethod(wrong),
      /^TypeError: Lit\.Actions\.isPermittedAuthMethod takes one object/);
  }
});
