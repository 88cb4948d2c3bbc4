// How console shows values. The function that formats comes with Deno's symbol for custom inspection.
let inspect;
console.log({ [Symbol.for("Deno.customInspect")](given) { inspect = given; return "(inspect)"; } });

class Point { constructor() { this.x = 1; } }
class Sub extends Point {}

test("values: [value, text]", () => {
  const circle = { a: 1 };
  circle.self = circle;
  const cases = [
    [1, "1"], [-0, "-0"], [5n, "5n"], ["a\n\"b", "'a\\n\"b'"], ["x", '"x"'], ["\x1b", '"\\x1B"'],
      [undefined, "undefined"], [null, "null"],
    [Symbol("s"), "Symbol(s)"], [{}, "{}"], [[], "[]"],
      [{ a: 1, "b-c": [1, "x"] }, '{ a: 1, "b-c": [ 1, "x" ] }'],
    [[1, , 3, , ,], "[ 1, <1 empty item>, 3, <2 empty items> ]"],
      [Object.assign([1], { k: 2 }), "[ 1, k: 2 ]"],
    [new Map([["a", { b: 1 }]]), 'Map(1) { "a" => { b: 1 } }'], [new Set([1, "b"]), 'Set(2) { 1, "b" }'],
    [new Point(), "Point { x: 1 }"], [new Sub(), "Sub { x: 1 }"], [Sub, "[class Sub extends Point]"],
      [class {}, "[class (anonymous)]"],
    [function f() {}, "[Function: f]"], [() => 1, "[Function (anonymous)]"],
      [async () => 1, "[AsyncFunction (anonymous)]"],
    [Object.create(null), "[Object: null prototype] {}"], [circle, "<ref *1> { a: 1, self: [Circular *1] }"],
    [new Date(0), "1970-01-01T00:00:00.000Z"], [new Date(NaN), "Invalid Date"], [/a/g, "/a/g"],
    [new Uint8Array([1, 2]), "Uint8Array(2) [ 1, 2 ]"],
      [new ArrayBuffer(2), "ArrayBuffer { [Uint8Contents]: <00 00>, byteLength: 2 }"],
    [Object("s"), '[String: "s"]'], [Object(1), "[Number: 1]"], [{ [Symbol("k")]: 1 }, "{ [Symbol(k)]: 1 }"],
    [{ get a() { throw 1; }, set a(_) {}, get b() { throw 1; }, set c(_) {} },
      "{ a: [Getter/Setter], b: [Getter], c: [Setter] }"],
    [{ a: { b: { c: { d: { e: {} , f: { g: 1 } } } } } },
      "{\n  a: {\n    b: { c: { d: { e: {}, f: [Object] } } }\n  }\n}"],
    [new WeakMap(), "WeakMap { <items unknown> }"], [Math, "Object [Math] {}"],
    [new Headers({ a: "b" }), 'Headers { a: "b" }'], [new Blob(["x"]), 'Blob { size: 1, type: "" }'],
    [new URLSearchParams("a=b"), 'URLSearchParams { a: "b" }'],
    [new Response("x").clone().headers, 'Headers { "content-type": "text/plain;charset=UTF-8" }'],
  ];
  for (const [value, text] of cases) assert.equal(inspect(value), text);
});
test("long values", () => {
  assert.match(inspect(Array.from({ length: 105 }, (_, index) => index)), /\n {2}\.\.\. 5 more items\n\]$/);
  assert.equal(inspect(Array(7).fill("abcdef")),
    '[\n  "abcdef", "abcdef",\n  "abcdef", "abcdef",\n  "abcdef", "abcdef",\n  "abcdef"\n]');
  assert.match(inspect("x".repeat(10005)), /x"\.\.\. 5 more characters$/);
  const wide = inspect({ first: "a".repeat(40), second: "b".repeat(40) });
  assert.equal(wide.split("\n").length, 4);
  let deep = {};
  for (let index = 0; index < 1e5; index++) deep = { deep };
  assert.match(inspect(deep), /\[Object\]/);
});
test("errors", () => {
  const error = new TypeError("text");
  assert.match(inspect(error), /^TypeError: text\n {4}at .*<user_provided_script>:\d+:\d+/);
  error.code = 5;
  assert.match(inspect(error), / \{\n? *code: 5\n?\}$/);
  assert.match(inspect(new Error("a", { cause: new Error("b") })), /^Error: a[^]*\nCaused by Error: b/);
  assert.match(inspect(new AggregateError([new Error("in")], "out")),
    /^AggregateError: out[^]*\n {4}Error: in/);
  assert.match(inspect(new DOMException("gone", "NotFoundError")), /^NotFoundError: gone/);
  assert.match(inspect({ e: new Error("inner") }), /^\{\n {2}e: Error: inner/);
});
test("nothing of the script's runs, and nothing throws", () => {
  const hostile = new Proxy({},
    { get() { throw new Error("get"); }, ownKeys() { throw new Error("keys"); },
      getPrototypeOf() { throw new Error("proto"); } });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const named = new Error("x");
  Object.defineProperty(named, "message", { get() { throw new Error("getter"); } });
  for (const value of [hostile, proxy, named, { toString() { throw 1; } },
    { [Symbol.toPrimitive]() { throw 1; } }, { toJSON() { throw 1; } }]) {
    assert.equal(typeof inspect(value), "string");
    for (const method of ["log", "error", "dir", "table", "assert", "group", "count", "time", "trace",
      "timeLog"]) console[method](value);
    console.log("%s %d %i %f %j %o %O %c", value, value, value, value, value, value, value, value);
  }
  for (let level = 0; level < 6; level++) console.groupEnd();
  assert.equal(Object.prototype.toString.call(console), "[object console]");
  const { log } = console;
  log("detached");
});
