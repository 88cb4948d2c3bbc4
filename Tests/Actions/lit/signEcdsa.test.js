const valid = { toSign: new Array(32).fill(7), publicKey: "0x04" + "5e".repeat(64), sigName: "sig" };

test("signEcdsa signs 32 bytes, in whatever form they come", async () => {
  for (
    const toSign of [
    valid.toSign, new Uint8Array(32), new Uint8Array(64).subarray(16, 48), new ArrayBuffer(32)]) {
    assert.equal(await Lit.Actions.signEcdsa({ ...valid, toSign }), "success");
  }
});

test("signEcdsa signs exactly 32 bytes", async () => {
  for (const count of [1, 31, 33, 64]) {
    await assert.rejects(() => Lit.Actions.signEcdsa({ ...valid, toSign: new Uint8Array(count) }), {
      name: "RangeError", message: `toSign must be exactly 32 bytes, the digest to sign, and has ${count}`,
    });
  }
  await assert.rejects(() => Lit.Actions.signEcdsa({ ...valid, toSign: "0x" + "07".repeat(32) }), {
    name: "RangeError", message: "toSign must not be empty",
  });
});

test("signEcdsa refuses toSign that is missing or empty", async () => {
  for (const toSign of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.signEcdsa({ ...valid, toSign }), {
      name: "RangeError", message: "toSign must not be empty",
    });
  }
});

test("signEcdsa refuses publicKey that is missing, no text or blank", async () => {
  for (const publicKey of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.signEcdsa({ ...valid, publicKey }), {
      name: "RangeError", message: "publicKey must not be blank",
    });
  }
});

test("signEcdsa refuses sigName that is missing, no text or blank", async () => {
  for (const sigName of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.signEcdsa({ ...valid, sigName }), {
      name: "RangeError", message: "sigName must not be blank",
    });
  }
});

test("signEcdsa takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.signEcdsa(wrong), /^TypeError: Lit\.Actions\.signEcdsa takes one object/);
  }
});
