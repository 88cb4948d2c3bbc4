const valid = { accessControlConditions: [{
  conditionType: "evmBasic", contractAddress: "", standardContractType: "", chain: "ethereum", method: "",
  parameters: [":currentActionIpfsId"], returnValueTest: { comparator: "!=", value: "nothing" },
}], to_encrypt: Uint8Array.of(1, 2, 3) };

test("encrypt gives base64 and the SHA-256 of what it took", async () => {
  const { ciphertext, dataToEncryptHash } = await Lit.Actions.encrypt(valid);
  assert.match(ciphertext, /^[A-Za-z0-9+/]+=*$/);
  assert.equal(dataToEncryptHash, "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
});

test("encrypt takes bytes, not text", async () => {
  await assert.rejects(() => Lit.Actions.encrypt({ ...valid, to_encrypt: "text" }), {
    name: "TypeError", message: "to_encrypt must be a Uint8Array, such as new TextEncoder().encode(text)",
  });
});

test("encrypt refuses accessControlConditions that are missing or empty", async () => {
  for (const accessControlConditions of [undefined, null, [], "[]", {}]) {
    await assert.rejects(() => Lit.Actions.encrypt({ ...valid, accessControlConditions }), {
      name: "RangeError", message: "accessControlConditions must not be empty",
    });
  }
});

test("encrypt refuses to_encrypt that is missing or empty", async () => {
  for (const to_encrypt of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.encrypt({ ...valid, to_encrypt }), {
      name: "RangeError", message: "to_encrypt must not be empty",
    });
  }
});

test("encrypt takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.encrypt(wrong), /^TypeError: Lit\.Actions\.encrypt takes one object/);
  }
});
