// performance, navigator, and what is absent.
test("the clock", async () => {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.ok(performance.now() - start >= 4 && performance.now() < 60000);
  assert.ok(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 2000);
  assert.deepEqual(performance.toJSON(), { timeOrigin: performance.timeOrigin });
  assert.ok(performance instanceof EventTarget);
  assert.throws(() => new Performance(), TypeError);
});
test("marks and measures", () => {
  const mark = performance.mark("a", { startTime: 10, detail: { x: 1 } });
  performance.mark("b", { startTime: 30 });
  assert.deepEqual([mark.name, mark.entryType, mark.startTime, mark.duration, mark.detail],
    ["a", "mark", 10, 0, { x: 1 }]);
  assert.deepEqual([performance.measure("m", "a", "b").duration,
    performance.measure("n", { start: 5, duration: 3 }).startTime], [20, 5]);
  assert.equal(performance.measure("o", { end: "b", duration: 10 }).startTime, 20);
  assert.deepEqual(performance.getEntriesByType("mark").map((entry) => entry.name), ["a", "b"]);
  assert.equal(performance.getEntriesByName("m", "measure").length, 1);
  assert.deepEqual(performance.getEntries().map((entry) => entry.name), ["n", "a", "m", "o", "b"]);
  performance.clearMarks("a");
  performance.clearMeasures();
  assert.deepEqual(performance.getEntries().map((entry) => entry.name), ["b"]);
  performance.clearMarks();
  assert.throws(() => performance.measure("p", "missing"), "SyntaxError");
  assert.throws(() => performance.measure("p", { start: 1, end: 2, duration: 1 }), TypeError);
  assert.throws(() => performance.measure("p", { detail: 1 }), TypeError);
  assert.throws(() => performance.mark("x", { startTime: -1 }), TypeError);
  assert.throws(() => performance.mark(), TypeError);
  assert.ok(new PerformanceMark("z") instanceof PerformanceEntry);
  assert.throws(() => new PerformanceMeasure(), TypeError);
  assert.throws(() => new PerformanceEntry(), TypeError);
});
test("navigator and what is not here", () => {
  assert.equal(navigator.userAgent, "lit_protocol_node");
  assert.equal(typeof Worker, "undefined");
  assert.equal(typeof window, "undefined");
  assert.ok(self === globalThis && global === globalThis);
  assert.throws(() => localStorage, "NotSupported");
  for (const name of ["URL", "fetch", "console", "setTimeout", "Headers"]) {
    const { writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(globalThis,
      name).get === undefined
      ? Object.getOwnPropertyDescriptor(globalThis, name) : { writable: true, configurable: true,
        enumerable: false };
    assert.deepEqual([writable, configurable, enumerable], [true, true, false], name);
  }
});
