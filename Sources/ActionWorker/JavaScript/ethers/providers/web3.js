// A provider over one that a page or a library hands in: an object with `request`, `send` or `sendAsync`.

const { deepCopy, defineReadOnly } = require("ethers/properties");
const { JsonRpcProvider } = require("ethers/providers/json-rpc");
const { Logger } = require("ethers/errors");

const logger = new Logger("providers/5.7.2");
let nextId = 1;

/** By callback, as before EIP-1193. */
function legacyFetcher(provider, sendFunc) {
  const fetcher = "Web3LegacyFetcher";
  return function (method, params) {
    const request = { method, params, id: nextId++, jsonrpc: "2.0" };
    return new Promise((resolve, reject) => {
      this.emit("debug", { action: "request", fetcher, request: deepCopy(request), provider: this });
      sendFunc(request, (error, response) => {
        if (error) {
          this.emit("debug", { action: "response", fetcher, error, request, provider: this });
          return reject(error);
        }
        this.emit("debug", { action: "response", fetcher, request, response, provider: this });
        if (response.error) {
          const failure = new Error(response.error.message);
          failure.code = response.error.code;
          failure.data = response.error.data;
          return reject(failure);
        }
        return resolve(response.result);
      });
    });
  };
}

/** By promise (EIP-1193). */
function eip1193Fetcher(provider) {
  const fetcher = "Eip1193Fetcher";
  return function (method, params) {
    const request = { method, params: params == null ? [] : params };
    this.emit("debug", { action: "request", fetcher, request: deepCopy(request), provider: this });
    return provider.request(request).then((response) => {
      this.emit("debug", { action: "response", fetcher, request, response, provider: this });
      return response;
    }, (error) => {
      this.emit("debug", { action: "response", fetcher, request, error, provider: this });
      throw error;
    });
  };
}

class Web3Provider extends JsonRpcProvider {
  constructor(provider, network) {
    if (provider == null) logger.throwArgumentError("missing provider", "provider", provider);
    let path = null;
    let fetchFunc = null;
    let subprovider = null;
    if (typeof provider === "function") {
      path = "unknown:";
      fetchFunc = provider;
    } else {
      path = provider.host || provider.path || "";
      if (!path && provider.isMetaMask) path = "metamask";
      subprovider = provider;
      if (provider.request) {
        if (path === "") path = "eip-1193:";
        fetchFunc = eip1193Fetcher(provider);
      } else if (provider.sendAsync) {
        fetchFunc = legacyFetcher(provider, provider.sendAsync.bind(provider));
      } else if (provider.send) {
        fetchFunc = legacyFetcher(provider, provider.send.bind(provider));
      } else {
        logger.throwArgumentError("unsupported provider", "provider", provider);
      }
      if (!path) path = "unknown:";
    }
    super(path, network);
    defineReadOnly(this, "jsonRpcFetchFunc", fetchFunc);
    defineReadOnly(this, "provider", subprovider);
  }

  send(method, params) {
    return this.jsonRpcFetchFunc(method, params);
  }
}

exports.Web3Provider = Web3Provider;
