const valid = { symmetricKey: Uint8Array.from({ length: 32 }, (_, i) => i), ciphertext: new Uint8Array(48) };

test("aesDecrypt opens an IV followed by AES-256-CBC, and gives hexadecimal", async () => {
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const key = await crypto.subtle.importKey("raw", valid.symmetricKey, "AES-CBC", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-CBC", iv }, key, new TextEncoder().encode("hello"));
  const ciphertext = new Uint8Array([...iv, ...new Uint8Array(sealed)]);
  assert.equal(await Lit.Actions.aesDecrypt({ ...valid, ciphertext }), "68656c6c6f");
});

test("aesDecrypt fails in an error that can be caught", async () => {
  const symmetricKey = valid.symmetricKey.subarray(1);
  const error = await assert.rejects(() => Lit.Actions.aesDecrypt({ ...valid, symmetricKey }));
  assert.ok(error instanceof Error);
});

test("aesDecrypt refuses symmetricKey that is missing or empty", async () => {
  for (const symmetricKey of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.aesDecrypt({ ...valid, symmetricKey }), {
      name: "RangeError", message: "symmetricKey must not be empty",
    });
  }
});

test("aesDecrypt refuses ciphertext that is missing or empty", async () => {
  for (const ciphertext of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.aesDecrypt({ ...valid, ciphertext }), {
      name: "RangeError", message: "ciphertext must not be empty",
    });
  }
});

test("aesDecrypt takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.aesDecrypt(wrong), /^TypeError: Lit\.Actions\.aesDecrypt takes one object/);
  }
});
