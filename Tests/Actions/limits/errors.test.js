// The texts of errors, as the caller of an action reads them.

const errorOf = async (code, options) => {
  const result = await action.runCode(code, options);
  assert.equal(result.success, false);
  assert.equal(result.response, "");
  return result.error;
};

test("an unknown name is told with its place", async () => {
  assert.equal(await errorOf("x"), "Uncaught ReferenceError: x is not defined\n    at <user_provided_script>:1:1");
});

test("an error in an async function is one in a promise", async () => {
  const error = await errorOf("(async () => {\n  throw new Error(\"boom\");\n})();");
  assert.match(error, /^Uncaught \(in promise\) Error: boom\n    at .*<user_provided_script>:2:\d+/);
});

test("a rejection that nobody handles ends the action, whenever it comes", async () => {
  assert.match(await errorOf("Promise.reject(new TypeError('late'))"), /^Uncaught \(in promise\) TypeError: late/);
  assert.match(await errorOf("setTimeout(() => Promise.reject(new Error('later')), 5)"),
    /^Uncaught \(in promise\) Error: later/);
  const handled = await action.runCode("Promise.reject(new Error('no')).catch(() => {})");
  assert.equal(handled.error, null);
});

test("an error in a timer is uncaught", async () => {
  assert.match(await errorOf("setTimeout(() => { throw new RangeError('tick') }, 1)"), /^Uncaught RangeError: tick/);
});

test("what is thrown need not be an error", async () => {
  assert.match(await errorOf("throw 'text'"), /^Uncaught .*text/);
  assert.match(await errorOf("throw null"), /^Uncaught null/);
  assert.match(await errorOf("throw { a: 1 }"), /^Uncaught /);
  assert.match(await errorOf("(async () => { throw 7 })()"), /^Uncaught \(in promise\) 7/);
});

test("a syntax error is one, wherever it is", async () => {
  for (const code of ["let = ;", "(", "const a", "function main( {", "import x from 'y'", "await 1 2", "\"open"]) {
    assert.match(await errorOf(code), /^Uncaught SyntaxError: /);
  }
});

test("what the API refuses is uncaught in a promise", async () => {
  const call = `(async () => {
    await Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "", sigName: "s" });
  })();`;
  assert.match(await errorOf(call), /^Uncaught \(in promise\) RangeError: publicKey must not be blank/);
});

test("there is no Worker and no localStorage", async () => {
  assert.match(await errorOf("new Worker('x.js')"), /^Uncaught ReferenceError: Worker is not defined/);
  assert.match(await errorOf("localStorage.getItem('x')"),
    /^Uncaught NotSupported: LocalStorage is not supported in this context\./);
});

test("code cannot be made of text", async () => {
  for (const code of ["eval('1')", "new Function('return 1')", "(async () => {}).constructor('return 1')"]) {
    assert.match(await errorOf(code), /^Uncaught \w*Error: /);
  }
});

test("logs until the error are kept, and signatures are not", async () => {
  const result = await action.runCode(`(async () => {
    console.log("before");
    await Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04aa", sigName: "s" });
    Lit.Actions.setResponse({ response: "r" });
    throw new Error("after");
  })();`);
  assert.match(result.error, /Error: after/);
  assert.equal(result.logs, "before\n");
  assert.equal(result.response, "");
  assert.deepEqual(result.signedData, {});
});

test("an error whose properties throw is still told", async () => {
  for (const code of [
    "throw { get message() { throw 1 }, get stack() { throw 2 } }",
    "const e = new Error('x'); Object.defineProperty(e, 'message', { get() { throw 1 } }); throw e",
    "throw new Proxy({}, { get() { throw new Error('trap') } })",
  ]) {
    assert.match(await errorOf(code), /^Uncaught/);
  }
});

test("blank code does nothing, successfully", async () => {
  for (const code of ["", "  \n\t", "// nothing", ";"]) {
    const result = await action.runCode(code);
    assert.equal(result.error, null);
    assert.equal(result.response, "");
    assert.equal(result.logs, "");
  }
});
