// Questions to other chains.
const check = require("lit/checks");
const forms = require("lit/forms");
const { ask } = check;

exports.getLatestNonce = async (given) => {
  const { address, chain } = check.members(given, "getLatestNonce");
  forms.address(address);
  check.notBlank(chain, "chain");
  return ask("getLatestNonce", { address, chain });
};

exports.callContract = async (given) => {
  const { chain, txn } = check.members(given, "callContract");
  check.notBlank(chain, "chain");
  check.notBlank(txn, "txn");
  return ask("callContract", { chain, txn });
};

exports.getRpcUrl = async (given) => {
  const { chain } = check.members(given, "getRpcUrl");
  check.notBlank(chain, "chain");
  try {
    return await ask("getRpcUrl", { chain });
  } catch (error) {
    return `Error getting RPC URL: ${error.message}`;
  }
};
