// The networks that are known by name, as the original knows them.

const { Logger } = require("ethers/errors");

const logger = new Logger("networks/5.7.1");

const ENS_REGISTRY = "0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e";
const WITH_ENS = [1, 3, 4, 5];
// Those that the original has hosted services for.
const HOSTED = [1, 3, 4, 5, 6, 10, 42, 61, 63, 137, 11155111];
// Names in their order; several may stand for one chain.
const CHAINS = {
  unspecified: 0, homestead: 1, mainnet: 1, morden: 2, ropsten: 3, testnet: 3, rinkeby: 4, kovan: 42, goerli: 5,
  kintsugi: 1337702, sepolia: 11155111, classic: 61, classicMorden: 62, classicMordor: 63, classicTestnet: 63,
  classicKotti: 6, xdai: 100, matic: 137, maticmum: 80001, optimism: 10, "optimism-kovan": 69,
  "optimism-goerli": 420, arbitrum: 42161, "arbitrum-rinkeby": 421611, "arbitrum-goerli": 421613, bnb: 56,
  bnbt: 97,
};
const PROPER_NAMES = { mainnet: "homestead", testnet: "ropsten", classicTestnet: "classicMordor" };

function known(name) {
  if (typeof name !== "string" || !Object.prototype.hasOwnProperty.call(CHAINS, name)) return null;
  const chainId = CHAINS[name];
  const ensAddress = WITH_ENS.includes(chainId) ? ENS_REGISTRY : undefined;
  return { name: PROPER_NAMES[name] || name, chainId, ensAddress };
}

/** Stands where the original makes providers over hosted services, and refuses. */
function defaultProvider(chainId) {
  if (!HOSTED.includes(chainId)) return null;
  return () => require("ethers/providers/hosted").getDefaultProvider();
}

function getNetwork(network) {
  if (network == null) return null;
  if (typeof network === "number") {
    const name = Object.keys(CHAINS).find((each) => CHAINS[each] === network);
    if (name === undefined) return { chainId: network, name: "unknown" };
    const { name: proper, ensAddress } = known(name);
    const _defaultProvider = defaultProvider(network);
    return { name: proper, chainId: network, ensAddress: ensAddress || null, _defaultProvider };
  }
  if (typeof network === "string") {
    const standard = known(network);
    return standard === null ? null : { ...standard, _defaultProvider: defaultProvider(standard.chainId) };
  }
  const standard = known(network.name);
  if (standard === null) {
    if (typeof network.chainId !== "number") {
      logger.throwArgumentError("invalid network chainId", "network", network);
    }
    return network;
  }
  if (network.chainId !== 0 && network.chainId !== standard.chainId) {
    logger.throwArgumentError("network chainId mismatch", "network", network);
  }
  return {
    name: network.name,
    chainId: standard.chainId,
    ensAddress: network.ensAddress || standard.ensAddress || null,
    _defaultProvider: network._defaultProvider || defaultProvider(standard.chainId),
  };
}

exports.getNetwork = getNetwork;
