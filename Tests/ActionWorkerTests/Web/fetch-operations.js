// fetch over the host's operations; FetchDoubles.swift answers for http://double.test.
const at = (path) => `http://double.test${path}`;

test("what is sent", async () => {
  const echo = await (await fetch(at("/echo#fragment"), {
    method: "post", headers: { "X-Name": "v", "set-cookie": "a" }, body: new URLSearchParams("a=\u00e9"),
      redirect: "manual",
  })).json();
  assert.equal(echo.method, "POST");
  assert.equal(echo.url, at("/echo"));
  assert.equal(echo.redirect, "manual");
  assert.equal(echo.body, "a=%C3%A9");
  const headers = new Headers(echo.headers);
  assert.equal(headers.get("x-name"), "v");
  assert.equal(headers.get("content-type"), "application/x-www-form-urlencoded;charset=UTF-8");
  assert.equal(headers.get("user-agent"), "lit_protocol_node");
  assert.equal(headers.get("accept"), "*/*");
  const bare = await (await fetch(new URL(at("/echo")),
    { headers: { Accept: "a/b", "user-agent": "me" } })).json();
  assert.deepEqual([bare.hasBody, bare.method, bare.redirect], [false, "GET", "follow"]);
  assert.equal(new Headers(bare.headers).get("accept"), "a/b");
  assert.equal(new Headers(bare.headers).get("user-agent"), "me");
});
test("credentials in the URL become a header", async () => {
  const echo = await (await fetch("http://us%20er:p%C3%A9@double.test/echo")).json();
  assert.equal(echo.url, at("/echo"));
  assert.equal(new Headers(echo.headers).get("authorization"), `Basic ${btoa("us er:p\u00c3\u00a9")}`);
});
test("streams are collected before they are sent", async () => {
  const body = ReadableStream.from([new Uint8Array([1, 2]), new Uint8Array([255])]);
  const echo = await (await fetch(at("/echo"), { method: "PUT", body, duplex: "half" })).json();
  assert.equal(echo.body, "\x01\x02\xff");
  const request = new Request(at("/echo"), { method: "POST", body: "x" });
  assert.equal((await (await fetch(request)).json()).body, "x");
  assert.ok(request.bodyUsed);
  await assert.rejects(fetch(request), TypeError);
});
test("what comes back", async () => {
  const chunks = await fetch(at("/chunks"));
  assert.equal(await chunks.text(), "one,two,\u00e9");
  const empty = await fetch(at("/empty"));
  assert.deepEqual([empty.status, empty.body, await empty.text()], [204, null, ""]);
  const missing = await fetch(at("/missing"));
  assert.deepEqual([missing.status, missing.ok, missing.statusText, missing.headers.get("x-a")],
    [404, false, "Not Found", "1, 2"]);
  assert.deepEqual(missing.headers.getSetCookie(), ["a=1", "b=2"]);
  const moved = await fetch(at("/moved"));
  assert.deepEqual([moved.redirected, moved.url], [true, at("/here")]);
  assert.equal((await fetch(at("/manual"), { redirect: "manual" })).type, "opaqueredirect");
});
test("failures", async () => {
  await assert.rejects(fetch(at("/refused")),
    { name: "TypeError", message: "error sending request for url" });
  await assert.rejects(fetch(at("/limit")), /You may not send more than 50 HTTP requests/);
  const broken = await fetch(at("/broken"));
  await assert.rejects(broken.text(), { message: "connection lost" });
});
test("bodies as streams, clones, and cancelling", async () => {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of (await fetch(at("/chunks"))).body) text += decoder.decode(chunk,
    { stream: true });
  assert.equal(text, "one,two,\u00e9");
  const response = await fetch(at("/chunks"));
  const copy = response.clone();
  assert.deepEqual(await Promise.all([response.text(), copy.text()]), ["one,two,\u00e9", "one,two,\u00e9"]);
  await (await fetch(at("/chunks"))).body.cancel();
  const log = await (await fetch(at("/log"))).json();
  assert.ok(log.some(([kind, found]) => kind === "cancel" && found));
});
test("aborting", async () => {
  const controller = new AbortController();
  const pending = fetch(at("/chunks"), { signal: controller.signal });
  controller.abort();
  await assert.rejects(pending, "AbortError");
  const late = new AbortController();
  const response = await fetch(at("/chunks"), { signal: late.signal });
  late.abort("enough");
  assert.equal(await assert.rejects(response.text()), "enough");
  const log = await (await fetch(at("/log"))).json();
  assert.equal(log.filter(([kind]) => kind === "abort").length, 2);
  const finished = new AbortController();
  await (await fetch(at("/chunks"), { signal: finished.signal })).text();
  finished.abort();
  assert.equal((await (await fetch(at("/log"))).json()).filter(([kind]) => kind === "abort").length, 2);
});
