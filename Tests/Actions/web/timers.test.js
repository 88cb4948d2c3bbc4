// Timers and microtasks.
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test("timers fire in order of their time, then of their start", async () => {
  const order = [];
  setTimeout(() => order.push("20"), 20);
  setTimeout(() => order.push("0a"), 0);
  setTimeout(() => order.push("0b"));
  setTimeout(() => order.push("5"), 5);
  setTimeout(() => order.push("negative"), -5);
  queueMicrotask(() => order.push("microtask"));
  Promise.resolve().then(() => order.push("promise"));
  order.push("now");
  await wait(40);
  assert.deepEqual(order, ["now", "microtask", "promise", "0a", "0b", "negative", "5", "20"]);
});
test("arguments and this", async () => {
  const seen = await new Promise((resolve) => setTimeout(function (...list) { resolve([this === globalThis,
    list]); }, 0, 1, "b"));
  assert.deepEqual(seen, [true, [1, "b"]]);
});
test("clearing", async () => {
  let fired = false;
  const id = setTimeout(() => { fired = true; }, 5);
  assert.equal(typeof id, "number");
  clearTimeout(id);
  clearInterval(setTimeout(() => { fired = true; }, 5));
  clearTimeout();
  clearTimeout(123456);
  clearTimeout("x");
  await wait(20);
  assert.equal(fired, false);
});
test("intervals", async () => {
  let count = 0;
  await new Promise((resolve) => {
    const id = setInterval((step) => {
      count += step;
      if (count === 6) {
        clearInterval(id);
        resolve();
      }
    }, 1, 2);
  });
  await wait(10);
  assert.equal(count, 6);
});
test("a timer sees what microtasks of the one before it did", async () => {
  const order = [];
  setTimeout(() => Promise.resolve().then(() => order.push("microtask")), 0);
  setTimeout(() => order.push("second"), 0);
  await wait(10);
  assert.deepEqual(order, ["microtask", "second"]);
});
test("what is not a handler", () => {
  for (const bad of ["alert(1)", {}, null, undefined, 1]) {
    assert.throws(() => setTimeout(bad, 0), TypeError, String(bad));
    assert.throws(() => setInterval(bad, 0), TypeError, String(bad));
    assert.throws(() => queueMicrotask(bad), TypeError, String(bad));
  }
  assert.throws(() => setTimeout(), TypeError);
  assert.deepEqual([setTimeout.length, setInterval.length, clearTimeout.length, queueMicrotask.length],
    [1, 1, 0, 1]);
});
test("delays are numbers of 32 bits", async () => {
  const order = [];
  setTimeout(() => order.push(1), 2 ** 31);
  setTimeout(() => order.push(2), NaN);
  setTimeout(() => order.push(3), "0");
  await wait(10);
  assert.deepEqual(order, [1, 2, 3]);
});
