const { subtle } = crypto;
const bytes = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
const utf8 = (text) => new TextEncoder().encode(text);
const text = (buffer) => new TextDecoder().decode(buffer);

// A key of 2048 bits, and what Node made with it.
const privateKey
  = "MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQCtWtZpXRJt1XA/cQ2SLHvDuuizfMIz+R0FPQ9cplkgNA9i7e6c"
  + "QbcjAKcZG4kjglDBclOHHxMN2TPQ6xXDlvBJO2BG2rmpfDP9EOXlcDhXTjEsIi84BdAI0TV2y9kJI4iiOmIzc5bOrLHecl3ZUVWs"
  + "pLyPnjmWbodeNHmkrfkGIgAgAKzWxnYVHgoScpGDh4hYQ3dqvA5t9VeapgFBPsNFioR1+LZcJJZ2NtgshXVSH5k9OC4OVlx2Gfvy"
  + "/7/e7YRE9uYXjw1vFHwMf/+5cedTzAfWlzB89qpJvElLQYz4dPx2zataKdPwSoXmlmqplf3D63uDHGdQ9qazCft4QxaHAgMBAAEC"
  + "ggEABTliksRKROMUweSvSwNqK2jbkGUnGRfdxwWjC+C7eNv4xrty4GSel0ByyK/qvxYzRtEiMUU/dsBf7mDXRBCtZxeR/DClPbVP"
  + "f8Xdl799AyyJENJq595M+acMXGsiPENE39awlOpb1higN5rstxrbYRuJzy4ugBkOnUkpjUvs4EFjWf2AQaE4tJ4Mr3KunvO2bngn"
  + "oadsqHZ3zsrBk9xZrrDRyRkiBBvOKfOkzPuqZtNBUd/nEjL+hQz7ujSJFr7RQSpHtYKnNx4k3RqyE9tZObNtF04sbsN2nYW9IsJY"
  + "ZjGR62JCaIMgbt1+V8fTtJsonSgmCgKQ8gDWFdbc4QscqQKBgQDYRsptE058HLJXVeAISRdp1Si2tqd+TArFh8qKtTG8R8U1TuSa"
  + "6OsEpqHiGjqWPgUsGTlAeDrAZSV1HKMtXFcwEOVoQOz3qJR7sqtxtXKAmUXF3ovNo6nVJYR8dFA9dznD5Z2O7Lah1Xzr+lRpO6uF"
  + "fz3+HZ0Yi64qHbUtimii4wKBgQDNMeQq4LNtvf5jmpB0BJoyMNlpPAty+4hIi5ca9Ii+hzuXO3CC/EGzSM0/nVCGWspujLM8pDpd"
  + "totu9nkuJcqQ3jC/EIbFT5d3DQXJcJBviVBc1cpZyJe0OENhcxKaOdCHYdp1gZn1krYc7vU1F3oPfoTkruncgFp+DRtrTN27DQKB"
  + "gQCQz21wdTHi5i//TC+SPKZhpWj6Vfh2FyJLOm3CTCo9/+wqkmV816Gs3omb46YAvQwnh8gOw7HK6q6W6JLVp3N1aorAMGC6PnUV"
  + "Ef+7RhuhwX63Sxhem0v2vIUl85daYH8cDJ1fel2apGBdfKKSR3LEEvuGL3vlWHlIF9Yc5QTEswKBgQCfuURIdBx3QjtwwPHMvYBh"
  + "rVCu78RhvpX5El+O5eZDmPSz5drQuxdRPUw3RndV/foxT2h9vcCJDf0/ZLAzUct6NNpw/6ZIlInsa8CjavGjQJnDic83UEN2T41z"
  + "n6VNU8+UcoEgkr+LPqZvozpQF3Q191/uupDjyS2njQBY5755SQKBgQC5LE9l55AwEh7rfMj/IxEfmyMeqPaEaEJ3vEBmmHS0QKBJ"
  + "jVLOFzxSIB55Llf/wawksgIsVMhIVVYEkRaFBRGrjhbgUUj2rW0A8MvQPclwtDY1kyI+Vk57dxB/F2XOSUleN6CTjkccP5fMdUh9"
  + "QFA8ngSz4Do4ETe6xH5mxV2wug==";
const publicKey
  = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArVrWaV0SbdVwP3ENkix7w7ros3zCM/kdBT0PXKZZIDQPYu3unEG3IwCn"
  + "GRuJI4JQwXJThx8TDdkz0OsVw5bwSTtgRtq5qXwz/RDl5XA4V04xLCIvOAXQCNE1dsvZCSOIojpiM3OWzqyx3nJd2VFVrKS8j545"
  + "lm6HXjR5pK35BiIAIACs1sZ2FR4KEnKRg4eIWEN3arwObfVXmqYBQT7DRYqEdfi2XCSWdjbYLIV1Uh+ZPTguDlZcdhn78v+/3u2E"
  + "RPbmF48NbxR8DH//uXHnU8wH1pcwfPaqSbxJS0GM+HT8ds2rWinT8EqF5pZqqZX9w+t7gxxnUPamswn7eEMWhwIDAQAB";
const signatures = {
  "SHA-1": {
    "RSASSA-PKCS1-v1_5": "TVRWzypk2KclcIXCa+07hFlvfr2/8pL8ikGVUa3VOvxnG2fK8tYoUj98E0zsRFV6VKo5UI+cdn590CSY"
      + "Nv40k8mxVs"
      + "Hy0IYOi2gjZmEDKGnNY5TqHIGohxeGS1J8eUe7hnMjevO3gfu7u0VxCC2VgYJV9Ie3wjVqhda8cCUaa0UIujvvSDVO"
      + "aOImcpw0pC72P9PLFq+KSRfA6MpBggiHA1f7QSC7ndMWvDCCL/FsBosvXeWkF6VOcOrf+JvLUWD0xSVBnyY9dnzxRd"
      + "giqlJXqoXICdLpkkNf7wDer35Ztf9SvPE3wWHOglHLle95eo5QmQO6LbeN5OqW4bxUALN+KA==",
    "RSA-PSS": "Ly3X13BRpJeZU9Bh2sE7y5IsP40ejIDGUaNJ32pFrElVtsAYSrQT02SUgZb0sopYQgMM7l69X8P4VbsUZV9TiXuxEt"
      + "LDVZBryQl28d06WM/PPFCIxPJyY7T4YYyX1lJ7D6iZ3Gp24lBxUGakcMwMmoUNu7B1jfARgs1KCjs4TU4ecim7SeKD"
      + "YBpMa/SFw+QGIKUUwrUg16zcIB7OVE8egcl1L+Z1x4HeBeiHOKT1fUbNAdi6Dw+2isFkDSeWjDhTEWNOfSTMXyT0Se"
      + "rH6MtEZ0rcyX5JhD6XejE+xSv4i4cjb1noLAz5riiZ8pKxhqcOJ5zSSERjjAjmq3ZcXbH8rw==",
  },
  "SHA-256": {
    "RSASSA-PKCS1-v1_5": "JwdT4yScHICaCpmd0M67bm1QzR+MduTSPMz8JtgRsdRT7n9SiH7HZ4EpFuhn5fKL2ZdRfSOAEiIu2A5/"
      + "vSGAQenO1e"
      + "YwCQDiFSXhaqxNMR6bSZUiFUYAROtaCX0Gz+4Ib1zhtnLPiSzZ9s52cIXFH+BkY9FiZMgsuOfQ0dCB2NBs/ojEIJv9"
      + "I4cCunY6ovMSR5ngoKr7oxjLPIVDqpoO67bIheGyTF8DduAlYb8MMb5PsEhvrJdNnhiRuntoCtx+FgoOo0E0Ohx65c"
      + "mDgE+SXppsAOwzPwpX0MoiXZ/XYM6nkxPxXgfA0ID41SylL5PwpR1QWbHFDu+ngEPO/j9LLA==",
    "RSA-PSS": "WUj2bIpLV+TPcDXH2wvZv25/jYj+g777RbGDVZ2z3+g5bR5sxLR3D2TQMcuBjeU20HOMUpeW7MGq8fvk55Jr0lecsR"
      + "LrNkCnLk3t2H9vktJptgRzInjALlWlz+B71Zcki394YuToKgut9iofZzEBb4wLU18kFziWrd8X0oss/HtaDEnNkaL0"
      + "c2umG2+0mPp5DS/WKtrwaEQ+IcwMdDMeNqR1ZmFTHrzORbOYqFJWdxLdjduQgoijJN5V8QCMJp+gC4FbcmEk0O79fF"
      + "DEtitPGEmi7kZASxQOkRETWRjcn6lAIdPTDnpR/NSwPqczRPc9Sac6URNNt3ItNBe3QIHfaA==",
  },
  "SHA-384": {
    "RSASSA-PKCS1-v1_5": "UajGY8puxaxRgGIbrpbEXu5Bj65LTYfDYA1UamRDj3e+gPBFPjQC1qLuMFcfG2QqfR2pDPbYUKeCpm2E"
      + "o8Rp7CPrdP"
      + "fhA6NgXj3bMibaI2L26njkWCfSBoWUVz2YFgVQDF4XNfFlDN2QH4RsUb433AdAU6ofETjT2dI8Dr9xsuc9+ioRiInz"
      + "X5JRRZmnqCA9Uosm9TLqB6rNsdBalBzp2NWI9OSafQpfSf0KnX7X6j6rJhzCG80fr58ZC51M1+FVExpgdXAvNmDcBx"
      + "zAtabls1DnffAj42BR+4xE5R9vumHSbCjS39j4Md77cBETfew/NECRbfP7xtg6RabCaREoLw==",
    "RSA-PSS": "d3QqcqePn8jiHlGZ5gbIapOl8VACNn7auW7WAeHqeWA/NBdqUC09Sq+gTSMpaK94NV2hRnN3frwlRBuQPdafDaKPxP"
      + "7iCeysoYSQe1mECqFs6bRWllSVuGkVdjPxBR1/ErgomL9Jl6TuDmpZXaWqWaE8mB3XoTprSFjaizX/DHs0UzI0++3J"
      + "8mWk6SzOfSZDaQWBIK4tinkli79tRxbBFjuwNKY5Fno/rYlreIHNVas0zjYa8oiBRSKQOZngoWj5pgmLMZGzuMbRmg"
      + "+wsb70THWI1xTrim6WYYTkQe2c4yEI0wmq1zkzU2Gq6Dc8GlZ/qyzlr+uorLXyZyh+ATCIgw==",
  },
  "SHA-512": {
    "RSASSA-PKCS1-v1_5": "UJEnOonBy5wPbJY190QNs1XG/njiqHIT1Z1SKbAUppivwJ3cfDXp5rw+G/sbIgKmjqoofLz9THjcytmI"
      + "s77ne7LrLP"
      + "RwY/Fn63P7iuy+/1YHzVSKEylvBuyOTdkWM0hGjT+efn3x88Tic+jWofAQiVfChd11zMZx5lXEieHAp1j2jQzij2xa"
      + "CR2XovLSA6GrR4M5MXAYnfpbpvAo9tdrCJV7RIVJV0lJ6T6qXg1BTdKsy5BH1+F7TWn+/EfBgHnHJDYn0CnwLLWalk"
      + "ST1hYZPk9mjYWeAAaMswBxEAaunmlzWFfjHIbuA4KgP6hxKh2IRjiUQesEVauTgwwxyzYGHQ==",
    "RSA-PSS": "BKKwmIn1cBts4R96vL30tTrPdHpUH0EWvmZjkd9dD5M8S51ZOsL9hHIHYm7hQnKCgU1iSuBbbEhRniNDNmW4K4gnmE"
      + "nzlQWiIMvW1vGfYaJmg+WZGOT+x2qhSZKooBcSPsucbrSGenc6iTlOmbaQwc4WN0ttg5/vYxJ8E0fsum5bTPYZKSIG"
      + "IxgkpjuWPLzKKLx13or9j74Ka2twpIVIgXW8MkKAyIsARBsgS+06saZDH/Ri8oM9bY7+udgZutDNAl7yl2SiJ8Gvqq"
      + "S9dsKkZDCxxW9F9SKTf7BlCucQFcGTcSbH0wYIty+Ln6AUj3TZvfbKmv+mX1dSqqvTTe+LRw==",
  },
};
const sealed = {
  "SHA-1": "Z7afhjNyq9J63zlYHW7YF7cACVoziNlBwDHMBAartU6XcPcM5iUBQkNXNJHDDcqsHyilPTFTZbNNtlVXJIFpcZepoS"
    + "mOFQZi0T0lW85ZQU+hgRonDdgiz/07n43w4duy5649x9WaVYVbfV06Xz49JskLBfctF89JHa39rDfotX+iiRUiJLhG"
    + "j7mB5U6WtZ89errRwVtXKqNygbcP0HuDmCE3RfCx4q9UrP89JaRuWhK9KhILAN0/zbWrwQIhoVSyrMfItEOSPsTPes"
    + "DhQJfk7PBdCWR2oEVfGezSoyqwVppxQG7XS1uYHybiFT9mGnfsg30KP0C/sa9sBzyiux62fg==",
  "SHA-256": "VAbxN/zPAWAM3tSXULKSuOq/69iWkZQhV8dXXy+4oL3w4FKvbYC9dTBZA4FFeiwgraC15a7rvqVEIfBQTdk7LglwS0"
    + "fxcM7Eccu+2bbvOyGMBs+4kfU2L67WSJ2PNhJZcv29IBCpOhHTH0WdJhHqVmCC41P0Wyh1HTE8eNwNOVV5f03lqLQo"
    + "oC0n8NShmepIEWde37v5GqvA//MoLVdV0k8/1E/BJT9gdr5Sqd0v2lCrpzgOmuIoop0OkBOyyUOo2T33r0JYdvd5GM"
    + "6Mw8qZSu5J9i/4P0FRRQ4vg/ummtnNVJdBsdNjsheL44664glo067BQyEHSKbS7wsh1IfnBw==",
};

const sizes = { "SHA-1": 20, "SHA-256": 32, "SHA-384": 48, "SHA-512": 64 };
const algorithmOf = (name, hash) => (name === "RSA-PSS" ? { name, saltLength: sizes[hash] } : { name });

for (const [hash, known] of Object.entries(signatures)) {
  for (const [name, signature] of Object.entries(known)) {
    test(`${name} with ${hash}: verifies and signs`, async () => {
      const algorithm = algorithmOf(name, hash);
      const open = await subtle.importKey("spki", bytes(publicKey), { name, hash }, true, ["verify"]);
      const secret = await subtle.importKey("pkcs8", bytes(privateKey), { name, hash }, true, ["sign"]);
      assert.equal(await subtle.verify(algorithm, open, bytes(signature), utf8("the message")), true);
      assert.equal(await subtle.verify(algorithm, open, bytes(signature), utf8("a message")), false);
      assert.equal(
        await subtle.verify(algorithm, open, bytes(signature).subarray(1), utf8("the message")), false);
      const made = await subtle.sign(algorithm, secret, utf8("the message"));
      assert.equal(await subtle.verify(algorithm, open, made, utf8("the message")), true);
      if (name !== "RSA-PSS") assert.deepEqual(new Uint8Array(made), bytes(signature));
    });
  }
}

for (const [hash, ciphertext] of Object.entries(sealed)) {
  test(`RSA-OAEP with ${hash}: decrypts and encrypts`, async () => {
    const algorithm = { name: "RSA-OAEP", hash };
    const open = await subtle.importKey("spki", bytes(publicKey), algorithm, true, ["encrypt"]);
    const secret = await subtle.importKey("pkcs8", bytes(privateKey), algorithm, true, ["decrypt"]);
    assert.equal(text(await subtle.decrypt("RSA-OAEP", secret, bytes(ciphertext))), "the message");
    const made = await subtle.encrypt("RSA-OAEP", open, utf8("another"));
    assert.equal(text(await subtle.decrypt("RSA-OAEP", secret, made)), "another");
    await assert.rejects(
      subtle.decrypt("RSA-OAEP", secret, bytes(ciphertext).reverse()), { name: "OperationError" });
    await assert.rejects(subtle.encrypt("RSA-OAEP", open, new Uint8Array(300)), { name: "OperationError" });
    await assert.rejects(
      subtle.encrypt({ name: "RSA-OAEP", label: utf8("x") }, open, utf8("a")), { name: "NotSupportedError" });
  });
}

test("RSA: keys in every format", async () => {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const open = await subtle.importKey("spki", bytes(publicKey), algorithm, true, ["verify"]);
  const secret = await subtle.importKey("pkcs8", bytes(privateKey), algorithm, true, ["sign"]);
  assert.deepEqual(
    [open.algorithm.modulusLength, [...open.algorithm.publicExponent], open.algorithm.hash.name],
    [2048, [1, 0, 1], "SHA-256"]);
  assert.deepEqual(new Uint8Array(await subtle.exportKey("spki", open)), bytes(publicKey));
  assert.deepEqual(new Uint8Array(await subtle.exportKey("pkcs8", secret)), bytes(privateKey));
  const jwk = await subtle.exportKey("jwk", secret);
  assert.deepEqual([jwk.kty, jwk.alg, jwk.e], ["RSA", "RS256", "AQAB"]);
  const again = await subtle.importKey("jwk", jwk, algorithm, true, ["sign"]);
  assert.deepEqual(new Uint8Array(await subtle.exportKey("pkcs8", again)), bytes(privateKey));
  for (const change of [{ alg: "RS512" }, { n: undefined }, { p: undefined }, { kty: "EC" }, { p: jwk.q }]) {
    await assert.rejects(
      subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, ["sign"]), { name: "DataError" });
  }
  await assert.rejects(
    subtle.importKey("raw", bytes(publicKey), algorithm, true, ["verify"]), { name: "NotSupportedError" });
  await assert.rejects(
    subtle.importKey("spki", bytes(publicKey).subarray(9), algorithm, true, ["verify"]),
    { name: "DataError" });
  await assert.rejects(subtle.exportKey("pkcs8", open), { name: "InvalidAccessError" });
});

test("RSA: new keys", async () => {
  const algorithm = {
    name: "RSA-PSS", hash: "SHA-256", modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1),
  };
  const pair = await subtle.generateKey(algorithm, false, ["sign", "verify"]);
  const signature = await subtle.sign(algorithmOf("RSA-PSS", "SHA-256"), pair.privateKey, utf8("text"));
  assert.equal(signature.byteLength, 128);
  assert.equal(
    await subtle.verify(algorithmOf("RSA-PSS", "SHA-256"), pair.publicKey, signature, utf8("text")), true);
  await assert.rejects(subtle.exportKey("pkcs8", pair.privateKey), { name: "InvalidAccessError" });
  for (
    const change of [
    { modulusLength: 512 }, { modulusLength: 1025 }, { modulusLength: 65536 },
    { publicExponent: Uint8Array.of(3) }]) {
    await assert.rejects(
      subtle.generateKey({ ...algorithm, ...change }, true, ["sign"]), { name: "OperationError" });
  }
  await assert.rejects(
    subtle.sign({ name: "RSA-PSS", saltLength: 5 }, pair.privateKey, utf8("text")),
    { name: "NotSupportedError" });
});
