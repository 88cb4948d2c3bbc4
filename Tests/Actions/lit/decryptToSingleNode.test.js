const valid = { accessControlConditions: [{
  conditionType: "evmBasic", contractAddress: "", standardContractType: "", chain: "ethereum", method: "",
  parameters: [":currentActionIpfsId"], returnValueTest: { comparator: "!=", value: "nothing" },
}], ciphertext: "AAAA", dataToEncryptHash: "00", authSig: null, chain: "ethereum" };

test("decryptToSingleNode gives back what encrypt took", async () => {
  const to_encrypt = new TextEncoder().encode("a secret, gr\u00fcezi");
  const { accessControlConditions } = valid;
  const sealed = await Lit.Actions.encrypt({ accessControlConditions, to_encrypt });
  const opened = await Lit.Actions.decryptToSingleNode({ ...valid, ...sealed });
  assert.equal(opened, "a secret, gr\u00fcezi");
});

test("decryptToSingleNode tells a script what the node refused, in an error that can be caught", async () => {
  const error = await assert.rejects(() => Lit.Actions.decryptToSingleNode(valid));
  assert.equal(error.constructor, Error);
  assert.ok(error.message.length > 0);
});

test("decryptToSingleNode refuses accessControlConditions that are missing or empty", async () => {
  for (const accessControlConditions of [undefined, null, [], "[]", {}]) {
    await assert.rejects(() => Lit.Actions.decryptToSingleNode({ ...valid, accessControlConditions }), {
      name: "RangeError", message: "accessControlConditions must not be empty",
    });
  }
});

test("decryptToSingleNode refuses ciphertext that is missing, no text or blank", async () => {
  for (const ciphertext of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.decryptToSingleNode({ ...valid, ciphertext }), {
      name: "RangeError", message: "ciphertext must not be blank",
    });
  }
});

test("decryptToSingleNode refuses dataToEncryptHash that is missing, no text or blank", async () => {
  for (const dataToEncryptHash of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.decryptToSingleNode({ ...valid, dataToEncryptHash }), {
      name: "RangeError", message: "dataToEncryptHash must not be blank",
    });
  }
});

test("decryptToSingleNode needs a chain", async () => {
  for (const chain of [undefined, null, 1, "", " "]) {
    await assert.rejects(() => Lit.Actions.decryptToSingleNode({ ...valid, chain }), {
      name: "Error", message: "Chain is required for access control checks",
    });
  }
});

test("decryptToSingleNode takes authSig as an object, or null for the request's own", async () => {
  for (const authSig of ["text", 5, [1]]) {
    await assert.rejects(
      () => Lit.Actions.decryptToSingleNode({ ...valid, authSig }),
      /^TypeError: authSig must be an object, or null/);
  }
});

test("decryptToSingleNode takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.decryptToSingleNode(wrong),
      /^TypeError: Lit\.Actions\.decryptToSingleNode takes one object/);
  }
});
