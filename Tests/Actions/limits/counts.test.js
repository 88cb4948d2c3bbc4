// How often an action may do what: each limit as its author meets it. What is counted may fail for another reason;
// only what comes after the limit is refused with its text.

// Runs `call` so often, and gives the texts of what was thrown.
const messages = async (call, times) => {
  const result = await action.runCode(`(async () => {
    const messages = [];
    for (let i = 0; i < ${times}; i++) {
      try { await ${call}; messages.push(""); } catch (error) { messages.push(error.name + ": " + error.message); }
    }
    Lit.Actions.setResponse({ response: JSON.stringify(messages) });
  })();`);
  assert.equal(result.error, null);
  return JSON.parse(result.response);
};

const exceeded = (verb, limit, unit) =>
  `Error: You may not ${verb} ${limit} ${unit} per session and you have attempted to exceed that limit.`;

const cases = [
  ["fetch", 50, exceeded("send more than", 50, "HTTP requests"), `fetch("http://127.0.0.1/")`],
  ["signEcdsa", 10, exceeded("sign more than", 10, "times"),
    `Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04aa", sigName: "s" })`],
  ["ethPersonalSignMessageEcdsa", 10, exceeded("sign more than", 10, "times"),
    `Lit.Actions.ethPersonalSignMessageEcdsa({ message: "hi", publicKey: "04aa", sigName: "s" })`],
  ["signAndCombineEcdsa", 10, exceeded("sign more than", 10, "times"),
    `Lit.Actions.signAndCombineEcdsa({ toSign: new Uint8Array(32), publicKey: "04aa", sigName: "s" })`],
  ["callContract", 30, exceeded("invoke contract calls more than", 30, "times"),
    `Lit.Actions.callContract({ chain: "ethereum", txn: "0xc0" })`],
  ["broadcastAndCollect", 30, exceeded("use broadcast and collect functionality more than", 30, "times"),
    `Lit.Actions.broadcastAndCollect({ name: "n", value: "v" })`],
];

for (const [name, limit, text, call] of cases) {
  test(`${name} works ${limit} times, and not once more`, async () => {
    const given = await messages(call, limit + 2);
    assert.equal(given.findIndex((message) => message === text), limit);
    assert.equal(given[limit + 1], text);
  });
}

test("signatures of all kinds are counted together", async () => {
  const result = await action.runCode(`(async () => {
    const toSign = new Uint8Array(32), publicKey = "04aa";
    for (let i = 0; i < 5; i++) {
      await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "a" + i });
      await Lit.Actions.signAndCombineEcdsa({ toSign, publicKey, sigName: "b" + i });
    }
    await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "c" });
  })();`);
  assert.match(result.error, /^Uncaught \(in promise\) Error: You may not sign more than 10 times per session/);
});

test("each execution counts for itself", async () => {
  const code = `(async () => {
    for (let i = 0; i < 10; i++) {
      await Lit.Actions.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04aa", sigName: "s" + i });
    }
  })();`;
  for (let i = 0; i < 3; i++) {
    const result = await action.runCode(code);
    assert.equal(result.error, null);
    assert.equal(Object.keys(result.signedData).length, 10);
  }
});

test("claims are not counted", async () => {
  const result = await action.runCode(`(async () => {
    for (let i = 0; i < 60; i++) await Lit.Actions.claimKey({ keyId: "k" + i });
  })();`);
  assert.equal(result.error, null);
  assert.equal(Object.keys(result.claimData).length, 60);
});
