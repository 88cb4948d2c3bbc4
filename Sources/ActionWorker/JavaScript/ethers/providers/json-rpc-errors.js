// What a node's failure means: the texts of the many nodes, brought to a few codes.

const { isHexString } = require("ethers/bytes");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { CALL_EXCEPTION, INSUFFICIENT_FUNDS, NONCE_EXPIRED, REPLACEMENT_UNDERPRICED } = Logger.errors;
const { SERVER_ERROR, UNPREDICTABLE_GAS_LIMIT, UNSUPPORTED_OPERATION } = Logger.errors;

const NO_ESTIMATE = "cannot estimate gas; transaction may fail or may require manual gas limit";
// Text of the node (in lower case), what is said instead, and the code.
const MEANINGS = [
  [/insufficient funds|base fee exceeds gas limit|insufficientfunds/i,
    "insufficient funds for intrinsic transaction cost", INSUFFICIENT_FUNDS],
  [/nonce (is )?too low/i, "nonce has already been used", NONCE_EXPIRED],
  [/replacement transaction underpriced|transaction gas price.*too low/i,
    "replacement fee too low", REPLACEMENT_UNDERPRICED],
  [/only replay-protected/i, "legacy pre-eip-155 transactions not supported", UNSUPPORTED_OPERATION],
];
const UNRUNNABLE = /gas required exceeds allowance|always failing transaction|execution reverted|revert/;
const ESTIMATING = ["call", "estimateGas"];

/** The revert somewhere inside an error, whose form differs from node to node; null if there is none. */
function findRevert(value, requireData) {
  if (value == null) return null;
  if (typeof value.message === "string" && value.message.match("reverted")) {
    const data = isHexString(value.data) ? value.data : null;
    if (!requireData || data) return { message: value.message, data };
  }
  if (typeof value === "object") {
    for (const key in value) {
      const found = findRevert(value[key], requireData);
      if (found) return found;
    }
    return null;
  }
  if (typeof value === "string") {
    try {
      return findRevert(JSON.parse(value), requireData);
    } catch (error) {
      return null;
    }
  }
  return null;
}

function textOf(error) {
  if (error.code === SERVER_ERROR && error.error && typeof error.error.message === "string") {
    return error.error.message;
  }
  if (typeof error.body === "string") return error.body;
  if (typeof error.responseText === "string") return error.responseText;
  return error.message;
}

/** Throws the error in the form that all nodes share; gives the data of a call that was reverted. */
function checkError(method, error, params) {
  const transaction = params.transaction || params.signedTransaction;
  if (method === "call") {
    const revert = findRevert(error, true);
    if (revert) return revert.data;
    const what = "missing revert data in call exception; Transaction reverted without a reason string";
    logger.throwError(what, CALL_EXCEPTION, { data: "0x", transaction, error });
  }
  if (method === "estimateGas") {
    const revert = findRevert(error.body, false) || findRevert(error, false);
    if (revert) {
      const info = { reason: revert.message, method, transaction, error };
      logger.throwError(NO_ESTIMATE, UNPREDICTABLE_GAS_LIMIT, info);
    }
  }
  const text = (textOf(error) || "").toLowerCase();
  for (const [pattern, what, code] of MEANINGS) {
    if (text.match(pattern)) logger.throwError(what, code, { error, method, transaction });
  }
  if (ESTIMATING.includes(method) && text.match(UNRUNNABLE)) {
    logger.throwError(NO_ESTIMATE, UNPREDICTABLE_GAS_LIMIT, { error, method, transaction });
  }
  throw error;
}

exports.checkError = checkError;
