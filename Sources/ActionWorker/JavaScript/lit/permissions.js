// What may use a key: the questions of Lit.Actions to the contracts.
const check = require("lit/checks");
const { ask, hex } = check;

exports.isPermittedAction = async (given) => {
  const { tokenId, ipfsId } = check.members(given, "isPermittedAction");
  check.number256(tokenId, "tokenId");
  check.notBlank(ipfsId, "ipfsId");
  return ask("isPermittedAction", { tokenId, ipfsId });
};

exports.isPermittedAddress = async (given) => {
  const { tokenId, address } = check.members(given, "isPermittedAddress");
  check.number256(tokenId, "tokenId");
  check.notBlank(address, "address");
  return ask("isPermittedAddress", { tokenId, address });
};

exports.isPermittedAuthMethod = async (given) => {
  const { tokenId, authMethodType, userId } = check.members(given, "isPermittedAuthMethod");
  check.number256(tokenId, "tokenId");
  check.number256(authMethodType, "authMethodType");
  const id = require("lit/forms").someBytes(userId, "userId");
  return ask("isPermittedAuthMethod", { tokenId, authMethodType, userId: hex(id) });
};

const permissions = (name) => async (given) => {
  const { tokenId } = check.members(given, name);
  return ask(name, { tokenId: check.number256(tokenId, "tokenId") });
};
exports.getPermittedActions = permissions("getPermittedActions");
exports.getPermittedAddresses = permissions("getPermittedAddresses");
exports.getPermittedAuthMethods = permissions("getPermittedAuthMethods");

exports.getPermittedAuthMethodScopes = async (given) => {
  const { tokenId, authMethodType, userId, maxScopeId = 100 }
    = check.members(given, "getPermittedAuthMethodScopes");
  check.number256(tokenId, "tokenId");
  check.number256(authMethodType, "authMethodType");
  const id = require("lit/forms").someBytes(userId, "userId");
  if (!Number.isInteger(maxScopeId) || maxScopeId < 0 || maxScopeId > 0xffffffff) {
    throw new RangeError("maxScopeId must be a whole number between 0 and 4294967295");
  }
  return ask("getPermittedAuthMethodScopes", { tokenId, authMethodType, userId: hex(id), maxScopeId });
};

exports.pubkeyToTokenId = (given) => {
  const { publicKey } = check.members(given, "pubkeyToTokenId");
  const digits = check.notBlank(publicKey, "publicKey").replace(/^0[xX]/, "");
  if (digits.length % 2 !== 0 || /[^0-9a-fA-F]/.test(digits)) {
    throw new RangeError("publicKey must be hexadecimal, two digits a byte");
  }
  return "0x" + hex(native.keccak256(native.hexDecode(digits)));
};
