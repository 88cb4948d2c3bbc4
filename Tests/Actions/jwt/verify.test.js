const secret = "shh";
const now = Math.floor(Date.now() / 1000);
const token
  = jwt.sign({ iss: "me", aud: ["one", "two"], sub: "it", jti: "7", nonce: "n", iat: now - 100 }, secret);
const refused = (work, message, name = "JsonWebTokenError") => assert.throws(work, { name, message });
const unsigned
  = `${btoa('{"alg":"none","typ":"JWT"}').replaceAll("=", "")}.${btoa('{"a":1}').replaceAll("=", "")}.`;

test("jwt.verify gives the payload of a token that fits", () => {
  const known
    = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0Ijox"
    + "NTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
  assert.deepEqual(
    jwt.verify(known, "your-256-bit-secret"), { sub: "1234567890", name: "John Doe", iat: 1516239022 });
  refused(() => jwt.verify(known, "another secret"), "invalid signature");
});

test("jwt.verify names what is wrong with the token itself", () => {
  for (const nothing of [undefined, null, "", 0]) {
    refused(() => jwt.verify(nothing, secret), "jwt must be provided");
  }
  for (const wrong of [5, {}, ["a.b.c"]]) refused(() => jwt.verify(wrong, secret), "jwt must be a string");
  for (const wrong of ["a", "a.b", "a.b.c.d"]) refused(() => jwt.verify(wrong, secret), "jwt malformed");
  for (const wrong of ["a.b.c", "!.b.c", "..", "e30.*.c"]) {
    refused(() => jwt.verify(wrong, secret), "invalid token");
  }
  refused(() => jwt.verify(token.slice(0, token.lastIndexOf(".") + 1), secret), "jwt signature is required");
  for (const nothing of [undefined, null, ""]) {
    refused(() => jwt.verify(token, nothing), "secret or public key must be provided");
  }
});

test("jwt.verify takes unsigned tokens only when told", () => {
  refused(() => jwt.verify(unsigned), 'please specify "none" in "algorithms" to verify unsigned tokens');
  assert.deepEqual(jwt.verify(unsigned, null, { algorithms: ["none"] }), { a: 1 });
  refused(() => jwt.verify(unsigned, secret), "jwt signature is required");
  refused(() => jwt.verify(`${unsigned}AAAA`, secret, { algorithms: ["HS256"] }), "invalid algorithm");
});

test("jwt.verify takes the algorithms that it is told", () => {
  assert.equal(jwt.verify(token, secret, { algorithms: ["HS256"] }).iss, "me");
  refused(() => jwt.verify(token, secret, { algorithms: ["HS384", "RS256"] }), "invalid algorithm");
  refused(() => jwt.verify(token, secret, { algorithms: [] }), "invalid algorithm");
});

test("jwt.verify: expiry, with tolerance and without", () => {
  const expired = jwt.sign({ exp: now - 10 }, secret);
  const error
    = assert.throws(() => jwt.verify(expired, secret), { name: "TokenExpiredError", message: "jwt expired" });
  assert.ok(
    error instanceof TokenExpiredError && error instanceof JsonWebTokenError && error instanceof Error);
  assert.equal(error.expiredAt.getTime(), (now - 10) * 1000);
  assert.equal(jwt.verify(expired, secret, { ignoreExpiration: true }).exp, now - 10);
  assert.equal(jwt.verify(expired, secret, { clockTolerance: 60 }).exp, now - 10);
  assert.equal(jwt.verify(expired, secret, { clockTimestamp: now - 11 }).exp, now - 10);
  refused(
    () => jwt.verify(expired, secret, { clockTimestamp: now - 10 }), "jwt expired", "TokenExpiredError");
});

test("jwt.verify: not before, with tolerance and without", () => {
  const early = jwt.sign({ nbf: now + 100 }, secret);
  const error
    = assert.throws(() => jwt.verify(early, secret), { name: "NotBeforeError", message: "jwt not active" });
  assert.ok(error instanceof NotBeforeError && error instanceof JsonWebTokenError);
  assert.equal(error.date.getTime(), (now + 100) * 1000);
  assert.ok(jwt.verify(early, secret, { ignoreNotBefore: true }));
  assert.ok(jwt.verify(early, secret, { clockTolerance: 200 }));
  assert.ok(jwt.verify(early, secret, { clockTimestamp: now + 100 }));
});

test("jwt.verify: times that are no numbers", () => {
  const claim = (text) => jwt.sign(text, secret, { header: { typ: "JWT" } });
  refused(() => jwt.verify(claim('{"exp":"soon"}'), secret), "invalid exp value");
  refused(() => jwt.verify(claim('{"nbf":"soon"}'), secret), "invalid nbf value");
  refused(() => jwt.verify(claim("{}"), secret, { maxAge: 5 }), "iat required when maxAge is specified");
});

test("jwt.verify: audience", () => {
  for (const audience of ["one", "two", ["three", "two"], /^t/, [/x/, "one"]]) {
    assert.equal(jwt.verify(token, secret, { audience }).iss, "me");
  }
  refused(() => jwt.verify(token, secret, { audience: "three" }), "jwt audience invalid. expected: three");
  refused(
    () => jwt.verify(token, secret, { audience: ["three", /four/] }),
    "jwt audience invalid. expected: three or /four/");
  refused(
    () => jwt.verify(jwt.sign({}, secret), secret, { audience: "one" }),
    "jwt audience invalid. expected: one");
});

test("jwt.verify: issuer, subject, id and nonce", () => {
  assert.ok(jwt.verify(token, secret, { issuer: "me", subject: "it", jwtid: "7", nonce: "n" }));
  assert.ok(jwt.verify(token, secret, { issuer: ["you", "me"] }));
  refused(() => jwt.verify(token, secret, { issuer: "you" }), "jwt issuer invalid. expected: you");
  refused(
    () => jwt.verify(token, secret, { issuer: ["you", "they"] }), "jwt issuer invalid. expected: you,they");
  refused(() => jwt.verify(token, secret, { subject: "he" }), "jwt subject invalid. expected: he");
  refused(() => jwt.verify(token, secret, { jwtid: "8" }), "jwt jwtid invalid. expected: 8");
  refused(() => jwt.verify(token, secret, { nonce: "m" }), "jwt nonce invalid. expected: m");
  for (const nonce of ["", " ", 5]) {
    refused(() => jwt.verify(token, secret, { nonce }), "nonce must be a non-empty string");
  }
});

test("jwt.verify: age", () => {
  for (const maxAge of [200, "200s", "5m", "1 hour", "2 days", "1y", "200000"]) {
    assert.ok(jwt.verify(token, secret, { maxAge }));
  }
  for (const maxAge of [50, "50s", "1m", "50000", "1 sec"]) {
    const error
      = assert.throws(
      () => jwt.verify(token, secret, { maxAge }), { name: "TokenExpiredError", message: "maxAge exceeded" });
    assert.ok(error.expiredAt instanceof Date);
  }
  for (const maxAge of ["soon", "1 month", {}, true]) {
    refused(() => jwt.verify(token, secret, { maxAge }),
      '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60');
  }
  refused(() => jwt.verify(token, secret, { clockTimestamp: "now" }), "clockTimestamp must be a number");
});

test("jwt.verify: with a callback, and with a function that finds the key", async () => {
  const call = (...given) =>
    new Promise((resolve) => jwt.verify(...given, (error, payload) => resolve([error, payload])));
  assert.equal((await call(token, secret))[1].iss, "me");
  assert.equal((await call(token, secret, { issuer: "me" }))[0], null);
  assert.equal((await call(token, "wrong", {}))[0].message, "invalid signature");
  assert.equal((await call("x", secret, {}))[0].message, "jwt malformed");
  const find = (header, give) => (header.alg === "HS256" ? give(null, secret) : give(new Error("which?")));
  assert.equal((await call(token, find, {}))[1].iss, "me");
  const fail = (header, give) => give(new Error("no such key"));
  assert.equal(
    (await call(token, fail, {}))[0].message, "error in secret or public key callback: no such key");
  refused(
    () => jwt.verify(token, find),
    "verify must be called asynchronous if secret or public key is provided as a callback");
});
