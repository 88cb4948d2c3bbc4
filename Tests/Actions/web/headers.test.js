// Headers.
test("construction", () => {
  assert.deepEqual([...new Headers({ B: "2", a: " 1\t" })], [["a", "1"], ["b", "2"]]);
  assert.deepEqual([...new Headers([["x", "1"], ["X", "2"]])], [["x", "1, 2"]]);
  assert.deepEqual([...new Headers(new Map([["k", "v"]]))], [["k", "v"]]);
  assert.deepEqual([...new Headers(new Headers({ a: "b" }))], [["a", "b"]]);
  assert.deepEqual([...new Headers(undefined)], []);
  for (const bad of [null, 1, "a", [["a"]], [["a", "b", "c"]], ["ab"].concat("c"), [[]]]) {
    assert.throws(() => new Headers(bad), TypeError, String(bad));
  }
});
test("names and values are checked", () => {
  for (const name of ["", " a", "a b", "a:b", "\u00e9", "a\n", "(x)", "\u0100"]) {
    for (const method of ["get", "has", "delete"]) assert.throws(() => new Headers()[method](name), TypeError,
      name);
    for (const method of ["append", "set"]) assert.throws(() => new Headers()[method](name, "v"), TypeError,
      name);
  }
  for (const value of ["a\0b", "a\nb", "a\rb", "\u0100"]) assert.throws(() => new Headers([["a", value]]),
    TypeError);
  assert.equal(new Headers({ a: "\n b\xe9\tc \r" }).get("A"), "b\xe9\tc");
  assert.throws(() => new Headers().append("a b", "c"), { message: 'Invalid header name: "a b"' });
  assert.equal(new Headers({ "!#$%&'*+-.^_`|~": "x" }).get("!#$%&'*+-.^_`|~"), "x");
});
test("get, set, append, delete", () => {
  const headers = new Headers();
  headers.append("Accept", "a");
  headers.append("accept", "");
  assert.equal(headers.get("ACCEPT"), "a, ");
  headers.set("accept", "c");
  assert.equal(headers.get("accept"), "c");
  assert.equal(headers.get("none"), null);
  assert.ok(headers.has("AcCept"));
  headers.delete("ACCEPT");
  assert.ok(!headers.has("accept"));
  assert.throws(() => headers.append("a"), TypeError);
});
test("cookies stay apart", () => {
  const headers = new Headers([["Set-Cookie", "a=1"], ["b", "2"], ["set-cookie", "c=3"]]);
  assert.equal(headers.get("set-cookie"), "a=1, c=3");
  assert.deepEqual(headers.getSetCookie(), ["a=1", "c=3"]);
  assert.deepEqual([...headers], [["b", "2"], ["set-cookie", "a=1"], ["set-cookie", "c=3"]]);
  headers.set("set-cookie", "d=4");
  assert.deepEqual(headers.getSetCookie(), ["d=4"]);
  assert.deepEqual(new Headers().getSetCookie(), []);
});
test("iteration is sorted and live", () => {
  const headers = new Headers({ d: "4", b: "2", c: "3" });
  const seen = [];
  for (const [name] of headers) {
    seen.push(name);
    headers.delete(name);
    headers.append("a" + name, "x");
    if (seen.length > 5) break;
  }
  assert.equal(seen[0], "b");
  assert.deepEqual([...new Headers({ b: "1", a: "2" }).keys()], ["a", "b"]);
  assert.deepEqual([...new Headers({ b: "1", a: "2" }).values()], ["2", "1"]);
  const pairs = [];
  new Headers({ x: "1" }).forEach((value, name) => pairs.push(name + value));
  assert.deepEqual(pairs, ["x1"]);
});
test("headers of responses are immutable where the platform made them", async () => {
  const response = await fetch("data:,x");
  assert.throws(() => response.headers.set("a", "b"),
    { message: "Cannot change header: headers are immutable" });
  assert.throws(() => Response.error().headers.append("a", "b"), TypeError);
  assert.throws(() => Response.redirect("http://h/").headers.delete("location"), TypeError);
  new Response().headers.set("a", "b");
});
test("the look of the interface", () => {
  assert.equal(Object.prototype.toString.call(new Headers()), "[object Headers]");
  assert.equal(Headers.prototype.append.length, 2);
  assert.equal(Headers.prototype[Symbol.iterator], Headers.prototype.entries);
  assert.throws(() => Headers.prototype.get.call({}, "a"), { message: "Illegal invocation" });
  const order = [];
  new Headers(new Proxy({ b: "1", a: "2" }, {
    ownKeys(target) { order.push("ownKeys"); return Reflect.ownKeys(target); },
    get(target, key) { order.push(String(key)); return Reflect.get(target, key); },
  }));
  assert.deepEqual(order, ["Symbol(Symbol.iterator)", "ownKeys", "b", "a"]);
});
