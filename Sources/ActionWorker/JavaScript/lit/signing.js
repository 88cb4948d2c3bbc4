// Signatures and claims of keys.
const check = require("lit/checks");
const forms = require("lit/forms");
const { ask, hex } = check;

const signature = (name) => async (given) => {
  const { toSign, publicKey, sigName } = check.members(given, name);
  const digest = forms.digest(toSign);
  check.notBlank(publicKey, "publicKey");
  check.notBlank(sigName, "sigName");
  return ask(name, { toSign: hex(digest), publicKey, sigName });
};
exports.signEcdsa = signature("signEcdsa");
exports.signAndCombineEcdsa = signature("signAndCombineEcdsa");

exports.ethPersonalSignMessageEcdsa = async (given) => {
  const { message, publicKey, sigName } = check.members(given, "ethPersonalSignMessageEcdsa");
  forms.someText(message, "message");
  check.notBlank(publicKey, "publicKey");
  check.notBlank(sigName, "sigName");
  return ask("ethPersonalSignMessageEcdsa", { message, publicKey, sigName });
};

exports.claimKey = async (given) => {
  const { keyId } = check.members(given, "claimKey");
  check.notBlank(keyId, "keyId");
  return ask("claimKey", { keyId });
};
