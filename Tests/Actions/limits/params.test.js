// Parameters become globals, and `main` gets them all.

test("each parameter is a global", async () => {
  const params = { name: "you", list: [1, { two: 2 }], none: null, yes: true };
  const result = await action.runCode(
    "Lit.Actions.setResponse({ response: JSON.stringify({ name, list, none, yes }) })", { params });
  assert.deepEqual(JSON.parse(result.response), params);
});

test("a parameter does not take the place of a built-in global", async () => {
  for (const name of ["fetch", "ethers", "JSON", "Object", "console", "crypto", "localStorage", "jwt"]) {
    const result = await action.runCode("Lit.Actions.setResponse({ response: 'ran' })", { params: { [name]: 1 } });
    assert.equal(result.success, false);
    assert.ok(result.error.includes(`'${name}'`), result.error);
  }
});

test("a parameter does not take the place of the API", async () => {
  for (const name of ["Lit", "LitActions", "LitAuth"]) {
    const result = await action.runCode("1", { params: { [name]: 1 } });
    assert.match(result.error, /TypeError: Cannot assign to read only property/);
  }
});

test("a variable of the script may not have the name of a parameter, a function's may", async () => {
  const inner = await action.runCode(
    "(() => { const a = 2; Lit.Actions.setResponse({ response: String(a) }) })()", { params: { a: 1 } });
  assert.equal(inner.response, "2");
});

test("parameters with odd names are on globalThis", async () => {
  const result = await action.runCode(
    "Lit.Actions.setResponse({ response: globalThis['a b'] + globalThis[''] + globalThis['1'] })",
    { params: { "a b": "x", "": "y", "1": "z" } });
  assert.equal(result.response, "xyz");
});

test("main gets the parameters, and what it returns is the response", async () => {
  const run = async (code) => (await action.runCode(code, { params: { a: 20, b: 22 } }));
  assert.equal((await run("async function main({ a, b }) { return String(a + b) }")).response, "42");
  assert.equal((await run("async function main({ a, b }) { return a + b }")).response, "42");
  assert.equal((await run("async function main(p) { return p }")).response, '{"a":20,"b":22}');
  assert.equal((await run("function main() { return null }")).response, "null");
  assert.equal((await run("async function main() {}")).response, "");
});

test("main that returns nothing leaves the response that was set", async () => {
  const result = await action.runCode("async function main() { Lit.Actions.setResponse({ response: 'set' }) }");
  assert.equal(result.response, "set");
});

test("an error of main is one in a promise", async () => {
  const result = await action.runCode("async function main() { throw new Error('inside') }");
  assert.match(result.error, /^Uncaught \(in promise\) Error: inside/);
});

test("what main returns must be JSON", async () => {
  for (const value of ["10n", "(() => { const a = {}; a.a = a; return a })()"]) {
    const result = await action.runCode(`async function main() { return ${value} }`);
    assert.match(result.error, /^Uncaught \(in promise\) TypeError: /);
  }
});
