// URLSearchParams and its serialisation.
test("parsing and serialising: [input, pairs, serialisation]", () => {
  const cases = [
    ["", [], ""], ["?a=b", [["a", "b"]], "a=b"], ["??a=b", [["?a", "b"]], "%3Fa=b"],
    ["a=b&c=d", [["a", "b"], ["c", "d"]], "a=b&c=d"], ["a", [["a", ""]], "a="], ["=b", [["", "b"]], "=b"],
    ["&&a&&", [["a", ""]], "a="], ["a=b=c", [["a", "b=c"]], "a=b%3Dc"],
      ["a+b=c+d", [["a b", "c d"]], "a+b=c+d"],
    ["a%20b=%2B", [["a b", "+"]], "a+b=%2B"], ["%zz=%4", [["%zz", "%4"]], "%25zz=%254"],
    ["a=%ff", [["a", "\ufffd"]], "a=%EF%BF%BD"], ["a=\u{1f4a9}", [["a", "\u{1f4a9}"]], "a=%F0%9F%92%A9"],
    ["a=*-._~!'()", [["a", "*-._~!'()"]], "a=*-._%7E%21%27%28%29"], ["a=%00", [["a", "\0"]], "a=%00"],
    ["a=\r\n", [["a", "\r\n"]], "a=%0D%0A"], ["%EF%BB%BFa=1", [["\ufeffa", "1"]], "%EF%BB%BFa=1"],
    ["a=\ud800", [["a", "\ufffd"]], "a=%EF%BF%BD"],
  ];
  for (const [input, pairs, text] of cases) {
    const params = new URLSearchParams(input);
    assert.deepEqual([...params], pairs, JSON.stringify(input));
    assert.equal(`${params}`, text, JSON.stringify(input));
    assert.equal(params.size, pairs.length);
  }
});
test("construction from records, sequences and other parameters", () => {
  assert.equal(`${new URLSearchParams({ a: 1, b: null })}`, "a=1&b=null");
  assert.equal(`${new URLSearchParams([["a", "b"], new Set(["c", "d"])])}`, "a=b&c=d");
  assert.equal(`${new URLSearchParams(new URLSearchParams("x=1&x=2"))}`, "x=1&x=2");
  assert.equal(`${new URLSearchParams(new FormData())}`, "");
  assert.equal(`${new URLSearchParams(undefined)}`, "");
  assert.equal(`${new URLSearchParams(null)}`, "null=");
  assert.equal(`${new URLSearchParams({ "\ud835x": "1", xx: "2", "\ud83dx": "3" })}`, "%EF%BF%BDx=3&xx=2");
  for (const bad of [[["a"]], [["a", "b", "c"]], [1], [[]]]) assert.throws(() => new URLSearchParams(bad),
    TypeError);
  assert.throws(() => new URLSearchParams({ [Symbol.iterator]: 1 }), TypeError);
});
test("get, set, append, delete, has, sort", () => {
  const params = new URLSearchParams("a=1&b=2&a=3&c=4");
  assert.equal(params.get("a"), "1");
  assert.equal(params.get("z"), null);
  assert.deepEqual(params.getAll("a"), ["1", "3"]);
  assert.ok(params.has("a", "3") && !params.has("a", "2") && params.has("a", undefined));
  params.set("a", "x");
  assert.equal(`${params}`, "a=x&b=2&c=4");
  params.append("a", "y");
  params.delete("a", "x");
  assert.equal(`${params}`, "b=2&c=4&a=y");
  params.delete("b");
  params.set("n", 5);
  assert.equal(`${params}`, "c=4&a=y&n=5");
  params.sort();
  assert.equal(`${params}`, "a=y&c=4&n=5");
  const units = new URLSearchParams("\ufb03=1&\u{1f308}=2&z=b&a=b&z=a&a=a");
  units.sort();
  assert.deepEqual([...units],
    [["a", "b"], ["a", "a"], ["z", "b"], ["z", "a"], ["\u{1f308}", "2"], ["\ufb03", "1"]]);
  for (const name of ["append", "set"]) assert.throws(() => params[name]("x"), TypeError);
  for (const name of ["get", "getAll", "has", "delete"]) assert.throws(() => params[name](), TypeError);
});
test("iteration is live", () => {
  const params = new URLSearchParams("a=1&b=2&c=3");
  const seen = [];
  for (const [name] of params) {
    seen.push(name);
    if (name === "a") params.delete("b");
  }
  assert.deepEqual(seen, ["a", "c"]);
  assert.deepEqual([...params.keys()], ["a", "c"]);
  assert.deepEqual([...params.values()], ["1", "3"]);
  const pairs = [];
  params.forEach(function (value, name, object) { pairs.push([name, value, object === params, this.x]); },
    { x: 7 });
  assert.deepEqual(pairs, [["a", "1", true, 7], ["c", "3", true, 7]]);
  assert.equal(URLSearchParams.prototype[Symbol.iterator], URLSearchParams.prototype.entries);
  assert.equal(Object.prototype.toString.call(params.keys()), "[object URLSearchParams Iterator]");
  assert.throws(() => params.keys().next.call({}), TypeError);
});
