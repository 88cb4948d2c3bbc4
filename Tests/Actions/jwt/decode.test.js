const encode = (text) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const header = encode('{"alg":"HS256"}');
const typed = encode('{"alg":"HS256","typ":"JWT"}');

test("jwt.decode reads a payload without checking anything", () => {
  assert.deepEqual(jwt.decode(`${typed}.${encode('{"a":[1,2]}')}.AAAA`), { a: [1, 2] });
  assert.deepEqual(jwt.decode(`${header}.${encode('{"a":1}')}.`), { a: 1 });
});

test("jwt.decode gives all three parts when told", () => {
  assert.deepEqual(jwt.decode(`${typed}.${encode('{"a":1}')}.sig_-`, { complete: true }), {
    header: { alg: "HS256", typ: "JWT" }, payload: { a: 1 }, signature: "sig_-",
  });
});

test("jwt.decode leaves text as text", () => {
  assert.equal(jwt.decode(`${header}.${encode("plain")}.`), "plain");
  assert.equal(jwt.decode(`${header}.${encode("5")}.`), "5");
  assert.equal(jwt.decode(`${header}.${encode("null")}.`), "null");
  assert.equal(jwt.decode(`${header}.${encode("5")}.`, { json: true }), 5);
});

test("jwt.decode gives null for what is no token", () => {
  for (
    const wrong of [
    undefined, null, "", 5, {}, "a.b", "a.b.c.d", "!.b.c", `${encode("no json")}.e30.c`,
    `${encode("5")}.e30.c`, ".."]) {
    assert.equal(jwt.decode(wrong), null);
  }
});

test("jwt.decode of a JWT whose payload is no JSON throws", () => {
  assert.throws(() => jwt.decode(`${typed}.${encode("plain")}.`), SyntaxError);
});

test("jwt.decode reads UTF-8", () => {
  const token = jwt.sign({ name: "Gr\u00fc\u00dfe \u{1f680}" }, "secret", { noTimestamp: true });
  assert.deepEqual(jwt.decode(token), { name: "Gr\u00fc\u00dfe \u{1f680}" });
});

test("jwt: its members are there, and not listed", () => {
  assert.deepEqual(Object.keys(jwt), []);
  for (const name of ["verify", "sign", "decode"]) assert.equal(typeof jwt[name], "function");
  assert.equal(jwt.JsonWebTokenError, JsonWebTokenError);
  assert.equal(jwt.NotBeforeError, NotBeforeError);
  assert.equal(jwt.TokenExpiredError, TokenExpiredError);
});
