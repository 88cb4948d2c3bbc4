// AbortController and AbortSignal.
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("abort", () => {
  const controller = new AbortController();
  const { signal } = controller;
  assert.equal(signal, controller.signal);
  assert.deepEqual([signal.aborted, signal.reason, signal.onabort], [false, undefined, null]);
  signal.throwIfAborted();
  const events = [];
  signal.onabort = (event) => events.push(["on", event.type, event.isTrusted, event.target === signal]);
  signal.addEventListener("abort", () => events.push(["listener"]));
  controller.abort();
  controller.abort("again");
  assert.deepEqual(events, [["on", "abort", true, true], ["listener"]]);
  assert.ok(signal.reason instanceof DOMException);
  assert.deepEqual([signal.reason.name, signal.reason.code, signal.reason.message],
    ["AbortError", 20, "The signal has been aborted"]);
  assert.equal(assert.throws(() => signal.throwIfAborted()), signal.reason);
});
test("reasons", () => {
  for (const reason of ["x", null, 0, new Error("e")]) {
    const controller = new AbortController();
    controller.abort(reason);
    assert.equal(controller.signal.reason, reason);
  }
  assert.equal(AbortSignal.abort("y").reason, "y");
  assert.equal(AbortSignal.abort().reason.name, "AbortError");
  assert.throws(() => new AbortSignal(), { message: "Illegal constructor" });
});
test("timeout", async () => {
  const signal = AbortSignal.timeout(5);
  assert.ok(!signal.aborted);
  await wait(30);
  assert.deepEqual([signal.aborted, signal.reason.name, signal.reason.code], [true, "TimeoutError", 23]);
  for (const bad of [-1, NaN, Infinity, 2 ** 53, "x"]) assert.throws(() => AbortSignal.timeout(bad),
    TypeError, String(bad));
});
test("any", () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const either = AbortSignal.any([a.signal, b.signal]);
  const nested = AbortSignal.any([either, new AbortController().signal]);
  const order = [];
  a.signal.onabort = () => order.push(["a", nested.aborted]);
  either.onabort = () => order.push(["either", nested.aborted]);
  nested.onabort = () => order.push(["nested", true]);
  a.abort("r");
  b.abort("s");
  assert.deepEqual(order, [["a", true], ["either", true], ["nested", true]]);
  assert.equal(nested.reason, "r");
  assert.equal(AbortSignal.any([b.signal, AbortSignal.abort("z")]).reason, "s");
  assert.equal(AbortSignal.any([]).aborted, false);
  assert.throws(() => AbortSignal.any([{}]), TypeError);
});
test("onabort can be replaced and taken away", () => {
  const controller = new AbortController();
  const seen = [];
  controller.signal.onabort = () => seen.push(1);
  controller.signal.onabort = () => seen.push(2);
  const taken = new AbortController();
  taken.signal.onabort = () => seen.push(3);
  taken.signal.onabort = null;
  controller.abort();
  taken.abort();
  assert.deepEqual(seen, [2]);
});
