// What a provider is, as an abstract class.

const { BigNumber } = require("ethers/bignumber");
const { Description, defineReadOnly, resolveProperties } = require("ethers/properties");
const { isHexString } = require("ethers/bytes");
const { Logger } = require("ethers/errors");

const logger = new Logger("abstract-provider/5.7.0");
// What is offered to whoever includes a transaction: 1.5 gwei a unit of gas.
const PRIORITY_FEE = "1500000000";

class ForkEvent extends Description {
  static isForkEvent(value) {
    return !!(value && value._isForkEvent);
  }
}

class BlockForkEvent extends ForkEvent {
  constructor(blockHash, expiry) {
    if (!isHexString(blockHash, 32)) logger.throwArgumentError("invalid blockHash", "blockHash", blockHash);
    super({ _isForkEvent: true, _isBlockForkEvent: true, expiry: expiry || 0, blockHash });
  }
}

class Provider {
  constructor() {
    logger.checkAbstract(new.target, Provider);
    defineReadOnly(this, "_isProvider", true);
  }

  async getFeeData() {
    const { block, gasPrice } = await resolveProperties({
      block: this.getBlock("latest"),
      gasPrice: this.getGasPrice().catch(() => null),
    });
    let lastBaseFeePerGas = null;
    let maxFeePerGas = null;
    let maxPriorityFeePerGas = null;
    if (block && block.baseFeePerGas) {
      lastBaseFeePerGas = block.baseFeePerGas;
      maxPriorityFeePerGas = BigNumber.from(PRIORITY_FEE);
      maxFeePerGas = block.baseFeePerGas.mul(2).add(maxPriorityFeePerGas);
    }
    return { lastBaseFeePerGas, maxFeePerGas, maxPriorityFeePerGas, gasPrice };
  }

  addListener(eventName, listener) {
    return this.on(eventName, listener);
  }

  removeListener(eventName, listener) {
    return this.off(eventName, listener);
  }

  static isProvider(value) {
    return !!(value && value._isProvider);
  }
}

exports.Provider = Provider;
exports.ForkEvent = ForkEvent;
exports.BlockForkEvent = BlockForkEvent;
