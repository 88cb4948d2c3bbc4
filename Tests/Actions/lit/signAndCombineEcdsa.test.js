const valid = { toSign: new Array(32).fill(7), publicKey: "0x04" + "5e".repeat(64), sigName: "sig" };

test("signAndCombineEcdsa signs 32 bytes, in whatever form they come", async () => {
  for (
    const toSign of [
    valid.toSign, new Uint8Array(32), new Uint8Array(64).subarray(16, 48), new ArrayBuffer(32)]) {
    const { r, s, v } = JSON.parse(await Lit.Actions.signAndCombineEcdsa({ ...valid, toSign }));
    assert.match(r, /^0[23][0-9a-f]{64}$/);
    assert.match(s, /^[0-9a-f]{64}$/);
    assert.ok(v === 0 || v === 1);
  }
});

test("signAndCombineEcdsa signs exactly 32 bytes", async () => {
  for (const count of [1, 31, 33, 64]) {
    await assert.rejects(() => Lit.Actions.signAndCombineEcdsa({ ...valid, toSign: new Uint8Array(count) }), {
      name: "RangeError", message: `toSign must be exactly 32 bytes, the digest to sign, and has ${count}`,
    });
  }
  await assert.rejects(() => Lit.Actions.signAndCombineEcdsa({ ...valid, toSign: "0x" + "07".repeat(32) }), {
    name: "RangeError", message: "toSign must not be empty",
  });
});

test("signAndCombineEcdsa refuses toSign that is missing or empty", async () => {
  for (const toSign of [undefined, null, [], new Uint8Array(0), {}]) {
    await assert.rejects(() => Lit.Actions.signAndCombineEcdsa({ ...valid, toSign }), {
      name: "RangeError", message: "toSign must not be empty",
    });
  }
});

test("signAndCombineEcdsa refuses publicKey that is missing, no text or blank", async () => {
  for (const publicKey of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.signAndCombineEcdsa({ ...valid, publicKey }), {
      name: "RangeError", message: "publicKey must not be blank",
    });
  }
});

test("signAndCombineEcdsa refuses sigName that is missing, no text or blank", async () => {
  for (const sigName of [undefined, null, 5, {}, "", "   "]) {
    await assert.rejects(() => Lit.Actions.signAndCombineEcdsa({ ...valid, sigName }), {
      name: "RangeError", message: "sigName must not be blank",
    });
  }
});

test("signAndCombineEcdsa takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.signAndCombineEcdsa(wrong),
      /^TypeError: Lit\.Actions\.signAndCombineEcdsa takes one object/);
  }
});
