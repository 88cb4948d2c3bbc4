const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const hello = new TextEncoder().encode("hello");
const phrase = new TextEncoder().encode("yes mani !");

// The multibase specification's example, without the prefix of each base.
const known = {
  base2: "01111001011001010111001100100000011011010110000101101110011010010010000000100001",
  base8: "362625631006654133464440102",
  base10: "573277761329450583662625",
  base16: "796573206d616e692021",
  base16upper: "796573206D616E692021",
  base32: "pfsxgidnmfxgsibb",
  base32upper: "PFSXGIDNMFXGSIBB",
  base32pad: "pfsxgidnmfxgsibb",
  base32padupper: "PFSXGIDNMFXGSIBB",
  base32hex: "f5in683dc5n6i811",
  base32hexupper: "F5IN683DC5N6I811",
  base32hexpad: "f5in683dc5n6i811",
  base32hexpadupper: "F5IN683DC5N6I811",
  base32z: "xf1zgedpcfzg1ebb",
  base36: "2lcpzo5yikidynfl",
  base36upper: "2LCPZO5YIKIDYNFL",
  base58btc: "7paNL19xttacUY",
  base58flickr: "7Pznk19XTTzBtx",
  base64: "eWVzIG1hbmkgIQ",
  base64pad: "eWVzIG1hbmkgIQ==",
  base64url: "eWVzIG1hbmkgIQ",
  base64urlpad: "eWVzIG1hbmkgIQ==",
  base256emoji: "\u{1f3c3}\u270b\u{1f308}\u{1f605}\u{1f337}\u{1f924}\u{1f63b}\u{1f31f}\u{1f605}\u{1f44f}",
  utf8: "yes mani !",
  "utf-8": "yes mani !",
  ascii: "yes mani !",
  latin1: "yes mani !",
  binary: "yes mani !",
  hex: "796573206d616e692021",
  identity: "yes mani !",
};

for (const [encoding, text] of Object.entries(known)) {
  test(`uint8arrays: ${encoding} has no prefix`, () => {
    assert.equal(Lit.Actions.uint8arrayToString(phrase, encoding), text);
    assert.deepEqual(Lit.Actions.uint8arrayFromString(text, encoding), phrase);
  });

  test(`uint8arrays: ${encoding} gives back what it took`, () => {
    const isText = ["utf8", "utf-8", "identity"].includes(encoding);
    const samples = isText ? ["", "41", "c3a9", "f09f9a80"]
      : ["", "00", "0000", "000001", "ff", "00ff00", "80".repeat(33)];
    for (const sample of samples) {
      const text = Lit.Actions.uint8arrayToString(bytes(sample), encoding);
      assert.deepEqual(
        Lit.Actions.uint8arrayFromString(text, encoding), bytes(sample), `${encoding} ${sample}`);
    }
  });
}

test("uint8arrays: UTF-8 unless told otherwise", () => {
  assert.equal(Lit.Actions.uint8arrayToString(hello), "hello");
  assert.deepEqual(Lit.Actions.uint8arrayFromString("hello"), hello);
});

test("uint8arrays: a view of a larger buffer", () => {
  assert.equal(Lit.Actions.uint8arrayToString(hello.subarray(1, 3), "hex"), "656c");
});

test("uint8arrays: latin1 keeps the low byte of each character", () => {
  assert.deepEqual(Lit.Actions.uint8arrayFromString("\u00e9\u0141", "latin1"), Uint8Array.of(0xe9, 0x41));
  assert.equal(Lit.Actions.uint8arrayToString(Uint8Array.of(0xe9, 0x80), "latin1"), "\u00e9\u0080");
});

test("uint8arrays: bytes that are no UTF-8 become replacement characters", () => {
  assert.equal(Lit.Actions.uint8arrayToString(Uint8Array.of(0x41, 0xff), "utf8"), "A\ufffd");
});

test("uint8arrays: padding may be left out when it is read", () => {
  assert.deepEqual(Lit.Actions.uint8arrayFromString("aGVsbG8", "base64pad"), hello);
  assert.deepEqual(Lit.Actions.uint8arrayFromString("aGVsbG8=", "base64"), hello);
});

test("uint8arrays: names the encoding that it does not know", () => {
  for (const encoding of ["base7", "", "UTF8", "constructor", "__proto__"]) {
    assert.throws(
      () => Lit.Actions.uint8arrayToString(hello, encoding), `Unsupported encoding "${encoding}"`);
    assert.throws(
      () => Lit.Actions.uint8arrayFromString("a", encoding), `Unsupported encoding "${encoding}"`);
  }
});

test("uint8arrays: refuses characters of another base", () => {
  for (
    const [encoding, text] of [
    ["base16", "AB"], ["hex", "0x12"], ["base32", "A1"], ["base64", "a-_b"], ["base2", "012"]]) {
    const name = encoding === "hex" ? "base16" : encoding;
    assert.throws(() => Lit.Actions.uint8arrayFromString(text, encoding), `Non-${name} character`);
  }
  assert.throws(() => Lit.Actions.uint8arrayFromString("0OIl", "base58btc"), "Non-base58btc character");
  assert.throws(() => Lit.Actions.uint8arrayFromString("a", "base256emoji"), "Non-base256emoji character: a");
});

test("uint8arrays: refuses text that ends within a byte", () => {
  for (const [encoding, text] of [["base16", "abc"], ["base64", "a"], ["base32", "a"]]) {
    assert.throws(
      () => Lit.Actions.uint8arrayFromString(text, encoding), /^SyntaxError: Unexpected end of data/);
  }
});

test("uint8arrays: takes bytes on one side, text on the other", () => {
  for (const wrong of [undefined, null, "text", [1], new ArrayBuffer(1)]) {
    assert.throws(() => Lit.Actions.uint8arrayToString(wrong), TypeError);
  }
  for (const wrong of [undefined, null, 5, hello]) {
    assert.throws(() => Lit.Actions.uint8arrayFromString(wrong), TypeError);
  }
});
