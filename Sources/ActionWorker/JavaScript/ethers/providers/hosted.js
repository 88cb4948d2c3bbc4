// Providers that an action cannot have: they need a hosted service's key, a socket or a file of this machine.

const { JsonRpcProvider } = require("ethers/providers/json-rpc");
const { BaseProvider } = require("ethers/providers/base-provider");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
const { UNSUPPORTED_OPERATION } = Logger.errors;
const ADVICE = "use JsonRpcProvider with the URL of a node";

function refuse(name) {
  const info = { operation: name };
  return logger.throwError(`${name} is not available in an action; ${ADVICE}`, UNSUPPORTED_OPERATION, info);
}

const NAMES = [
  "AlchemyProvider", "AlchemyWebSocketProvider", "AnkrProvider", "CloudflareProvider", "EtherscanProvider",
  "InfuraProvider", "InfuraWebSocketProvider", "NodesmithProvider", "PocketProvider", "WebSocketProvider",
  "IpcProvider",
];
for (const name of NAMES) {
  exports[name] = { [name]: class extends JsonRpcProvider {
    constructor() {
      refuse(name);
      super();
    }
  } }[name];
}

/** The base of providers that make their URL from a key. */
exports.UrlJsonRpcProvider = class UrlJsonRpcProvider extends JsonRpcProvider {
  constructor(network, apiKey) {
    logger.checkAbstract(new.target, UrlJsonRpcProvider);
    super(new.target.getUrl(network, new.target.getApiKey(apiKey)), network);
    this.apiKey = apiKey;
  }

  static getApiKey(apiKey) {
    return apiKey;
  }

  static getUrl(network, apiKey) {
    return logger.throwError("not implemented; sub-classes must override getUrl", Logger.errors.NOT_IMPLEMENTED, {
      operation: "getUrl",
    });
  }
};

exports.FallbackProvider = class FallbackProvider extends BaseProvider {
  constructor() {
    refuse("FallbackProvider");
    super();
  }
};

/** A URL of a node gives its provider; a network's name alone would need hosted services. */
exports.getDefaultProvider = function getDefaultProvider(network, options) {
  if (typeof network === "string" && /^https?:/i.test(network)) return new JsonRpcProvider(network);
  return refuse("getDefaultProvider");
};
