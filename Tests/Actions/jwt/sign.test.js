const secret = "shh";
const refused = (work, message, name = "Error") => assert.throws(work, { name, message });

test("jwt.sign makes the token that everybody makes", () => {
  assert.equal(
    jwt.sign({ sub: "1234567890", name: "John Doe", iat: 1516239022 }, "your-256-bit-secret"),
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"
      + ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ"
      + ".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c");
});

test("jwt.sign adds the time, unless told not to", () => {
  const now = Math.floor(Date.now() / 1000);
  const { iat } = jwt.decode(jwt.sign({ a: 1 }, secret));
  assert.ok(iat >= now && iat <= now + 60);
  assert.deepEqual(jwt.decode(jwt.sign({ a: 1 }, secret, { noTimestamp: true })), { a: 1 });
  assert.deepEqual(jwt.decode(jwt.sign({ a: 1, iat: 5 }, secret)), { a: 1, iat: 5 });
  assert.deepEqual(jwt.decode(jwt.sign({ a: 1, iat: 5 }, secret, { noTimestamp: true })), { a: 1 });
});

test("jwt.sign turns spans into times", () => {
  const spans
    = {
    10: 10, "10s": 10, "10 seconds": 10, "2m": 120, "1h": 3600, "1.5h": 5400, "2 hrs": 7200, "20h": 72000,
    "1d": 86400,
    "7 days": 604800, "1w": 604800, "1y": 31557600, "-3s": -3, "5000": 5, "100ms": 0, "1 Hour": 3600 };
  for (const [span, seconds] of Object.entries(spans)) {
    for (const [option, claim] of [["expiresIn", "exp"], ["notBefore", "nbf"]]) {
      const payload = jwt.decode(jwt.sign({ iat: 1000 }, secret, { [option]: span === "10" ? 10 : span }));
      assert.equal(payload[claim], 1000 + seconds, span);
    }
  }
});

test("jwt.sign refuses spans that it cannot read", () => {
  for (const option of ["expiresIn", "notBefore"]) {
    for (const span of ["soon", "1 month", "1d2h", " ", "h"]) {
      refused(() => jwt.sign({}, secret, { [option]: span }),
        `"${option}" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60`);
    }
    for (const span of [1.5, "", null, true, {}, NaN]) {
      refused(() => jwt.sign({}, secret, { [option]: span }),
        `"${option}" should be a number of seconds or string representing a timespan`);
    }
  }
});

test("jwt.sign puts options into claims and the header", () => {
  const options
    = {
    audience: ["a", "b"], issuer: "i", subject: "s", jwtid: "j", keyid: "k", noTimestamp: true,
    header: { x: 1 } };
  const { header, payload } = jwt.decode(jwt.sign({}, secret, options), { complete: true });
  assert.deepEqual(payload, { aud: ["a", "b"], iss: "i", sub: "s", jti: "j" });
  assert.deepEqual(header, { alg: "HS256", typ: "JWT", kid: "k", x: 1 });
  for (
    const [option, claim] of [["audience", "aud"], ["issuer", "iss"], ["subject", "sub"], ["jwtid", "jti"]]) {
    refused(() => jwt.sign({ [claim]: "x" }, secret, { [option]: "y" }),
      `Bad "options.${option}" option. The payload already has an "${claim}" property.`);
  }
  refused(() => jwt.sign({ exp: 5 }, secret, { expiresIn: 5 }),
    'Bad "options.expiresIn" option the payload already has an "exp" property.');
  refused(() => jwt.sign({ nbf: 5 }, secret, { notBefore: 5 }),
    'Bad "options.notBefore" option the payload already has an "nbf" property.');
});

test("jwt.sign names the option or claim that is of the wrong type", () => {
  const cases = {
    audience: [5, '"audience" must be a string or array'],
      algorithm: ["HS1", '"algorithm" must be a valid string enum value'],
    header: ["x", '"header" must be an object'], encoding: [5, '"encoding" must be a string'],
    issuer: [["x"], '"issuer" must be a string'], subject: [5, '"subject" must be a string'],
    jwtid: [5, '"jwtid" must be a string'], noTimestamp: ["yes", '"noTimestamp" must be a boolean'],
    keyid: [5, '"keyid" must be a string'], mutatePayload: [1, '"mutatePayload" must be a boolean'],
    allowInsecureKeySizes: [1, '"allowInsecureKeySizes" must be a boolean'],
    allowInvalidAsymmetricKeyTypes: [1, '"allowInvalidAsymmetricKeyTypes" must be a boolean'],
    expires: [5, '"expires" is not allowed in "options"'],
  };
  for (const [option, [value, message]] of Object.entries(cases)) {
    refused(() => jwt.sign({}, secret, { [option]: value }), message);
  }
  for (const claim of ["iat", "exp", "nbf"]) {
    refused(() => jwt.sign({ [claim]: "5" }, secret), `"${claim}" should be a number of seconds`);
  }
  refused(() => jwt.sign([], secret), 'Expected "payload" to be a plain object.');
  refused(() => jwt.sign({}, secret, []), 'Expected "options" to be a plain object.');
});

test("jwt.sign needs a payload and a key", () => {
  refused(() => jwt.sign(undefined, secret), "payload is required");
  for (const nothing of [undefined, null, ""]) {
    refused(() => jwt.sign({}, nothing), "secretOrPrivateKey must have a value");
  }
  assert.match(jwt.sign({ a: 1 }, null, { algorithm: "none" }), /^[\w-]+\.[\w-]+\.$/);
});

test("jwt.sign takes text and bytes as they are, without options that need an object", () => {
  const made = jwt.sign("just text", secret);
  assert.equal(jwt.decode(made), "just text");
  assert.deepEqual(jwt.decode(made, { complete: true }).header, { alg: "HS256" });
  assert.equal(jwt.decode(jwt.sign(new TextEncoder().encode("bytes"), secret)), "bytes");
  refused(
    () => jwt.sign("text", secret, { expiresIn: 5, issuer: "x" }),
    "invalid expiresIn,issuer option for string payload");
});

test("jwt.sign leaves the payload alone, unless told to change it", () => {
  const payload = { a: 1 };
  jwt.sign(payload, secret, { expiresIn: 5 });
  assert.deepEqual(payload, { a: 1 });
  jwt.sign(payload, secret, { expiresIn: 5, mutatePayload: true });
  assert.deepEqual(Object.keys(payload), ["a", "iat", "exp"]);
});

test("jwt.sign: with a callback", async () => {
  const call = (...given) =>
    new Promise((resolve) => jwt.sign(...given, (error, token) => resolve([error, token])));
  assert.equal(jwt.verify((await call({ a: 1 }, secret))[1], secret).a, 1);
  assert.equal((await call({ a: 1 }, secret, { algorithm: "HS512" }))[0], null);
  assert.equal((await call({ a: 1 }, "", {}))[0].message, "secretOrPrivateKey must have a value");
});
