test("getRandomValues fills any array of integers, and gives it back", () => {
  for (const type of [
    Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
    BigInt64Array, BigUint64Array]) {
    const array = new type(32);
    assert.equal(crypto.getRandomValues(array), array);
    assert.ok(array.some((value) => value != 0));
  }
});

test("getRandomValues fills the view, and nothing beside it", () => {
  const whole = new Uint8Array(96);
  crypto.getRandomValues(whole.subarray(32, 64));
  assert.ok(whole.subarray(32, 64).some((byte) => byte !== 0));
  assert.ok([...whole.subarray(0, 32), ...whole.subarray(64)].every((byte) => byte === 0));
});

test("getRandomValues has a quota", () => {
  assert.equal(crypto.getRandomValues(new Uint8Array(65536)).length, 65536);
  assert.equal(crypto.getRandomValues(new Uint8Array(0)).length, 0);
  for (const array of [new Uint8Array(65537), new Uint32Array(16385)]) {
    const error = assert.throws(() => crypto.getRandomValues(array), { name: "QuotaExceededError" });
    assert.ok(error instanceof DOMException);
  }
});

test("getRandomValues refuses what is no array of integers", () => {
  for (const wrong of [new Float32Array(4), new Float64Array(4), new DataView(new ArrayBuffer(4))]) {
    assert.throws(() => crypto.getRandomValues(wrong), { name: "TypeMismatchError" });
  }
  for (const wrong of [undefined, null, [1, 2], "text", new ArrayBuffer(4)]) {
    assert.throws(() => crypto.getRandomValues(wrong), TypeError);
  }
});

test("randomUUID gives UUIDs of version 4, each another", () => {
  const seen = new Set();
  for (let count = 0; count < 200; count += 1) {
    const uuid = crypto.randomUUID();
    assert.match(uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    seen.add(uuid);
  }
  assert.equal(seen.size, 200);
});

test("crypto, its parts and its classes are as the web has them", () => {
  assert.equal(String(crypto), "[object Crypto]");
  assert.equal(String(crypto.subtle), "[object SubtleCrypto]");
  assert.ok(crypto instanceof Crypto && crypto.subtle instanceof SubtleCrypto);
  assert.equal(crypto.subtle, crypto.subtle);
  for (const type of [Crypto, SubtleCrypto, CryptoKey]) {
    assert.throws(() => new type(), /^TypeError: Illegal constructor/);
  }
  const { getRandomValues } = crypto;
  assert.throws(() => getRandomValues(new Uint8Array(1)), TypeError);
});
