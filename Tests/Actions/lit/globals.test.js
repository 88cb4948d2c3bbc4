const names = [
  "isPermittedAction", "isPermittedAddress", "isPermittedAuthMethod", "getPermittedActions",
    "getPermittedAddresses",
  "getPermittedAuthMethods", "getPermittedAuthMethodScopes", "pubkeyToTokenId", "getLatestNonce", "signEcdsa",
  "ethPersonalSignMessageEcdsa", "signAndCombineEcdsa", "checkConditions", "setResponse", "call",
    "callContract",
  "uint8arrayToString", "uint8arrayFromString", "aesDecrypt", "claimKey", "broadcastAndCollect",
    "decryptAndCombine",
  "decryptToSingleNode", "encrypt", "getRpcUrl", "runOnce",
];
const immediate = ["pubkeyToTokenId", "setResponse", "uint8arrayToString", "uint8arrayFromString"];

test("Lit.Actions has exactly the functions that it should", () => {
  assert.deepEqual(Object.getOwnPropertyNames(Lit.Actions).sort(), [...names].sort());
  for (const name of names) assert.equal(typeof Lit.Actions[name], "function");
});

test("Lit.Actions answers with promises, but for four functions", async () => {
  for (const name of names) {
    let result;
    try {
      result = Lit.Actions[name]();
    } catch (error) {
      assert.ok(immediate.includes(name), name);
      continue;
    }
    assert.ok(result instanceof Promise, name);
    await assert.rejects(result, TypeError);
  }
});

test("Lit, its parts and their aliases cannot be changed", () => {
  "use strict";
  for (const name of ["Lit", "LitActions", "LitAuth", "LitHeaders"]) {
    assert.equal(Object.getOwnPropertyDescriptor(globalThis, name).configurable, false);
    assert.throws(() => { globalThis[name] = 1; }, TypeError);
    assert.throws(() => { delete globalThis[name]; }, TypeError);
    assert.throws(() => Object.defineProperty(globalThis, name, { value: 1 }), TypeError);
  }
  for (const object of [Lit, Lit.Actions, Lit.Auth]) assert.ok(Object.isFrozen(object));
  for (const name of ["Actions", "Auth", "Headers"]) assert.throws(() => { Lit[name] = 1; }, TypeError);
  assert.throws(() => { Lit.Actions.signEcdsa = () => "mine"; }, TypeError);
  assert.throws(() => { Lit.Auth.actionIpfsIds = []; }, TypeError);
});

test("the aliases are the same objects", () => {
  assert.equal(LitActions, Lit.Actions);
  assert.equal(LitAuth, Lit.Auth);
  assert.equal(LitHeaders, Lit.Headers);
  assert.equal(Lit.Headers, Lit.Headers);
  assert.deepEqual(Object.keys(Lit), ["Actions", "Auth", "Headers"]);
});

test("Lit.Headers is a Headers object, which a script may change for itself", () => {
  assert.ok(Lit.Headers instanceof Headers);
  assert.equal(Object.isFrozen(Lit.Headers), false);
  Lit.Headers.set("x-of-mine", "1");
  assert.equal(LitHeaders.get("X-Of-Mine"), "1");
});

test("Lit.Auth has the lists that actions read, frozen to the last member", () => {
  assert.ok(Array.isArray(Lit.Auth.actionIpfsIds));
  assert.ok(Array.isArray(Lit.Auth.actionIpfsIdStack));
  assert.ok(Object.isFrozen(Lit.Auth.actionIpfsIds));
});
