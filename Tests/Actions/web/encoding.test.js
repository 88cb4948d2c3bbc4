// TextEncoder, TextDecoder and their streams.
const bytes = (hex) => new Uint8Array(hex.match(/../g)?.map((pair) => parseInt(pair, 16)) ?? []);
const hexOf = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");
test("UTF-8 that is not well-formed: [bytes, text]", () => {
  const cases = [
    ["", ""], ["41", "A"], ["c3a9", "\u00e9"], ["e282ac", "\u20ac"], ["f09f9880", "\u{1f600}"],
      ["80", "\ufffd"],
    ["c0af", "\ufffd\ufffd"], ["c241", "\ufffdA"], ["e08080", "\ufffd\ufffd\ufffd"], ["e280", "\ufffd"],
    ["eda080", "\ufffd\ufffd\ufffd"], ["f08080", "\ufffd\ufffd\ufffd"], ["f09f98", "\ufffd"],
      ["f09f41", "\ufffdA"],
    ["f4908080", "\ufffd\ufffd\ufffd\ufffd"], ["f5", "\ufffd"], ["ff41fe", "\ufffdA\ufffd"],
      ["fc80", "\ufffd\ufffd"],
    ["efbbbf41", "A"], ["efbbbfefbbbf41", "\ufeffA"], ["41efbbbf", "A\ufeff"], ["efbb", "\ufffd"],
  ];
  for (const [hex, text] of cases) {
    assert.equal(new TextDecoder().decode(bytes(hex)), text, hex);
    const fatal = new TextDecoder("utf-8", { fatal: true });
    if (text.includes("\ufffd")) assert.throws(() => fatal.decode(bytes(hex)), TypeError, hex);
    else assert.equal(fatal.decode(bytes(hex)), text, hex);
  }
  assert.equal(new TextDecoder("utf8", { ignoreBOM: true }).decode(bytes("efbbbf41")), "\ufeffA");
});
test("pieces decode as the whole does, wherever they are cut", () => {
  const samples = ["efbbbf41c3a9e282acf09f988042", "41f09f41e28280ff", "eda080e0a0f48fbfbff4"];
  for (const hex of samples) {
    const data = bytes(hex);
    const whole = new TextDecoder().decode(data);
    for (let first = 0; first <= data.length; first++) {
      for (let second = first; second <= data.length; second++) {
        const decoder = new TextDecoder();
        const text = decoder.decode(data.subarray(0, first), { stream: true }) +
          decoder.decode(data.subarray(first, second),
            { stream: true }) + decoder.decode(data.subarray(second));
        assert.equal(text, whole, `${hex} cut at ${first}, ${second}`);
      }
    }
  }
});
test("UTF-16 and windows-1252", () => {
  assert.equal(new TextDecoder("utf-16le").decode(bytes("fffe41003dd800de")), "A\u{1f600}");
  assert.equal(new TextDecoder("utf-16be").decode(bytes("feff0041d83dde00")), "A\u{1f600}");
  assert.equal(new TextDecoder("utf-16le").decode(bytes("00d84100")), "\ufffdA");
  assert.equal(new TextDecoder("utf-16le").decode(bytes("410042")), "A\ufffd");
  assert.throws(() => new TextDecoder("utf-16", { fatal: true }).decode(bytes("00dc")), TypeError);
  const decoder = new TextDecoder("utf-16le");
  assert.equal(decoder.decode(bytes("3d"), { stream: true }) + decoder.decode(bytes("d800"),
    { stream: true }) +
    decoder.decode(bytes("de")), "\u{1f600}");
  assert.equal(new TextDecoder("latin1").decode(bytes("41e980999d")), "A\u00e9\u20ac\u2122\x9d");
});
test("labels", () => {
  const labels = { " UTF8\n": "utf-8", "unicode-1-1-utf-8": "utf-8", ASCII: "windows-1252",
    "iso-8859-1": "windows-1252",
    "utf-16": "utf-16le", unicodefffe: "utf-16be" };
  for (const label of Object.keys(labels)) assert.equal(new TextDecoder(label).encoding, labels[label],
    label);
  for (const label of ["", "nonsense", "utf-32", "utf8\0"]) {
    assert.throws(() => new TextDecoder(label), RangeError);
  }
  assert.throws(() => new TextDecoder("x-y"), { message: "The encoding label provided ('x-y') is invalid" });
});
test("encode", () => {
  assert.equal(hexOf(new TextEncoder().encode("A\u00e9\u20ac\u{1f600}\ud800x\udc00")),
    "41c3a9e282acf09f9880efbfbd78efbfbd");
  assert.equal(new TextEncoder().encode().length, 0);
  assert.equal(new TextEncoder().encoding, "utf-8");
  assert.ok(new TextEncoder().encode("x") instanceof Uint8Array);
});
test("encodeInto: [text, room, read, bytes]", () => {
  const cases = [
    ["", 3, 0, ""], ["abc", 2, 2, "6162"], ["\u20ac", 2, 0, ""], ["\u20ac", 3, 1, "e282ac"],
      ["a\u00e9", 2, 1, "61"],
    ["\u{1f600}x", 4, 2, "f09f9880"], ["x\u{1f600}", 4, 1, "78"], ["\ud800a", 4, 2, "efbfbd61"],
      ["abc", 0, 0, ""],
  ];
  for (const [text, room, read, hex] of cases) {
    const target = new Uint8Array(room);
    const result = new TextEncoder().encodeInto(text, target);
    assert.deepEqual(result, { read, written: hex.length / 2 }, text);
    assert.equal(hexOf(target.subarray(0, result.written)), hex, text);
  }
  assert.throws(() => new TextEncoder().encodeInto("a", new Uint16Array(2)), TypeError);
});
test("what can be decoded", () => {
  const data = bytes("0041420043");
  assert.equal(new TextDecoder().decode(data.buffer), "\0AB\0C");
  assert.equal(new TextDecoder().decode(new DataView(data.buffer, 1, 2)), "AB");
  assert.equal(new TextDecoder().decode(data.subarray(4)), "C");
  assert.equal(new TextDecoder().decode(), "");
  assert.throws(() => new TextDecoder().decode("A"), TypeError);
});
test("streams", async () => {
  const source = ReadableStream.from(["a\ud83d", "\ude00", "\u00e9"]);
  const chunks = [];
  for await (const chunk of source.pipeThrough(new TextEncoderStream())) chunks.push(hexOf(chunk));
  assert.deepEqual(chunks, ["61", "f09f9880", "c3a9"]);
  const decoded = ReadableStream.from([bytes("61f09f"), bytes("9880"), bytes("e2")]);
  let text = "";
  for await (const chunk of decoded.pipeThrough(new TextDecoderStream())) text += chunk;
  assert.equal(text, "a\u{1f600}\ufffd");
  await assert.rejects(async () => {
    const fatal = new TextDecoderStream("utf-8", { fatal: true });
    for await (const _ of ReadableStream.from([bytes("ff")]).pipeThrough(fatal)) assert.ok(false);
  }, TypeError);
});
