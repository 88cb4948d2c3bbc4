// Events, targets and DOMException.
test("listeners are called in order, captures first", () => {
  const target = new EventTarget();
  const seen = [];
  target.addEventListener("x", () => seen.push("a"));
  target.addEventListener("x",
    { handleEvent(event) { seen.push(["b", this !== target, event.currentTarget === target]); } });
  target.addEventListener("x", () => seen.push("capture"), true);
  target.addEventListener("y", () => seen.push("no"));
  assert.equal(target.dispatchEvent(new Event("x")), true);
  assert.deepEqual(seen, ["capture", "a", ["b", true, true]]);
});
test("once, the same listener twice, removal", () => {
  const target = new EventTarget();
  let calls = 0;
  const listener = () => { calls += 1; };
  target.addEventListener("x", listener);
  target.addEventListener("x", listener);
  target.addEventListener("x", listener, { capture: true, once: true });
  target.dispatchEvent(new Event("x"));
  target.dispatchEvent(new Event("x"));
  assert.equal(calls, 3);
  target.removeEventListener("x", listener);
  target.dispatchEvent(new Event("x"));
  assert.equal(calls, 3);
  const removing = new EventTarget();
  removing.addEventListener("x", () => removing.removeEventListener("x", listener));
  removing.addEventListener("x", listener);
  removing.dispatchEvent(new Event("x"));
  assert.equal(calls, 3);
  target.addEventListener("x", null);
  assert.throws(() => target.addEventListener("x", 1), TypeError);
  assert.throws(() => target.addEventListener("x"), TypeError);
});
test("signals remove listeners", () => {
  const target = new EventTarget();
  const controller = new AbortController();
  let calls = 0;
  target.addEventListener("x", () => { calls += 1; }, { signal: controller.signal });
  target.dispatchEvent(new Event("x"));
  controller.abort();
  target.dispatchEvent(new Event("x"));
  target.addEventListener("x", () => { calls += 1; }, { signal: controller.signal });
  target.dispatchEvent(new Event("x"));
  assert.equal(calls, 1);
});
test("canceling and stopping", () => {
  const target = new EventTarget();
  target.addEventListener("x", (event) => event.preventDefault(), { passive: true });
  assert.equal(target.dispatchEvent(new Event("x", { cancelable: true })), true);
  target.addEventListener("x", (event) => event.preventDefault());
  assert.equal(target.dispatchEvent(new Event("x", { cancelable: true })), false);
  assert.equal(target.dispatchEvent(new Event("x")), true);
  let later = false;
  const stopping = new EventTarget();
  stopping.addEventListener("x", (event) => event.stopImmediatePropagation());
  stopping.addEventListener("x", () => { later = true; });
  stopping.dispatchEvent(new Event("x"));
  assert.equal(later, false);
});
test("the state of an event", () => {
  const event = new Event("t", { bubbles: true, composed: 1 });
  assert.deepEqual([event.type, event.bubbles, event.cancelable, event.composed, event.eventPhase,
    event.target, event.isTrusted],
    ["t", true, false, true, 0, null, false]);
  const target = new EventTarget();
  target.addEventListener("t", () => {
    assert.deepEqual([event.eventPhase, event.target === target, event.composedPath()[0] === target],
      [2, true, true]);
    assert.throws(() => target.dispatchEvent(event), { name: "InvalidStateError" });
  });
  target.dispatchEvent(event);
  assert.deepEqual([event.eventPhase, event.currentTarget, event.target === target], [0, null, true]);
  assert.deepEqual([Event.AT_TARGET, event.BUBBLING_PHASE], [2, 3]);
  assert.throws(() => new Event(), TypeError);
  assert.throws(() => target.dispatchEvent({}), TypeError);
  event.initEvent("u", false, true);
  assert.deepEqual([event.type, event.cancelable], ["u", true]);
});
test("events with more to say", () => {
  assert.equal(new CustomEvent("x", { detail: 5 }).detail, 5);
  assert.equal(new CustomEvent("x").detail, null);
  const error = new ErrorEvent("e", { message: "m", lineno: 3, error: "r" });
  assert.deepEqual([error.message, error.lineno, error.error, error.filename], ["m", 3, "r", ""]);
  assert.deepEqual([new MessageEvent("m", { data: 1 }).data, new MessageEvent("m").data], [1, null]);
  const progress = new ProgressEvent("p", { lengthComputable: true, loaded: 1, total: 2 });
  assert.deepEqual([progress.lengthComputable, progress.loaded, progress.total], [true, 1, 2]);
  assert.ok(progress instanceof Event);
  class Mine extends EventTarget { fire() { return this.dispatchEvent(new Event("z")); } }
  assert.ok(new Mine().fire());
});
test("DOMException", () => {
  const error = new DOMException("text", "NotFoundError");
  assert.deepEqual([error.name, error.message, error.code, String(error)],
    ["NotFoundError", "text", 8, "NotFoundError: text"]);
  assert.ok(error instanceof Error && typeof error.stack === "string");
  assert.deepEqual([new DOMException().name, new DOMException().code, new DOMException("a", "Own").code],
    ["Error", 0, 0]);
  assert.equal(new DOMException("a", { name: "DataError", cause: 7 }).cause, 7);
  assert.deepEqual([DOMException.DATA_CLONE_ERR, error.INDEX_SIZE_ERR], [25, 1]);
  assert.equal(Object.prototype.toString.call(error), "[object DOMException]");
  assert.throws(() => DOMException.prototype.name, TypeError);
});
