// structuredClone.
test("primitives and plain values", () => {
  for (const value of [undefined, null, true, 0, -0, NaN, 1.5, 10n, "",
    "\ud800"]) assert.equal(structuredClone(value), value);
  const value = { a: [1, , 3], "": { b: null }, d: new Date(5), r: /x+/giu, n: Object(1), s: Object("x"),
    t: Object(false), g: Object(5n) };
  const copy = structuredClone(value);
  assert.deepEqual(Object.keys(copy), Object.keys(value));
  assert.ok(copy.a.length === 3 && !(1 in copy.a) && copy.a !== value.a);
  assert.ok(copy.d instanceof Date && +copy.d === 5 && copy.d !== value.d);
  assert.deepEqual([String(copy.r), copy.r.lastIndex], ["/x+/giu", 0]);
  assert.deepEqual([copy.n instanceof Number, copy.s.valueOf(), copy.t.valueOf(), copy.g.valueOf()],
    [true, "x", false, 5n]);
});
test("circles and identity", () => {
  const value = { list: [] };
  value.self = value;
  value.list.push(value.list, value);
  value.map = new Map([[value, value.list]]);
  const copy = structuredClone(value);
  assert.ok(copy.self === copy && copy.list[0] === copy.list && copy.list[1] === copy &&
    copy.map.get(copy) === copy.list);
});
test("maps and sets", () => {
  const copy = structuredClone(new Map([[{ k: 1 }, new Set([1, "a", new Set()])]]));
  const [[key, members]] = [...copy];
  assert.deepEqual(key, { k: 1 });
  assert.ok(members instanceof Set && members.size === 3);
});
test("errors", () => {
  const error = new RangeError("out", { cause: { a: 1 } });
  error.extra = 1;
  const copy = structuredClone(error);
  assert.ok(copy instanceof RangeError);
  assert.deepEqual([copy.message, copy.stack, copy.cause, copy.extra],
    ["out", error.stack, { a: 1 }, undefined]);
  class Mine extends Error { get name() { return "Mine"; } }
  const mine = structuredClone(new Mine("x"));
  assert.deepEqual([mine.constructor, mine.name], [Error, "Error"]);
  const exception = structuredClone(new DOMException("m", "DataError"));
  assert.ok(exception instanceof DOMException && exception.name === "DataError" && exception.message === "m");
});
test("buffers and views", () => {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]).buffer;
  const { a, b, c, d } = structuredClone({ a: new Uint8Array(buffer, 1, 2), b: new DataView(buffer, 2),
    c: new Float64Array(buffer), d: buffer });
  assert.deepEqual(Array.from(a), [2, 3]);
  assert.ok(a.buffer === b.buffer && c.buffer === d && d !== buffer && a.byteOffset === 1);
  assert.equal(b.getUint8(0), 3);
  const big = structuredClone(new BigInt64Array([5n]));
  assert.equal(big[0], 5n);
});
test("transfer", () => {
  const buffer = new Uint8Array([1, 2, 3]).buffer;
  const view = new Uint8Array(buffer, 1);
  const copy = structuredClone({ view, buffer }, { transfer: [buffer] });
  assert.equal(buffer.byteLength, 0);
  assert.equal(view.length, 0);
  assert.deepEqual(Array.from(copy.view), [2, 3]);
  assert.equal(copy.view.buffer, copy.buffer);
  const fresh = new ArrayBuffer(1);
  assert.throws(() => structuredClone(null, { transfer: [fresh, fresh] }), "DataCloneError");
  assert.throws(() => structuredClone(null, { transfer: [buffer] }), "DataCloneError");
  assert.throws(() => structuredClone(buffer), "DataCloneError");
  assert.throws(() => structuredClone(null, { transfer: [{}] }), "DataCloneError");
  assert.throws(() => structuredClone(null, { transfer: [1] }), TypeError);
  assert.throws(() => structuredClone(() => 1, { transfer: [fresh] }), "DataCloneError");
  assert.equal(fresh.byteLength, 1, "nothing is transferred when cloning fails");
});
test("what can not be cloned", () => {
  for (const value of [() => 1, Symbol("x"), Object(Symbol("x")), new WeakMap(), new WeakSet(),
    new WeakRef({}), Promise.resolve(),
    new Headers(), new EventTarget(), new ReadableStream(), class {}, { deep: [{ f() {} }] }]) {
    const error = assert.throws(() => structuredClone(value), "DataCloneError",
      String(value?.constructor?.name));
    assert.equal(error.code, 25);
  }
  assert.throws(() => structuredClone(() => 1), { message: "() => 1 could not be cloned." });
  assert.throws(() => structuredClone(), TypeError);
});
test("objects lose their class, getters are read, what is hidden is left out", () => {
  class Point { constructor() { this.x = 1; } get y() { return 2; } }
  const copy = structuredClone(new Point());
  assert.equal(Object.getPrototypeOf(copy), Object.prototype);
  assert.deepEqual(copy, { x: 1 });
  const value = Object.defineProperty({ get seen() { return 3; }, [Symbol("s")]: 1 }, "hidden", { value: 1 });
  assert.deepEqual(Reflect.ownKeys(structuredClone(value)), ["seen"]);
  assert.equal(Object.getOwnPropertyDescriptor(structuredClone(value), "seen").value, 3);
  const thrown = new Error("getter");
  assert.equal(assert.throws(() => structuredClone({ get x() { throw thrown; } })), thrown);
  assert.deepEqual(Object.getOwnPropertyNames(structuredClone(JSON.parse('{"__proto__":1}'))), ["__proto__"]);
});
test("blobs and files", async () => {
  const copy = structuredClone(new File(["x"], "n", { type: "a/b", lastModified: 3 }));
  assert.deepEqual([copy instanceof File, copy.name, copy.type, copy.lastModified, await copy.text()],
    [true, "n", "a/b", 3, "x"]);
  assert.equal(await structuredClone(new Blob(["y"])).text(), "y");
});
