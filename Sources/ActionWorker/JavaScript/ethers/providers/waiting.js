// Waiting until a transaction is in a block and has blocks above it, or another has taken its place.

const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { TIMEOUT, TRANSACTION_REPLACED } = Logger.errors;
const scope = globalThis;

async function waitForTransaction(provider, hash, confirmations, timeout, replaceable) {
  const receipt = await provider.getTransactionReceipt(hash);
  // Zero confirmations: what is known now, also if that is nothing.
  if ((receipt ? receipt.confirmations : 0) >= confirmations) return receipt;
  return new Promise((resolve, reject) => {
    const undo = [];
    let done = false;
    const finish = () => {
      if (done) return false;
      done = true;
      for (const each of undo) each();
      return true;
    };
    const onReceipt = (found) => {
      if (found.confirmations >= confirmations && finish()) resolve(found);
    };
    provider.on(hash, onReceipt);
    undo.push(() => provider.removeListener(hash, onReceipt));
    if (replaceable) {
      watchReplacement(provider, hash, confirmations, replaceable, undo, () => done, (error) => {
        if (finish()) reject(error);
      });
    }
    if (typeof timeout === "number" && timeout > 0) {
      const timer = scope.setTimeout(() => {
        if (finish()) reject(logger.makeError("timeout exceeded", TIMEOUT, { timeout }));
      }, timeout);
      undo.push(() => scope.clearTimeout(timer));
    }
  });
}

/** With every block: whether the account has used the nonce, and if not for this transaction, for which. */
function watchReplacement(provider, hash, confirmations, replaceable, undo, isDone, fail) {
  let quietBlock = replaceable.startBlock;
  let scanned = null;
  const again = () => {
    if (!isDone()) provider.once("block", look);
  };
  const look = async (blockNumber) => {
    if (isDone()) return;
    // The node may know of the block before it knows the account's new nonce.
    await new Promise((resolve) => scope.setTimeout(resolve, 1000));
    try {
      const nonce = await provider.getTransactionCount(replaceable.from);
      if (isDone()) return;
      if (nonce <= replaceable.nonce) {
        quietBlock = blockNumber;
      } else {
        const mined = await provider.getTransaction(hash);
        if (mined && mined.blockNumber != null) return;
        if (scanned == null) scanned = Math.max(quietBlock - 3, replaceable.startBlock);
        for (; scanned <= blockNumber && !isDone(); scanned++) {
          const block = await provider.getBlockWithTransactions(scanned);
          const other = block.transactions.find((tx) => {
            return tx.hash === hash || (tx.from === replaceable.from && tx.nonce === replaceable.nonce);
          });
          if (!other) continue;
          if (other.hash !== hash) await tell(other);
          return;
        }
      }
    } catch (error) {
      // The next block gives another chance.
    }
    again();
  };
  const tell = async (other) => {
    const receipt = await provider.waitForTransaction(other.hash, confirmations);
    const reason = howReplaced(other, replaceable);
    fail(logger.makeError("transaction was replaced", TRANSACTION_REPLACED, {
      cancelled: reason !== "repriced", reason, replacement: provider._wrapTransaction(other), hash, receipt,
    }));
  };
  provider.once("block", look);
  undo.push(() => provider.removeListener("block", look));
}

function howReplaced(tx, original) {
  if (tx.data === original.data && tx.to === original.to && tx.value.eq(original.value)) return "repriced";
  return tx.data === "0x" && tx.from === tx.to && tx.value.isZero() ? "cancelled" : "replaced";
}

exports.waitForTransaction = waitForTransaction;
