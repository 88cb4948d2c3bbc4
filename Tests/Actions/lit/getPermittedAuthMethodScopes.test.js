const valid = { tokenId: "1", authMethodType: "1", userId: [1, 2, 3] };

test(
  "getPermittedAuthMethodScopes gives a boolean for each scope, of which there are 100 unless told",
  async () => {
  const scopes = await Lit.Actions.getPermittedAuthMethodScopes(valid);
  assert.equal(scopes.length, 100);
  for (const scope of scopes) assert.equal(typeof scope, "boolean");
  assert.equal((await Lit.Actions.getPermittedAuthMethodScopes({ ...valid, maxScopeId: 3 })).length, 3);
});

test("getPermittedAuthMethodScopes takes maxScopeId only as a whole number", async () => {
  for (const maxScopeId of ["5", -1, 1.5, NaN, 2 ** 32, null, {}]) {
    await assert.rejects(() => Lit.Actions.getPermittedAuthMethodScopes({ ...valid, maxScopeId }), {
      name: "RangeError", message: "maxScopeId must be a whole number between 0 and 4294967295",
    });
  }
});

for (
  const wrong of [
  undefined, null, 7, "", "abc", "0x", "-1", "1.5", "0x1" + "0".repeat(64), (1n << 256n).toString()]) {
  test(`getPermittedAuthMethodScopes refuses ${String(wrong).slice(0, 12)} as tokenId`, async () => {
    await assert.rejects(
      () =>
      Lit.Actions.getPermittedAuthMethodScopes(
      { tokenId: wrong, authMethodType: "1", userId: [1], maxScopeId: 2 }), {
      name: "RangeError", message: "tokenId must be a valid U256 string",
    });
  });
}

test("getPermittedAuthMethodScopes takes the largest token id, in hexadecimal and in decimal", async () => {
  await Lit.Actions.getPermittedAuthMethodScopes(
    { tokenId: "0x" + "f".repeat(64), authMethodType: "1", userId: [1], maxScopeId: 2 });
  await Lit.Actions.getPermittedAuthMethodScopes(
    { tokenId: ((1n << 256n) - 1n).toString(), authMethodType: "1", userId: [1], maxScopeId: 2 });
});

test("getPermittedAuthMethodScopes takes authMethodType only as a string that holds a U256", async () => {
  for (const authMethodType of [undefined, null, 1, "", "one", "1.0", "0x1" + "0".repeat(64)]) {
    await assert.rejects(() => Lit.Actions.getPermittedAuthMethodScopes({ ...valid, authMethodType }), {
      name: "RangeError", message: "authMethodType must be a valid U256 string",
    });
  }
});

test("getPermittedAuthMethodScopes refuses userId that is missing or empty", async () => {
  for (const userId of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.getPermittedAuthMethodScopes({ ...valid, userId }), {
      name: "RangeError", message: "userId must not be empty",
    });
  }
});

test("getPermittedAuthMethodScopes takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.getPermittedAuthMethodScopes(wrong),
      /^TypeError: Lit\.Actions\.getPermittedAuthMethodScopes takes one object/);
  }
});
