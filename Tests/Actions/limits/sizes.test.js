// How much an action may say, answer, hold and be.

const kibi100 = 102400;

test("a response of 102400 bytes is the longest", async () => {
  const respond = (count) => action.runCode(`Lit.Actions.setResponse({ response: "x".repeat(${count}) })`);
  assert.equal((await respond(kibi100)).response.length, kibi100);
  const longer = await respond(kibi100 + 1);
  assert.equal(longer.success, false);
  assert.equal(longer.response, "");
  assert.match(longer.error, /^Uncaught Error: Response is too long\. Max length is 102400 bytes/);
});

test("a response is measured in bytes, not in characters", async () => {
  const result = await action.runCode(`Lit.Actions.setResponse({ response: "\\u20ac".repeat(${kibi100 / 2}) })`);
  assert.match(result.error, /Response is too long/);
});

test("what main returns is measured too", async () => {
  const result = await action.runCode(`async function main() { return "x".repeat(${kibi100 + 1}) }`);
  assert.match(result.error, /Response is too long\. Max length is 102400 bytes/);
});

test("logs beyond 102400 bytes are cut off with a line that says so", async () => {
  const result = await action.runCode(`
    for (let i = 0; i < 3000; i++) console.log("line " + i + " " + "x".repeat(50));
    Lit.Actions.setResponse({ response: "went on" });`);
  assert.equal(result.error, null);
  assert.equal(result.response, "went on");
  assert.ok(new TextEncoder().encode(result.logs).length <= kibi100);
  assert.match(result.logs, /^line 0 x/);
  assert.match(result.logs,
    /\n\[Logs truncated\. Max length for all logs in a single request is 102400 bytes\]\n$/);
});

test("logs of exactly 102400 bytes are kept whole", async () => {
  const result = await action.runCode(`console.log("x".repeat(${kibi100 - 1}))`);
  assert.equal(result.logs, "x".repeat(kibi100 - 1) + "\n");
});

test("code beyond 16 MiB is not run", async () => {
  const length = 16777217;
  const result = await action.runCode("/" + "*".repeat(length - 2) + "/");
  assert.equal(result.error, `Code payload is too large (${length} bytes). Max length is 16777216 bytes.`);
});

test("memory beyond 256 MB ends the action", async () => {
  for (const code of [
    "const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));",
    "const all = []; for (;;) all.push([...'x'.repeat(100000)]);",
  ]) {
    const result = await action.runCode(code);
    assert.equal(result.error, "Your function exceeded the maximum memory of 256 MB and was terminated.");
  }
});

test("after an action that was ended the next one runs", async () => {
  await action.runCode("const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));");
  const result = await action.runCode("Lit.Actions.setResponse({ response: 'fine' })");
  assert.equal(result.response, "fine");
});
