// What a template has ready beyond what every run needs: what is loaded and compiled there, no worker forked from it
// loads and compiles again. Workers come here when they have time.

// Not web/performance, whose time begins when it is loaded.
const modules = [
  "runtime/rest", "runtime/stack",
  "lit/checks", "lit/forms", "lit/permissions", "lit/signing", "lit/encryption", "lit/exchange", "lit/chains",
  "lit/uint8arrays", "lit/jwt",
  "web/console", "web/inspect", "web/timers", "web/base64", "web/encoding", "web/url", "web/exception", "web/events",
  "web/abort", "web/headers", "web/fetch", "web/clone", "web/crypto",
  "ethers/index", "ethers/utils",
];

// A name of ethers is made when it is first read.
const names = [
  "Wallet", "Contract", "BigNumber", "FixedNumber", "constants", "errors", "logger", "VoidSigner", "version",
];
const utils = [
  "arrayify", "hexlify", "concat", "hexZeroPad", "hexDataSlice", "keccak256", "sha256", "id", "toUtf8Bytes",
  "toUtf8String", "getAddress", "computeAddress", "parseEther", "formatEther", "parseUnits", "formatUnits",
  "hashMessage", "joinSignature", "splitSignature", "recoverAddress", "verifyMessage", "serializeTransaction",
  "parseTransaction", "solidityKeccak256", "defaultAbiCoder", "Interface", "RLP", "_TypedDataEncoder", "base64",
];

// Called, since a function is compiled when it is called first. Nobody hears of it.
const ZERO = "0x0000000000000000000000000000000000000000";
const rehearsals = [
  (lit) => lit.isPermittedAddress({ tokenId: "0x01", address: ZERO }),
  (lit) => lit.isPermittedAction({ tokenId: "0x01", ipfsId: "Qm" }),
  (lit) => lit.signEcdsa({ toSign: new Uint8Array(32), publicKey: "04", sigName: "sig" }),
  (lit) => lit.signAndCombineEcdsa({ toSign: new Uint8Array(32), publicKey: "04", sigName: "sig" }),
  (lit) => lit.setResponse({ response: "" }),
  (lit, { console: { format } }) => format?.(["", 1, { a: [1] }]),
  (lit, { ethers: { utils } }) => utils.keccak256(utils.toUtf8Bytes("a")),
  (lit, { ethers: { utils } }) => utils.arrayify(utils.hexlify(new Uint8Array(32))),
  (lit, { ethers: { utils } }) => utils.defaultAbiCoder.encode(["address", "uint256", "bytes"], [ZERO, 1, "0x"]),
  (lit, { ethers: { utils } }) => utils.serializeTransaction({ to: ZERO, nonce: 0, chainId: 1, value: 1 }),
  (lit, { ethers: { utils } }) => new utils.Interface(["function f(address a, uint256 b) view returns (uint256)"]),
];

exports.repeat = (actions, answer) => {
  for (let place = 0; place < 3; place++) {
    rehearsals[place](actions);
    answer();
  }
};

exports.load = (actions, answer) => {
  for (let place = 0; place < modules.length; place++) require(modules[place]);
  const given = { __proto__: null, ethers: require("ethers/index").ethers, console: require("web/console") };
  for (let place = 0; place < names.length; place++) given.ethers[names[place]];
  for (let place = 0; place < utils.length; place++) given.ethers.utils[utils[place]];
  for (let place = 0; place < rehearsals.length; place++) {
    rehearsals[place](actions, given);
    answer();
  }
};
