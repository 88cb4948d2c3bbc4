// atob and btoa.
test("atob: [input, bytes or null]", () => {
  const cases = [
    ["", []], ["abcd", [105, 183, 29]], [" abcd", [105, 183, 29]], ["abcd ", [105, 183, 29]],
      ["abcd\t\n\f\r ", [105, 183, 29]],
    [" abcd===", null], ["abcd=", null], ["abcd==", null], ["a", null], ["ab", [105]], ["abc", [105, 183]],
      ["abcde", null],
    ["=", null], ["==", null], ["===", null], ["====", null], ["a=", null], ["a==", null], ["a===", null],
      ["ab=", null],
    ["ab==", [105]], ["ab===", null], ["abc=", [105, 183]], ["abc==", null], ["abcde=", null], ["=a", null],
      ["a=b", null],
    ["ab=c", null], ["ab\x0bcd", null], ["\u00a0ab", null], ["ab\0cd", null], ["/A", [252]],
      ["//A", [255, 240]],
    ["AA/", [0, 15]], ["AAAA/", null], ["-_", null], ["\u0100", null], [null, [158, 233, 101]],
      [undefined, null],
    [12, [215]], [NaN, [53, 163]], [true, [182, 187, 158]], ["A B C D", [0, 16, 131]],
  ];
  for (const [input, bytes] of cases) {
    if (bytes === null) {
      assert.throws(() => atob(input), { name: "InvalidCharacterError", code: 5 }, String(input));
    }
    else assert.deepEqual(Array.from(atob(input), (c) => c.charCodeAt(0)), bytes, String(input));
  }
  assert.throws(() => atob(), TypeError);
  assert.throws(() => atob("*"), { message: "Failed to decode base64" });
});
test("btoa", () => {
  const cases = { "": "", a: "YQ==", ab: "YWI=", abc: "YWJj", "\xff\xc0": "/8A=", "\0\0": "AAA=",
    "Hello, World!": "SGVsbG8sIFdvcmxkIQ==" };
  for (const text of Object.keys(cases)) {
    assert.equal(btoa(text), cases[text]);
    assert.equal(atob(cases[text]), text);
  }
  assert.equal(btoa(undefined), "dW5kZWZpbmVk");
  assert.throws(() => btoa("\u0100"), { name: "InvalidCharacterError" });
  assert.throws(() => btoa(), TypeError);
  const all = String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index)).repeat(40);
  assert.equal(atob(btoa(all)), all);
});
