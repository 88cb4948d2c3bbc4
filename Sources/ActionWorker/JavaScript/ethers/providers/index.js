// The namespace `ethers.providers`. What needs a hosted service, a socket or a file says so when it is made.

const PLACES = {
  Provider: "ethers/abstract-provider",
  BaseProvider: "ethers/providers/base-provider",
  Resolver: "ethers/providers/resolver",
  UrlJsonRpcProvider: "ethers/providers/hosted",
  FallbackProvider: "ethers/providers/hosted",
  AlchemyProvider: "ethers/providers/hosted",
  AlchemyWebSocketProvider: "ethers/providers/hosted",
  AnkrProvider: "ethers/providers/hosted",
  CloudflareProvider: "ethers/providers/hosted",
  EtherscanProvider: "ethers/providers/hosted",
  InfuraProvider: "ethers/providers/hosted",
  InfuraWebSocketProvider: "ethers/providers/hosted",
  JsonRpcProvider: "ethers/providers/json-rpc",
  JsonRpcBatchProvider: "ethers/providers/json-rpc",
  NodesmithProvider: "ethers/providers/hosted",
  PocketProvider: "ethers/providers/hosted",
  StaticJsonRpcProvider: "ethers/providers/json-rpc",
  Web3Provider: "ethers/providers/web3",
  WebSocketProvider: "ethers/providers/hosted",
  IpcProvider: "ethers/providers/hosted",
  JsonRpcSigner: "ethers/providers/json-rpc-signer",
  getDefaultProvider: "ethers/providers/hosted",
  getNetwork: "ethers/networks",
  isCommunityResource: "ethers/providers/formatter",
  isCommunityResourcable: "ethers/providers/formatter",
  showThrottleMessage: "ethers/providers/formatter",
  Formatter: "ethers/providers/formatter",
};

exports.providers = require("ethers/namespace").lazy(PLACES);
