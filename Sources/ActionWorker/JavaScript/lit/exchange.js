// What actions do together: child actions, and the nodes of a request among themselves.
const check = require("lit/checks");
const { ask } = check;

exports.call = async (given) => {
  const { ipfsId, params } = check.members(given, "call");
  check.notBlank(ipfsId, "ipfsId");
  if (params !== undefined && params !== null && (typeof params !== "object" || Array.isArray(params))) {
    throw new TypeError("Could not convert params to map");
  }
  return ask("call", { ipfsId, params: params ?? null });
};

exports.broadcastAndCollect = async (given) => {
  const { name, value } = check.members(given, "broadcastAndCollect");
  check.notBlank(name, "name");
  check.notBlank(value, "value");
  return ask("broadcastAndCollect", { name, value });
};

exports.runOnce = async (given, run) => {
  const { waitForResponse, name = "default_bc_id" } = check.members(given, "runOnce");
  check.notBlank(name, "name");
  if (typeof run !== "function") {
    throw new TypeError("runOnce takes an async function as its second argument");
  }
  if (await ask("isLeader", {})) {
    let value;
    try {
      const result = await run();
      value = result === undefined || result === null ? "" : String(result.toString());
    } catch (error) {
      host.log(`[ERROR] in the function given to runOnce: ${describe(error)}\n`);
      value = "[ERROR]";
    }
    if (waitForResponse) await ask("broadcast", { name, value });
    return value;
  }
  return waitForResponse ? ask("collectFromLeader", { name }) : undefined;
};

function describe(error) {
  try {
    return String(error);
  } catch {
    return "something that cannot be shown";
  }
}
