test("runOnce gives everybody what the leader's function returns", async () => {
  assert.equal(
    await Lit.Actions.runOnce({ waitForResponse: true, name: "text" }, async () => "done"), "done");
});

test("runOnce converts results with toString, and nothing to the empty text", async () => {
  const cases
    = [
    [5, "5"], [true, "true"], [{}, "[object Object]"], [[1, 2], "1,2"], [undefined, ""], [null, ""],
    ["", ""]];
  for (const [index, [result, text]] of cases.entries()) {
    assert.equal(
      await Lit.Actions.runOnce({ waitForResponse: true, name: `case ${index}` }, async () => result), text);
  }
});

test("runOnce gives [ERROR] when the function throws", async () => {
  const fail = async () => {
    throw new Error("broken");
  };
  assert.equal(await Lit.Actions.runOnce({ waitForResponse: true, name: "throws" }, fail), "[ERROR]");
  const unprintable = async () => Object.create(null);
  assert.equal(
    await Lit.Actions.runOnce({ waitForResponse: true, name: "unprintable" }, unprintable), "[ERROR]");
  const hostile = async () => {
    throw { toString: () => { throw 1; } };
  };
  assert.equal(await Lit.Actions.runOnce({ waitForResponse: true, name: "hostile" }, hostile), "[ERROR]");
});

test("runOnce has a name unless it is given one", async () => {
  assert.equal(await Lit.Actions.runOnce({ waitForResponse: true }, async () => "named"), "named");
});

test("runOnce without waiting sends nothing to the others", async () => {
  const result = await Lit.Actions.runOnce({ waitForResponse: false, name: "alone" }, async () => "mine");
  assert.ok(result === "mine" || result === undefined);
});

test("runOnce refuses a blank name, and anything but a function", async () => {
  for (const name of ["", " ", 5, null]) {
    await assert.rejects(() => Lit.Actions.runOnce({ name }, async () => ""), {
      name: "RangeError", message: "name must not be blank",
    });
  }
  for (const wrong of [undefined, "code", {}]) {
    await assert.rejects(() => Lit.Actions.runOnce({}, wrong), /^TypeError: runOnce takes an async function/);
  }
});

test("runOnce takes one object", async () => {
  for (const wrong of [undefined, null, 5, "text"]) {
    await assert.rejects(
      () => Lit.Actions.runOnce(wrong), /^TypeError: Lit\.Actions\.runOnce takes one object/);
  }
});
