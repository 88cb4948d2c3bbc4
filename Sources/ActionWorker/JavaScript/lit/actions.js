// Lit.Actions, Lit.Auth and Lit.Headers. Every run loads this file, so it does no more than it must: the functions
// come from their modules when they are first called.
const table = [
  "permissions isPermittedAction isPermittedAddress isPermittedAuthMethod getPermittedActions getPermittedAddresses "
    + "getPermittedAuthMethods getPermittedAuthMethodScopes pubkeyToTokenId",
  "signing signEcdsa ethPersonalSignMessageEcdsa signAndCombineEcdsa claimKey",
  "encryption checkConditions encrypt decryptAndCombine decryptToSingleNode aesDecrypt",
  "exchange call broadcastAndCollect runOnce",
  "chains getLatestNonce callContract getRpcUrl",
  "uint8arrays uint8arrayToString uint8arrayFromString",
];

const actions = {
  setResponse(given) {
    const isObject = typeof given === "object" && given !== null;
    const { response } = isObject ? given : require("lit/checks").members(given, "setResponse");
    host.callSync("setResponse", { response: typeof response === "string" ? response : "" });
  },
};
const { defineProperty, freeze, keys } = Object;

for (let line = 0; line < table.length; line++) {
  const names = table[line].split(" ");
  const module = "lit/" + names[0];
  for (let place = 1; place < names.length; place++) {
    const name = names[place];
    actions[name] = { [name]: (...given) => require(module)[name](...given) }[name];
  }
}

function freezeDeeply(value) {
  if (typeof value === "object" && value !== null) {
    const names = keys(freeze(value));
    for (let index = 0; index < names.length; index++) freezeDeeply(value[names[index]]);
  }
  return value;
}

const shown = { __proto__: null, value: undefined, writable: false, enumerable: true, configurable: false };

function show(target, name, value) {
  shown.value = value;
  defineProperty(target, name, shown);
}

// Lit.Headers is made when first asked for, since most actions never touch it: a frozen getter shows the same
// object every time, and can be assigned as little as a read-only member.
exports.install = (target, context) => {
  const authentication = freezeDeeply(context.authentication ?? {});
  let headers;
  const readHeaders = () => (headers ??= new (require("web/headers").Headers)(context.headers ?? {}));
  freeze(actions);
  const headersMember = { __proto__: null, get: readHeaders, enumerable: true, configurable: false };
  const lit = { Actions: actions, Auth: authentication };
  freeze(defineProperty(lit, "Headers", headersMember));
  show(target, "Lit", lit);
  show(target, "LitActions", actions);
  show(target, "LitAuth", authentication);
  defineProperty(target, "LitHeaders", headersMember);
  return actions;
};
