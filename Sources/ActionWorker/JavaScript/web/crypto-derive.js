// HKDF (RFC 5869) and PBKDF2 (RFC 8018). A key's data are its bytes; it is never exported.
const { fail, attempt, bytesMember, numberMember, hashMember, onlyUsages } = require("web/crypto-common");

function derivation(name, derive) {
  return {
    importKey(format, data, algorithm, extractable, usages) {
      if (format !== "raw") {
        fail("NotSupportedError", `a key for ${name} is imported as raw, not as ${format}`);
      }
      onlyUsages(usages, ["deriveKey", "deriveBits"], `a key for ${name}`);
      if (extractable) fail("SyntaxError", `${name} keys are not extractable`);
      return { type: "secret", algorithm: { name }, data };
    },
    keyLength: () => null,
    deriveBits(algorithm, content, length) {
      const run = derive(algorithm, content);
      if (length === null) fail("OperationError", "length cannot be null");
      if (length % 8 !== 0) fail("OperationError", "length must be a multiple of 8");
      return attempt("OperationError", () => run(length / 8));
    },
  };
}

exports.algorithms = {
  HKDF: derivation("HKDF", (algorithm, content) => {
    const [hash, salt, info]
      = [hashMember(algorithm), bytesMember(algorithm, "salt"), bytesMember(algorithm, "info")];
    return (count) => native.hkdf(hash, content.data, salt, info, count);
  }),
  PBKDF2: derivation("PBKDF2", (algorithm, content) => {
    const [hash, salt] = [hashMember(algorithm), bytesMember(algorithm, "salt")];
    const iterations = numberMember(algorithm, "iterations");
    if (iterations === 0) fail("OperationError", "iterations cannot be zero");
    return (count) => native.pbkdf2(hash, content.data, salt, iterations, count);
  }),
};
