// Request, Response, and fetch of what needs no network.
test("data: URLs: [url, type, body or null]", async () => {
  const cases = [
    ["data:,X", "text/plain;charset=US-ASCII", "X"], ["data:", null], ["data:x", null],
    ["data:text/plain,a%20b", "text/plain", "a b"], ["data:text/plain;base64,WA", "text/plain", "X"],
    ["data:;base64,WA==", "text/plain;charset=US-ASCII", "X"],
      ["data:;charset=UTF-8,X", "text/plain;charset=UTF-8", "X"],
    ["data:image/gif;  BASE64,WA", "image/gif", "X"], ["data:text/html;base64,%57%41", "text/html", "X"],
    ["data:;base64,*", null], ["data:x/y;z=1;z=2,a?b#c", "x/y;z=1", "a?b"],
    ["data:nonsense,X", "text/plain;charset=US-ASCII", "X"], ['data:a/b;c="d,X', 'a/b;c=d', "X"],
  ];
  for (const [url, type, body] of cases) {
    if (type === null) {
      await assert.rejects(fetch(url), TypeError, url);
    } else {
      const response = await fetch(url);
      assert.equal(response.headers.get("content-type"), type, url);
      assert.equal(await response.text(), body, url);
      assert.equal(response.status, 200);
    }
  }
});
test("what fetch refuses", async () => {
  await assert.rejects(fetch(), TypeError);
  for (const url of ["", "/relative", "nonsense", "ftp://h/", "file:///etc/passwd", "about:blank",
    "blob:null/x"]) {
    await assert.rejects(fetch(url), TypeError, url);
  }
  await assert.rejects(fetch("data:,x", { method: "GET", body: "x" }), TypeError);
  await assert.rejects(fetch("data:,x", { signal: {} }), TypeError);
  assert.equal(await assert.rejects(fetch("data:,x", { signal: AbortSignal.abort("no") })), "no");
  assert.ok(Object.isFrozen(fetch));
});
test("each call is noted", async () => {
  const before = litInternalFetchDebugLog.length;
  await fetch("data:,noted");
  const { timestamp, url, fetchCount } = litInternalFetchDebugLog[before];
  assert.equal(url, "data:,noted");
  assert.equal(fetchCount, before + 1);
  assert.ok(Math.abs(timestamp - Date.now()) < 60000);
});
test("requests", async () => {
  const request = new Request("HTTP://h:80/a/../b#f",
    { method: "post", headers: { a: "1" }, body: "x\u00e9" });
  assert.equal(request.url, "http://h/b#f");
  assert.equal(request.method, "POST");
  assert.equal(request.headers.get("content-type"), "text/plain;charset=UTF-8");
  assert.equal(request.bodyUsed, false);
  const copy = request.clone();
  assert.equal(await request.text(), "x\u00e9");
  assert.ok(request.bodyUsed);
  await assert.rejects(request.text(), { message: "Body already consumed." });
  assert.throws(() => request.clone(), TypeError);
  assert.throws(() => new Request(request), TypeError);
  const moved = new Request(copy, { headers: { b: "2" } });
  assert.ok(copy.bodyUsed && !moved.bodyUsed);
  assert.equal(moved.headers.get("a"), null);
  assert.equal(new TextDecoder().decode(await moved.bytes()), "x\u00e9");
});
test("methods", () => {
  const methods = { get: "GET", Post: "POST", put: "PUT", delete: "DELETE", head: "HEAD", options: "OPTIONS",
    patch: "patch", X: "X" };
  for (const method of Object.keys(methods)) assert.equal(new Request("a:b", { method }).method,
    methods[method]);
  for (const method of ["", "a b", "CONNECT", "trace", "Track", "\u00e9"]) {
    assert.throws(() => new Request("a:b", { method }), TypeError, method);
  }
  for (const method of ["GET", "HEAD"]) assert.throws(() => new Request("a:b", { method, body: "" }),
    TypeError);
});
test("what can not be a request", () => {
  for (const make of [() => new Request(), () => new Request("/x"), () => new Request("a:b", 1),
    () => new Request("a:b", { redirect: "x" }), () => new Request("a:b", { mode: "navigate" }),
    () => new Request("a:b", { cache: "x" }), () => new Request("a:b", { signal: 1 }),
      () => Request("a:b")]) {
    assert.throws(make, TypeError, String(make));
  }
  const request = new Request("a:b");
  assert.deepEqual([request.redirect, request.cache, request.credentials, request.mode, request.duplex,
    request.body],
    ["follow", "default", "same-origin", "cors", "half", null]);
  assert.ok(request.signal instanceof AbortSignal && request.signal === request.signal);
});
test("a request follows its signal", () => {
  const controller = new AbortController();
  const request = new Request("a:b", { signal: controller.signal });
  const copy = request.clone();
  controller.abort("why");
  assert.equal(request.signal.reason, "why");
  assert.ok(copy.signal.aborted);
});
test("responses", async () => {
  const response = new Response("body", { status: 201, statusText: "Made", headers: { a: "b" } });
  assert.deepEqual([response.status, response.statusText, response.ok, response.type, response.url,
    response.redirected],
    [201, "Made", true, "default", "", false]);
  assert.equal(response.headers.get("a"), "b");
  assert.equal(await response.text(), "body");
  for (const status of [199, 600, 0, 1000]) assert.throws(() => new Response("", { status }), RangeError);
  for (const status of [204, 205, 304]) {
    assert.throws(() => new Response("", { status }), TypeError);
    assert.equal(new Response(null, { status }).body, null);
  }
  assert.throws(() => new Response("", { statusText: "\n" }), TypeError);
  assert.throws(() => new Response("", { statusText: "\u0100" }), TypeError);
  assert.throws(() => new Response("", 1), TypeError);
});
test("Response.error, redirect and json", async () => {
  const error = Response.error();
  assert.deepEqual([error.type, error.status, error.ok, error.body], ["error", 0, false, null]);
  const redirect = Response.redirect("http://h/a b", 301);
  assert.deepEqual([redirect.status, redirect.headers.get("location")], [301, "http://h/a%20b"]);
  assert.equal(Response.redirect("http://h").status, 302);
  for (const status of [200, 304, 309]) assert.throws(() => Response.redirect("http://h", status),
    RangeError);
  assert.throws(() => Response.redirect("nonsense"), TypeError);
  const json = Response.json({ a: [1] }, { status: 202, headers: { x: "y" } });
  assert.deepEqual([json.status, json.headers.get("content-type"), json.headers.get("x")],
    [202, "application/json", "y"]);
  assert.deepEqual(await json.json(), { a: [1] });
  assert.equal(Response.json(1, { headers: { "content-type": "a/b" } }).headers.get("content-type"), "a/b");
  for (const bad of [undefined, Symbol("x"), () => 1]) assert.throws(() => Response.json(bad), TypeError);
  assert.throws(() => Response.json(1, { status: 204 }), TypeError);
});
test("bodies and their types", async () => {
  const bodies = [
    ["x", "text/plain;charset=UTF-8"], [new Uint8Array([120]), null], [new Uint8Array([120]).buffer, null],
    [new Blob(["x"], { type: "a/b" }), "a/b"], [new Blob(["x"]), null],
    [ReadableStream.from([new Uint8Array([120])]), null],
    [new URLSearchParams("x"), "application/x-www-form-urlencoded;charset=UTF-8"],
      [{ toString: () => "x" }, "text/plain;charset=UTF-8"],
  ];
  for (const [body, type] of bodies) {
    const response = new Response(body);
    assert.equal(response.headers.get("content-type"), type);
    assert.match(await response.text(), /^x=?$/);
    assert.ok(response.bodyUsed);
  }
});
test("reading bodies", async () => {
  assert.deepEqual(await new Response('\ufeff{"a":1}').json(), { a: 1 });
  await assert.rejects(new Response("{").json(), SyntaxError);
  assert.equal(await new Response(new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff])).text(), "a\ufffd");
  assert.deepEqual(await new Response("ab").bytes(), new Uint8Array([97, 98]));
  assert.equal((await new Response("ab").arrayBuffer()).byteLength, 2);
  const blob = await new Response("x", { headers: { "content-type": "Text/HTML; a=B" } }).blob();
  assert.equal(blob.type, "text/html;a=B");
  assert.equal(await new Response().text(), "");
  await assert.rejects(new Response(ReadableStream.from(["text"])).text(), TypeError);
  await assert.rejects(Response.prototype.text.call({}), TypeError);
});
test("bodies as streams", async () => {
  const response = new Response("abc");
  const { body } = response;
  assert.equal(body, response.body);
  const reader = body.getReader();
  assert.deepEqual((await reader.read()).value, new Uint8Array([97, 98, 99]));
  assert.ok((await reader.read()).done && response.bodyUsed);
  await assert.rejects(response.text(), TypeError);
  const locked = new Response("x");
  locked.body.getReader();
  await assert.rejects(locked.text(), TypeError);
  assert.throws(() => locked.clone(), TypeError);
  const used = new Response("x");
  await used.text();
  assert.ok((await used.body.getReader().read()).done);
  assert.throws(() => new Response(body), TypeError);
});
test("clones", async () => {
  for (const make of [() => new Response("abc"),
    () => new Response(ReadableStream.from([new Uint8Array([97, 98, 99])]))]) {
    const response = make();
    const copy = response.clone();
    assert.equal(await response.text(), "abc");
    assert.equal(await copy.text(), "abc");
  }
  const original = new Response(new Uint8Array([1, 2]));
  const copy = original.clone();
  (await original.bytes())[0] = 9;
  assert.deepEqual(await copy.bytes(), new Uint8Array([1, 2]));
});
