// What nodes answer, checked and turned into values: numbers, BigNumbers, addresses with checksum.

const { BigNumber } = require("ethers/bignumber");
const { getAddress, getContractAddress } = require("ethers/address");
const { hexDataLength, hexDataSlice, hexValue, hexZeroPad, isHexString } = require("ethers/bytes");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const ADDRESS_ZERO = "0x0000000000000000000000000000000000000000";
const BLOCK_NAMES = ["latest", "pending", "safe", "finalized"];

class Formatter {
  constructor() {
    this.formats = this.getDefaultFormats();
  }

  getDefaultFormats() {
    const address = this.address.bind(this);
    const bigNumber = this.bigNumber.bind(this);
    const blockTag = this.blockTag.bind(this);
    const data = this.data.bind(this);
    const hash = this.hash.bind(this);
    const hex = this.hex.bind(this);
    const number = this.number.bind(this);
    const type = this.type.bind(this);
    const accessList = this.accessList.bind(this);
    const uint256 = this.uint256.bind(this);
    const strictData = (value) => this.data(value, true);
    const optional = Formatter.allowNull;
    const list = Formatter.arrayOf;

    const receiptLog = {
      transactionIndex: number, blockNumber: number, transactionHash: hash, address, topics: list(hash), data,
      logIndex: number, blockHash: hash,
    };
    const block = {
      hash: optional(hash), parentHash: hash, number, timestamp: number, nonce: optional(hex),
      difficulty: this.difficulty.bind(this), gasLimit: bigNumber, gasUsed: bigNumber, miner: optional(address),
      extraData: data, transactions: optional(list(hash)), baseFeePerGas: optional(bigNumber),
    };
    return {
      transaction: {
        hash, type, accessList: optional(accessList, null), blockHash: optional(hash, null),
        blockNumber: optional(number, null), transactionIndex: optional(number, null),
        confirmations: optional(number, null), from: address, gasPrice: optional(bigNumber),
        maxPriorityFeePerGas: optional(bigNumber), maxFeePerGas: optional(bigNumber), gasLimit: bigNumber,
        to: optional(address, null), value: bigNumber, nonce: number, data, r: optional(uint256),
        s: optional(uint256), v: optional(number), creates: optional(address, null), raw: optional(data),
      },
      transactionRequest: {
        from: optional(address), nonce: optional(number), gasLimit: optional(bigNumber),
        gasPrice: optional(bigNumber), maxPriorityFeePerGas: optional(bigNumber),
        maxFeePerGas: optional(bigNumber), to: optional(address), value: optional(bigNumber),
        data: optional(strictData), type: optional(number), accessList: optional(accessList, null),
      },
      receiptLog,
      receipt: {
        to: optional(address, null), from: optional(address, null), contractAddress: optional(address, null),
        transactionIndex: number, root: optional(hex), gasUsed: bigNumber, logsBloom: optional(data),
        blockHash: hash, transactionHash: hash, logs: list(this.receiptLog.bind(this)), blockNumber: number,
        confirmations: optional(number, null), cumulativeGasUsed: bigNumber,
        effectiveGasPrice: optional(bigNumber), status: optional(number), type,
      },
      block,
      blockWithTransactions: {
        ...block, transactions: optional(list(this.transactionResponse.bind(this))),
      },
      filter: {
        fromBlock: optional(blockTag, undefined), toBlock: optional(blockTag, undefined),
        blockHash: optional(hash, undefined), address: optional(address, undefined),
        topics: optional(this.topics.bind(this), undefined),
      },
      filterLog: {
        blockNumber: optional(number), blockHash: optional(hash), transactionIndex: number,
        removed: optional(this.boolean.bind(this)), address, data: Formatter.allowFalsish(data, "0x"),
        topics: list(hash), transactionHash: hash, logIndex: number,
      },
    };
  }

  accessList(accessList) {
    return require("ethers/transactions").accessListify(accessList || []);
  }

  number(number) {
    if (number === "0x") return 0;
    return BigNumber.from(number).toNumber();
  }

  type(number) {
    if (number === "0x" || number == null) return 0;
    return BigNumber.from(number).toNumber();
  }

  bigNumber(value) {
    return BigNumber.from(value);
  }

  boolean(value) {
    if (typeof value === "boolean") return value;
    if (typeof value === "string") {
      const text = value.toLowerCase();
      if (text === "true") return true;
      if (text === "false") return false;
    }
    throw new Error("invalid boolean - " + value);
  }

  hex(value, strict) {
    if (typeof value === "string") {
      if (!strict && value.substring(0, 2) !== "0x") value = "0x" + value;
      if (isHexString(value)) return value.toLowerCase();
    }
    return logger.throwArgumentError("invalid hash", "value", value);
  }

  data(value, strict) {
    const result = this.hex(value, strict);
    if (result.length % 2 !== 0) throw new Error("invalid data; odd-length - " + value);
    return result;
  }

  address(value) {
    return getAddress(value);
  }

  callAddress(value) {
    if (!isHexString(value, 32)) return null;
    const address = getAddress(hexDataSlice(value, 12));
    return address === ADDRESS_ZERO ? null : address;
  }

  contractAddress(value) {
    return getContractAddress(value);
  }

  blockTag(blockTag) {
    if (blockTag == null) return "latest";
    if (blockTag === "earliest") return "0x0";
    if (BLOCK_NAMES.includes(blockTag)) return blockTag;
    if (typeof blockTag === "number" || isHexString(blockTag)) return hexValue(blockTag);
    throw new Error("invalid blockTag");
  }

  hash(value, strict) {
    const result = this.hex(value, strict);
    if (hexDataLength(result) !== 32) return logger.throwArgumentError("invalid hash", "value", value);
    return result;
  }

  difficulty(value) {
    if (value == null) return null;
    const number = BigNumber.from(value);
    try {
      return number.toNumber();
    } catch (error) {
      // Larger than a number holds; `_difficulty` has it.
      return null;
    }
  }

  uint256(value) {
    if (!isHexString(value)) throw new Error("invalid uint256");
    return hexZeroPad(value, 32);
  }

  _block(value, format) {
    if (value.author != null && value.miner == null) value.miner = value.author;
    const difficulty = value._difficulty != null ? value._difficulty : value.difficulty;
    const result = Formatter.check(format, value);
    result._difficulty = difficulty == null ? null : BigNumber.from(difficulty);
    return result;
  }

  block(value) {
    return this._block(value, this.formats.block);
  }

  blockWithTransactions(value) {
    return this._block(value, this.formats.blockWithTransactions);
  }

  transactionRequest(value) {
    return Formatter.check(this.formats.transactionRequest, value);
  }

  transactionResponse(transaction) {
    if (transaction.gas != null && transaction.gasLimit == null) transaction.gasLimit = transaction.gas;
    if (transaction.to && BigNumber.from(transaction.to).isZero()) transaction.to = ADDRESS_ZERO;
    if (transaction.input != null && transaction.data == null) transaction.data = transaction.input;
    if (transaction.to == null && transaction.creates == null) {
      transaction.creates = this.contractAddress(transaction);
    }
    if ((transaction.type === 1 || transaction.type === 2) && transaction.accessList == null) {
      transaction.accessList = [];
    }
    const result = Formatter.check(this.formats.transaction, transaction);
    result.chainId = chainOf(transaction, result);
    if (/^0x0+$/.test(result.blockHash)) result.blockHash = null;
    return result;
  }

  transaction(value) {
    return require("ethers/transactions").parse(value);
  }

  receiptLog(value) {
    return Formatter.check(this.formats.receiptLog, value);
  }

  receipt(value) {
    const result = Formatter.check(this.formats.receipt, value);
    if (result.root != null) {
      if (result.root.length <= 4) {
        // A status in the place of the root, as some nodes have it.
        const status = BigNumber.from(result.root).toNumber();
        if (status !== 0 && status !== 1) {
          logger.throwArgumentError("invalid alt-root-status", "value.root", result.root);
        }
        if (result.status != null && result.status !== status) {
          const both = { root: result.root, status: result.status };
          logger.throwArgumentError("alt-root-status/status mismatch", "value", both);
        }
        result.status = status;
        delete result.root;
      } else if (result.root.length !== 66) {
        logger.throwArgumentError("invalid root hash", "value.root", result.root);
      }
    }
    if (result.status != null) result.byzantium = true;
    return result;
  }

  topics(value) {
    if (Array.isArray(value)) return value.map((each) => this.topics(each));
    return value != null ? this.hash(value, true) : null;
  }

  filter(value) {
    return Formatter.check(this.formats.filter, value);
  }

  filterLog(value) {
    return Formatter.check(this.formats.filterLog, value);
  }

  static check(format, object) {
    const result = {};
    for (const key in format) {
      try {
        const value = format[key](object[key]);
        if (value !== undefined) result[key] = value;
      } catch (error) {
        error.checkKey = key;
        error.checkValue = object[key];
        throw error;
      }
    }
    return result;
  }

  static allowNull(format, nullValue) {
    return (value) => (value == null ? nullValue : format(value));
  }

  static allowFalsish(format, replaceValue) {
    return (value) => (value ? format(value) : replaceValue);
  }

  static arrayOf(format) {
    return (array) => {
      if (!Array.isArray(array)) throw new Error("not an array");
      return array.map((value) => format(value));
    };
  }
}

function plainNumber(value) {
  return isHexString(value) ? BigNumber.from(value).toNumber() : value;
}

/** The chain a transaction is for: as stated, or from `v` (EIP-155). */
function chainOf(transaction, result) {
  if (transaction.chainId != null) return plainNumber(transaction.chainId);
  let chainId = transaction.networkId;
  if (chainId == null && result.v == null) chainId = transaction.chainId;
  chainId = plainNumber(chainId);
  if (typeof chainId !== "number" && result.v != null) {
    chainId = parseInt(Math.max(0, (result.v - 35) / 2));
  }
  return typeof chainId === "number" ? chainId : 0;
}

function isCommunityResourcable(value) {
  return !!(value && typeof value.isCommunityResource === "function");
}

function isCommunityResource(value) {
  return isCommunityResourcable(value) && value.isCommunityResource();
}

/** The original warns here of keys for hosted services, of which there are none. */
function showThrottleMessage() {}

Object.assign(exports, { Formatter, isCommunityResourcable, isCommunityResource, showThrottleMessage });
