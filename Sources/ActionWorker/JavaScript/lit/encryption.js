// Access conditions, and what is encrypted under them.
const check = require("lit/checks");
const forms = require("lit/forms");
const { ask } = check;

exports.checkConditions = async (given) => {
  const { conditions, authSig, chain } = check.members(given, "checkConditions");
  forms.someMembers(conditions, "conditions");
  return ask("checkConditions", {
    conditions, authSig: forms.authSig(authSig), chain: forms.chain(chain),
  });
};

exports.encrypt = async (given) => {
  const { accessControlConditions, to_encrypt: plaintext } = check.members(given, "encrypt");
  forms.someMembers(accessControlConditions, "accessControlConditions");
  if (typeof plaintext === "string") {
    throw new TypeError("to_encrypt must be a Uint8Array, such as new TextEncoder().encode(text)");
  }
  return ask("encrypt", { accessControlConditions }, forms.someBytes(plaintext, "to_encrypt"));
};

const decryption = (name) => async (given) => {
  const { accessControlConditions, ciphertext, dataToEncryptHash, authSig, chain }
    = check.members(given, name);
  forms.someMembers(accessControlConditions, "accessControlConditions");
  check.notBlank(ciphertext, "ciphertext");
  check.notBlank(dataToEncryptHash, "dataToEncryptHash");
  return ask(name, {
    accessControlConditions, ciphertext, dataToEncryptHash,
    authSig: forms.authSig(authSig), chain: forms.chain(chain),
  });
};
exports.decryptAndCombine = decryption("decryptAndCombine");
exports.decryptToSingleNode = decryption("decryptToSingleNode");

exports.aesDecrypt = async (given) => {
  const { symmetricKey, ciphertext } = check.members(given, "aesDecrypt");
  const key = forms.someBytes(symmetricKey, "symmetricKey");
  const sealed = forms.someBytes(ciphertext, "ciphertext");
  const bytes = new Uint8Array(4 + key.length + sealed.length);
  new DataView(bytes.buffer).setUint32(0, key.length, true);
  bytes.set(key, 4);
  bytes.set(sealed, 4 + key.length);
  return ask("aesDecrypt", {}, bytes);
};
