// FormData and multipart bodies.
test("append, set, get, delete", () => {
  const form = new FormData();
  form.append("a", 1);
  form.append("b", "x");
  form.append("a", "2");
  assert.deepEqual(form.getAll("a"), ["1", "2"]);
  assert.equal(form.get("z"), null);
  form.set("a", "3");
  assert.deepEqual([...form], [["a", "3"], ["b", "x"]]);
  form.set("c", "\ud800");
  assert.equal(form.get("c"), "\ufffd");
  form.delete("b");
  assert.ok(!form.has("b") && form.has("a"));
  assert.deepEqual([...form.keys()], ["a", "c"]);
});
test("blobs become files", () => {
  const form = new FormData();
  form.append("f", new Blob(["x"], { type: "text/x" }));
  form.append("g", new Blob(["x"]), "name");
  const file = new File(["y"], "own", { lastModified: 7 });
  form.append("h", file);
  form.append("i", file, "other");
  assert.equal(form.get("f").name, "blob");
  assert.equal(form.get("f").type, "text/x");
  assert.equal(form.get("g").name, "name");
  assert.equal(form.get("h"), file);
  assert.equal(form.get("i").name, "other");
  assert.ok(form.get("f") instanceof File);
  assert.throws(() => form.append("x", "y", "z"), TypeError);
  assert.throws(() => form.append("x"), TypeError);
  assert.throws(() => new FormData({}), TypeError);
});
test("what is sent", async () => {
  const form = new FormData();
  form.append('q"u\r\n', "a\nb");
  form.append("f", new Blob(["\xff"], { type: "x/y" }), 'n"m');
  const response = new Response(form);
  const [, boundary] = /^multipart\/form-data; boundary=(.*)$/.exec(response.headers.get("content-type"));
  assert.equal(await response.text(), [
    `--${boundary}`, 'Content-Disposition: form-data; name="q%22u%0D%0A"', "", "a\r\nb", `--${boundary}`,
    'Content-Disposition: form-data; name="f"; filename="n%22m"', "Content-Type: x/y", "", "\xff",
      `--${boundary}--`, "",
  ].join("\r\n"));
});
test("there and back", async () => {
  const form = new FormData();
  form.append("text", "\u00e9\r\n--x");
  form.append("empty", "");
  form.append("file", new File([new Uint8Array([0, 13, 10, 255])], "\u00e9.bin", { type: "application/x" }));
  const back = await new Response(form).formData();
  assert.equal(back.get("text"), "\u00e9\r\n--x");
  assert.equal(back.get("empty"), "");
  assert.deepEqual(Array.from(await back.get("file").bytes()), [0, 13, 10, 255]);
  assert.equal(back.get("file").name, "\u00e9.bin");
  assert.equal(back.get("file").type, "application/x");
  const encoded = await new Response(new URLSearchParams("a=1&b=%20")).formData();
  assert.deepEqual([...encoded], [["a", "1"], ["b", " "]]);
});
test("what can not be decoded", async () => {
  const read = (body, type) => new Response(body,
    { headers: type === null ? {} : { "content-type": type } }).formData();
  await assert.rejects(read("x", "text/plain"), TypeError);
  await assert.rejects(read("x", "multipart/form-data"), TypeError);
  for (const body of ["", "--b", "--b\r\n", "--b\r\n\r\nx\r\n--b--",
    '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx']) {
    await assert.rejects(read(body, "multipart/form-data; boundary=b"), TypeError, JSON.stringify(body));
  }
  assert.deepEqual([...await read("--b--\r\n", 'multipart/form-data; boundary="b"')], []);
});
