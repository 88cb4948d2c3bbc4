// The global `ethers`, with the API of ethers 5.7.2.

const PLACES = {
  Signer: "ethers/signer",
  Wallet: "ethers/wallet",
  VoidSigner: "ethers/signer",
  getDefaultProvider: "ethers/providers/hosted",
  providers: "ethers/providers/index",
  BaseContract: "ethers/contracts",
  Contract: "ethers/contracts",
  ContractFactory: "ethers/contracts",
  BigNumber: "ethers/bignumber",
  FixedNumber: "ethers/bignumber",
  constants: ["ethers/constants", "*"],
  errors: "ethers/errors",
  logger: ["ethers/logger", "logger"],
  utils: "ethers/utils",
  wordlists: "ethers/wordlists",
  version: ["ethers/logger", "version"],
  Wordlist: "ethers/wordlists",
};

exports.ethers = require("ethers/namespace").lazy(PLACES);
