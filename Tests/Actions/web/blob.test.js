// Blob and File.
test("parts, size and type", async () => {
  const view = new Uint8Array([1, 2, 3, 4]);
  const blob = new Blob(["a\u00e9", view.subarray(1, 3), view.buffer, new DataView(view.buffer, 3),
    new Blob(["z"]), 5, null]);
  assert.equal(blob.size, 3 + 2 + 4 + 1 + 1 + 1 + 4);
  assert.deepEqual(Array.from(await blob.bytes()).slice(3, 10), [2, 3, 1, 2, 3, 4, 4]);
  const types = { "Text/HTML": "text/html", "a\u00e9": "", "a\x7f": "", "x y": "x y", "": "" };
  for (const type of Object.keys(types)) assert.equal(new Blob([], { type }).type, types[type], type);
  assert.equal(new Blob().size, 0);
  view[0] = 9;
  assert.equal((await blob.bytes())[5], 1);
});
test("bad parts", () => {
  for (const bad of [null, "a", 1, {}, true]) assert.throws(() => new Blob(bad), TypeError, String(bad));
  assert.throws(() => new Blob([], "x"), TypeError);
  assert.throws(() => new Blob([], { endings: "x" }), TypeError);
  assert.throws(() => new Blob([Symbol("x")]), TypeError);
});
test("line endings", async () => {
  assert.equal(await new Blob(["a\r\nb\rc\nd"], { endings: "native" }).text(), "a\nb\nc\nd");
  assert.equal(await new Blob(["a\r\nb"]).text(), "a\r\nb");
});
test("slices: [start, end, text]", async () => {
  const blob = new Blob(["PASSSTRING"], { type: "text/x" });
  const cases = [[0, 4, "PASS"], [-6, undefined, "STRING"], [4, -3, "STR"],
    [undefined, undefined, "PASSSTRING"], [7, 2, ""],
    [-100, 100, "PASSSTRING"], [4, 4, ""], [NaN, 2, "PA"], [Infinity, undefined, ""], [1.7, 3.2, "AS"]];
  for (const [start, end, text] of cases) assert.equal(await blob.slice(start, end).text(), text,
    `${start} ${end}`);
  assert.equal(blob.slice(0, 1).type, "");
  assert.equal(blob.slice(0, 1, "A/B").type, "a/b");
});
test("text, arrayBuffer and stream", async () => {
  const blob = new Blob([new Uint8Array([0xef, 0xbb, 0xbf, 0x41, 0xff])]);
  assert.equal(await blob.text(), "A\ufffd");
  assert.equal((await blob.arrayBuffer()).byteLength, 5);
  let length = 0;
  for await (const chunk of blob.stream()) length += chunk.length;
  assert.equal(length, 5);
  const { value } = await blob.stream().getReader({ mode: "byob" }).read(new Uint8Array(2));
  assert.deepEqual(Array.from(value), [0xef, 0xbb]);
  for await (const _ of new Blob().stream()) assert.ok(false);
});
test("files", async () => {
  const file = new File(["abc"], "n\u00e4me/x.txt", { type: "text/plain", lastModified: 42 });
  assert.equal(file.name, "n\u00e4me/x.txt");
  assert.equal(file.lastModified, 42);
  assert.ok(file instanceof Blob && Math.abs(new File([], "x").lastModified - Date.now()) < 5000);
  assert.equal(await file.text(), "abc");
  assert.throws(() => new File([]), TypeError);
  assert.throws(() => new File("abc", "x"), TypeError);
  assert.equal(Object.prototype.toString.call(file), "[object File]");
});
