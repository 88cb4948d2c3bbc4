const refused = (work, kind, subject) => assert.throws(work, {
  name: "NotCapable", message: `Requires ${kind} access${subject}, run again with the --allow-${kind} flag`,
});

test("Deno.exit is not allowed", () => {
  const error = assert.throws(() => Deno.exit(1), {
    name: "PermissionDenied", message: "'Deno.exit' is not allowed in this context.",
  });
  assert.ok(error instanceof Deno.errors.PermissionDenied);
  assert.equal(String(error), "PermissionDenied: 'Deno.exit' is not allowed in this context.");
});

test("Deno reads no file", async () => {
  for (
    const name of [
    "readFileSync", "readTextFileSync", "statSync", "openSync", "readDirSync", "realPathSync"]) {
    refused(() => Deno[name]("test.txt"), "read", ' to "test.txt"');
  }
  for (const name of ["readFile", "readTextFile", "stat", "lstat", "open"]) {
    await assert.rejects(() => Deno[name]("test.txt"), {
      name: "NotCapable", message: 'Requires read access to "test.txt", run again with the --allow-read flag',
    });
  }
  await assert.rejects(async () => {
    for await (const entry of Deno.readDir("/")) assert.fail(String(entry));
  }, Deno.errors.NotCapable);
  refused(() => Deno.cwd(), "read", " to <CWD>");
});

test("Deno writes no file", async () => {
  for (
    const name of [
    "writeFileSync", "writeTextFileSync", "mkdirSync", "removeSync", "chmodSync", "truncateSync"]) {
    refused(() => Deno[name]("out.txt", "data"), "write", ' to "out.txt"');
  }
  await assert.rejects(() => Deno.writeTextFile("out.txt", "data"), Deno.errors.NotCapable);
});

test("Deno shows no environment", () => {
  refused(() => Deno.env.get("HOME"), "env", ' to "HOME"');
  refused(() => Deno.env.set("HOME", "x"), "env", ' to "HOME"');
  refused(() => Deno.env.toObject(), "env", "");
});

test("Deno runs nothing, loads nothing, and tells nothing of the system", () => {
  refused(() => new Deno.Command("ls"), "run", ' to "ls"');
  refused(() => Deno.run({ cmd: ["ls", "-l"] }), "run", ' to "ls"');
  refused(() => Deno.dlopen("lib.so", {}), "ffi", ' to "lib.so"');
  refused(() => Deno.hostname(), "sys", ' to "hostname"');
  refused(() => Deno.listen({ port: 80 }), "net", ' to "0.0.0.0:80"');
});

test("what was removed from Deno is not there", () => {
  for (const name of ["build", "permissions", "version"]) assert.equal(Deno[name], undefined);
  assert.throws(() => new Worker("data:,"), /^ReferenceError/);
});

test("there is no localStorage", () => {
  const error = assert.throws(() => localStorage, {
    name: "NotSupported", message: "LocalStorage is not supported in this context.",
  });
  assert.equal(String(error), "NotSupported: LocalStorage is not supported in this context.");
});
