// Streams.
const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
const collect = async (stream) => {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return chunks;
};
const boom = new Error("boom");

test("reading what was enqueued", async () => {
  const stream = new ReadableStream({
    start(controller) {
      controller.enqueue("a");
      controller.enqueue("b");
      controller.close();
    },
  });
  assert.equal(stream.locked, false);
  const reader = stream.getReader();
  assert.ok(stream.locked);
  assert.throws(() => stream.getReader(), TypeError);
  assert.deepEqual(await reader.read(), { value: "a", done: false });
  assert.deepEqual(await reader.read(), { value: "b", done: false });
  assert.deepEqual(await reader.read(), { value: undefined, done: true });
  assert.equal(await reader.closed, undefined);
});
test("pull is called as the queue has room", async () => {
  let pulls = 0;
  const stream = new ReadableStream({ pull(controller) { controller.enqueue(++pulls); } },
    { highWaterMark: 3 });
  await tick();
  assert.equal(pulls, 3);
  const reader = stream.getReader();
  assert.equal((await reader.read()).value, 1);
  await tick();
  assert.equal(pulls, 4);
  await reader.cancel();
  assert.equal((await reader.read()).done, true);
});
test("desired size and strategies", async () => {
  let controller;
  const stream = new ReadableStream({ start(c) { controller = c; } },
    new ByteLengthQueuingStrategy({ highWaterMark: 10 }));
  controller.enqueue(new Uint8Array(4));
  assert.equal(controller.desiredSize, 6);
  controller.enqueue(new Uint8Array(16));
  assert.equal(controller.desiredSize, -10);
  controller.close();
  assert.throws(() => controller.enqueue(1), TypeError);
  assert.throws(() => controller.close(), TypeError);
  await collect(stream);
  assert.equal(controller.desiredSize, 0);
  assert.equal(new CountQueuingStrategy({ highWaterMark: 5 }).size(), 1);
  for (const size of [-1, NaN, Infinity, "x"]) {
    let inner;
    const bad = new ReadableStream({ start(c) { inner = c; } }, { size: () => size });
    assert.throws(() => inner.enqueue(1), RangeError, String(size));
    await assert.rejects(bad.getReader().closed, RangeError);
  }
  assert.throws(() => new ReadableStream({}, { highWaterMark: -1 }), RangeError);
  assert.throws(() => new ReadableStream({}, { highWaterMark: NaN }), RangeError);
  assert.throws(() => new ReadableStream({ type: "bytes" }, { size() {} }), RangeError);
});
test("errors", async () => {
  const stream = new ReadableStream({ start(controller) { controller.enqueue(1); controller.error(boom); } });
  assert.equal(await assert.rejects(stream.getReader().read()), boom);
  assert.equal(await assert.rejects(new ReadableStream({ pull() { throw boom; } }).getReader().read()), boom);
  assert.equal(await assert.rejects(new ReadableStream({ async start() { throw boom; } }).getReader().closed),
    boom);
  assert.throws(() => new ReadableStream({ start() { throw boom; } }), Error);
  for (const bad of [null, 1, "x", { pull: 1 }, { type: "x" }, { start: {} }]) {
    assert.throws(() => new ReadableStream(bad), TypeError);
  }
});
test("cancel", async () => {
  let reason;
  const stream = new ReadableStream({ cancel(given) { reason = given; return 5; } });
  assert.equal(await stream.cancel("why"), undefined);
  assert.equal(reason, "why");
  assert.equal(await assert.rejects(new ReadableStream({ cancel() { throw boom; } }).cancel()), boom);
  const locked = new ReadableStream();
  locked.getReader();
  await assert.rejects(locked.cancel(), TypeError);
  await assert.rejects(ReadableStream.prototype.cancel.call({}), TypeError);
});
test("releasing a reader", async () => {
  const stream = new ReadableStream({ start(controller) { controller.enqueue(1); } });
  const first = stream.getReader();
  await first.read();
  const pending = first.read();
  first.releaseLock();
  await assert.rejects(pending, TypeError);
  await assert.rejects(first.closed, TypeError);
  await assert.rejects(first.read(), TypeError);
  assert.equal(stream.locked, false);
  stream.getReader().releaseLock();
});
test("iteration", async () => {
  let canceled = false;
  const endless = new ReadableStream({ pull(controller) { controller.enqueue(1); },
    cancel() { canceled = true; } });
  for await (const chunk of endless) {
    assert.equal(chunk, 1);
    break;
  }
  assert.ok(canceled && !endless.locked);
  const kept = new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close(); } });
  for await (const _ of kept.values({ preventCancel: true })) break;
  assert.deepEqual(await collect(kept), [2]);
  const iterator = ReadableStream.from([1, 2, 3]).values();
  const steps = await Promise.all([iterator.next(), iterator.next(), iterator.return("r"), iterator.next()]);
  assert.deepEqual(steps.map((step) => step.value), [1, 2, "r", undefined]);
});
test("from", async () => {
  assert.deepEqual(await collect(ReadableStream.from([1, Promise.resolve(2)])), [1, 2]);
  assert.deepEqual(await collect(ReadableStream.from("ab")), ["a", "b"]);
  assert.deepEqual(await collect(ReadableStream.from((async function* () { yield 1; yield 2; })())), [1, 2]);
  let returned;
  const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: 1 }),
    return: async (why) => { returned = why; return {}; } }) };
  await ReadableStream.from(source).cancel("w");
  assert.equal(returned, "w");
  for (const bad of [1, {}, null, undefined,
    { [Symbol.iterator]: 1 }]) assert.throws(() => ReadableStream.from(bad), TypeError);
});
test("tee", async () => {
  let canceled;
  const [left, right] = ReadableStream.from(["a", "b"]).tee();
  assert.deepEqual(await Promise.all([collect(left), collect(right)]), [["a", "b"], ["a", "b"]]);
  const source = new ReadableStream({ cancel(reasons) { canceled = reasons; } });
  const [one, two] = source.tee();
  const first = one.cancel("1");
  assert.equal(canceled, undefined);
  await Promise.all([first, two.cancel("2")]);
  assert.deepEqual(canceled, ["1", "2"]);
  const failing = new ReadableStream({ pull(controller) { controller.error(boom); } }).tee();
  assert.equal(await assert.rejects(failing[0].getReader().read()), boom);
  assert.equal(await assert.rejects(failing[1].getReader().read()), boom);
});

test("byte streams with ordinary readers", async () => {
  const stream = new ReadableStream({
    type: "bytes",
    start(controller) {
      assert.equal(controller.byobRequest, null);
      assert.throws(() => controller.enqueue("x"), TypeError);
      assert.throws(() => controller.enqueue(new Uint8Array(0)), TypeError);
      const chunk = new Uint8Array([1, 2, 3]);
      controller.enqueue(chunk);
      assert.equal(chunk.length, 0, "the buffer was transferred");
      controller.enqueue(new Uint16Array([0x0504]));
      controller.close();
    },
  });
  assert.deepEqual((await collect(stream)).map((chunk) => Array.from(chunk)), [[1, 2, 3], [4, 5]]);
});
test("byte streams with readers that bring their buffer", async () => {
  const stream = new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2, 3, 4, 5]));
      controller.close();
    },
  });
  const reader = stream.getReader({ mode: "byob" });
  const buffer = new ArrayBuffer(4);
  const first = await reader.read(new Uint8Array(buffer, 1, 2));
  assert.deepEqual(Array.from(first.value), [1, 2]);
  assert.equal(first.value.byteOffset, 1);
  assert.equal(buffer.byteLength, 0);
  const second = await reader.read(new Uint16Array(4));
  assert.deepEqual(second.value, new Uint16Array([0x0403]));
  assert.deepEqual(Array.from((await reader.read(new Uint8Array(4))).value), [5]);
  const last = await reader.read(new Uint8Array(3));
  assert.ok(last.done && last.value.length === 0);
  assert.throws(() => new ReadableStream().getReader({ mode: "byob" }), TypeError);
  assert.throws(() => new ReadableStream({ type: "bytes" }).getReader({ mode: "x" }), TypeError);
  const idle = new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" });
  await assert.rejects(idle.read(), TypeError);
  await assert.rejects(idle.read(new Uint8Array(0)), TypeError);
  await assert.rejects(idle.read(new Uint8Array(1), { min: 0 }), TypeError);
  await assert.rejects(idle.read(new Uint8Array(1), { min: 2 }), RangeError);
});
test("min, respond and respondWithNewView", async () => {
  let step = 0;
  const stream = new ReadableStream({
    type: "bytes",
    pull(controller) {
      const request = controller.byobRequest;
      step += 1;
      if (step === 1) {
        request.view[0] = 1;
        assert.throws(() => request.respond(0), TypeError);
        assert.throws(() => request.respond(100), RangeError);
        request.respond(1);
        assert.throws(() => request.respond(1), TypeError);
        assert.equal(request.view, null);
      } else if (step === 2) {
        const { view } = request;
        view[0] = 2;
        request.respondWithNewView(new Uint8Array(view.buffer, view.byteOffset, 1));
      } else {
        controller.close();
        controller.byobRequest.respond(0);
      }
    },
  });
  const reader = stream.getReader({ mode: "byob" });
  const { value } = await reader.read(new Uint8Array(4), { min: 2 });
  assert.deepEqual(Array.from(value), [1, 2]);
  assert.ok((await reader.read(new Uint8Array(1))).done);
});
test("automatic buffers", async () => {
  const stream = new ReadableStream({
    type: "bytes",
    autoAllocateChunkSize: 8,
    pull(controller) {
      assert.equal(controller.byobRequest.view.length, 8);
      controller.byobRequest.view[0] = 7;
      controller.byobRequest.respond(1);
    },
  });
  const reader = stream.getReader();
  assert.deepEqual(Array.from((await reader.read()).value), [7]);
  assert.throws(() => new ReadableStream({ type: "bytes", autoAllocateChunkSize: 0 }), TypeError);
});
test("tee of byte streams", async () => {
  const make = () => new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2]));
      controller.enqueue(new Uint8Array([3]));
      controller.close();
    },
  });
  const [left, right] = make().tee();
  const [a, b] = await Promise.all([collect(left), collect(right)]);
  assert.deepEqual(a.flatMap((chunk) => [...chunk]), [1, 2, 3]);
  assert.deepEqual(b.flatMap((chunk) => [...chunk]), [1, 2, 3]);
  assert.notEqual(a[0].buffer, b[0].buffer);
  const [byob, plain] = make().tee();
  const reader = byob.getReader({ mode: "byob" });
  assert.deepEqual(Array.from((await reader.read(new Uint8Array(2))).value), [1, 2]);
  assert.deepEqual(Array.from((await reader.read(new Uint8Array(5))).value), [3]);
  assert.ok((await reader.read(new Uint8Array(5))).done);
  assert.deepEqual((await collect(plain)).flatMap((chunk) => [...chunk]), [1, 2, 3]);
});

test("writing", async () => {
  const written = [];
  const stream = new WritableStream({
    write(chunk) { written.push(chunk); },
    close() { written.push("closed"); },
  });
  const writer = stream.getWriter();
  assert.ok(stream.locked);
  assert.equal(writer.desiredSize, 1);
  await Promise.all([writer.write("a"), writer.write("b")]);
  await writer.close();
  await writer.closed;
  assert.deepEqual(written, ["a", "b", "closed"]);
  await assert.rejects(writer.write("c"), TypeError);
  await assert.rejects(writer.close(), TypeError);
  assert.throws(() => new WritableStream({ type: "x" }), RangeError);
});
test("backpressure", async () => {
  let finish;
  const stream = new WritableStream({ write: () => new Promise((resolve) => { finish = resolve; }) },
    { highWaterMark: 2 });
  const writer = stream.getWriter();
  await writer.ready;
  writer.write(1);
  writer.write(2);
  assert.equal(writer.desiredSize, 0);
  let ready = false;
  writer.ready.then(() => { ready = true; });
  await tick();
  assert.equal(ready, false);
  finish();
  await tick();
  assert.ok(ready);
});
test("sinks that fail, and abort", async () => {
  const failing = new WritableStream({ write() { throw boom; } }).getWriter();
  assert.equal(await assert.rejects(failing.write(1)), boom);
  assert.equal(await assert.rejects(failing.closed), boom);
  assert.equal(await assert.rejects(failing.write(1)), boom);
  let reason;
  let signal;
  const stream = new WritableStream({ start(c) { signal = c.signal; }, abort(given) { reason = given; } });
  await tick();
  await stream.abort("why");
  assert.equal(reason, "why");
  assert.equal(signal.reason, "why");
  assert.equal(await assert.rejects(stream.getWriter().closed), "why");
  const controlled = new WritableStream({ start(controller) { controller.error(boom); } });
  assert.equal(await assert.rejects(controlled.getWriter().ready), boom);
  const writer = new WritableStream().getWriter();
  writer.releaseLock();
  await assert.rejects(writer.closed, TypeError);
  assert.throws(() => writer.desiredSize, TypeError);
});

test("transforming", async () => {
  const stream = new TransformStream({
    start(controller) { controller.enqueue("start"); },
    transform(chunk, controller) { controller.enqueue(chunk.toUpperCase()); },
    flush(controller) { controller.enqueue("end"); },
  });
  assert.deepEqual(await collect(ReadableStream.from(["a", "b"]).pipeThrough(stream)),
    ["start", "A", "B", "end"]);
  assert.deepEqual(await collect(ReadableStream.from([1]).pipeThrough(new TransformStream())), [1]);
  const failing = new TransformStream({ transform() { throw boom; } });
  assert.equal(await assert.rejects(collect(ReadableStream.from([1]).pipeThrough(failing))), boom);
  const ended = new TransformStream({ transform(chunk,
    controller) { controller.enqueue(chunk); controller.terminate(); } });
  assert.deepEqual(await collect(ReadableStream.from([1, 2, 3]).pipeThrough(ended)), [1]);
  let canceled;
  const cancelable = new TransformStream({ cancel(reason) { canceled = reason; } });
  await cancelable.readable.cancel("c");
  assert.equal(canceled, "c");
  assert.throws(() => new TransformStream({ readableType: "x" }), RangeError);
});
test("piping", async () => {
  const written = [];
  const sink = () => new WritableStream({ write(chunk) { written.push(chunk); } });
  await ReadableStream.from([1, 2]).pipeTo(sink());
  assert.deepEqual(written, [1, 2]);
  let aborted;
  const source = new ReadableStream({ pull(controller) { controller.error(boom); } });
  const target = new WritableStream({ abort(reason) { aborted = reason; } });
  assert.equal(await assert.rejects(source.pipeTo(target)), boom);
  assert.equal(aborted, boom);
  let canceled;
  const endless = new ReadableStream({ pull(c) { c.enqueue(1); }, cancel(reason) { canceled = reason; } });
  assert.equal(await assert.rejects(endless.pipeTo(new WritableStream({ write() { throw boom; } }))), boom);
  assert.equal(canceled, boom);
  const open = sink();
  await ReadableStream.from([3]).pipeTo(open, { preventClose: true });
  await open.getWriter().write(4);
  assert.deepEqual(written, [1, 2, 3, 4]);
  await assert.rejects(ReadableStream.from([1]).pipeTo({}), TypeError);
});
test("a pipe is stopped by a signal", async () => {
  const controller = new AbortController();
  let canceled;
  const source = new ReadableStream({ cancel(reason) { canceled = reason; } });
  const pipe = source.pipeTo(new WritableStream(), { signal: controller.signal });
  controller.abort("stop");
  assert.equal(await assert.rejects(pipe), "stop");
  assert.equal(canceled, "stop");
  const gone = ReadableStream.from([1]).pipeTo(new WritableStream(), { signal: AbortSignal.abort("x") });
  assert.equal(await assert.rejects(gone), "x");
});
test("the interfaces that scripts can not construct", () => {
  for (const type of [ReadableStreamDefaultController, ReadableByteStreamController,
    ReadableStreamBYOBRequest,
    WritableStreamDefaultController, TransformStreamDefaultController]) {
    assert.throws(() => new type(), { message: "Illegal constructor" });
  }
  assert.equal(Object.prototype.toString.call(new ReadableStream()), "[object ReadableStream]");
  assert.equal(ReadableStream.prototype[Symbol.asyncIterator], ReadableStream.prototype.values);
});
