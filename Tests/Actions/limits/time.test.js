// How long an action may run. 30 s unless the test gives it less.

const exceeded = "Your function exceeded the maximum runtime of 300ms and was terminated.";

test("an action that goes on for longer is ended, whatever it does", async () => {
  for (const code of [
    "for (;;) {}", "(async () => { for (;;) await 0 })()", "setInterval(() => {}, 10)",
    "new Promise(() => setTimeout(() => {}, 1e6))", "/^(a+)+$/.test('a'.repeat(40) + 'b')",
    "try { for (;;) {} } finally { for (;;) {} }",
  ]) {
    const result = await action.runCode("console.log('begun'); " + code, { timeout: 300 });
    assert.equal(result.success, false);
    assert.equal(result.error, exceeded);
    assert.equal(result.logs, "begun\n");
  }
});

test("an action that is done in time is not ended, and a promise without end does not hold it", async () => {
  const result = await action.runCode(
    "new Promise(() => {}); setTimeout(() => Lit.Actions.setResponse({ response: 'late' }), 50)", { timeout: 20000 });
  assert.equal(result.error, null);
  assert.equal(result.response, "late");
});

test("after an action that ran too long the next one runs", async () => {
  await action.runCode("for (;;) {}", { timeout: 300 });
  assert.equal((await action.runCode("async function main() { return 'on' }")).response, "on");
});
