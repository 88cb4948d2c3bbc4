// Requests over HTTP, and providers over a scripted node.

const NODE = "@URL@";
const A = "0x14791697260E4c9A71f18484C9f997B308e59325";
const B = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const KEY = "0x0123456789012345678901234567890123456789012345678901234567890123";

// Left out: answers without a body, which the original's build for Node.js gives as null and that for browsers as no bytes.
// Headers that only one of the two servers' clients see are left out; what stands in between is the same.
async function plain(run) {
  try {
    return await run();
  } catch (error) {
    if (error.headers) error.headers = error.headers["content-type"];
    for (const each of [error.error, error.error && error.error.error]) if (each && each.headers) each.headers = each.headers["content-type"];
    return [error.code, error.reason, Object.keys(error).sort(), error.status, error.headers, error.body, error.requestBody, error.requestMethod, error.url,
      error.timeout, error.argument, error.user, error.password, error.error && [error.error.message.slice(0, 20), error.error.code, error.error.data, error.error.reason]];
  }
}

// Which of several requests fails first is chance; which stands first is not.
async function allInOrder(promises) {
  const settled = await Promise.allSettled(promises);
  const failed = settled.find(({ status }) => status === "rejected");
  if (failed) throw failed.reason;
  return settled.map(({ value }) => value);
}

const fetches = [
  [`${NODE}/echo`], [`${NODE}/echo`, "{}"], [{ url: `${NODE}/echo` }, '{"a":1}'], [{ url: `${NODE}/echo`, headers: { "X-Test": 5 } }, "{}"], [{ url: `${NODE}/echo`, headers: { "Content-Type": "text/x" } }, "{}"],
  [{ url: `${NODE}/echo`, user: "u", password: "p" }], [{ url: `${NODE}/echo`, user: "u", password: "p", allowInsecureAuthentication: true }], [{ url: `${NODE}/echo`, user: "u" }],
  [`${NODE}/text`], [`${NODE}/bytes`], [`${NODE}/missing`], [`${NODE}/broken`], [`${NODE}/broken`, "{}"], [`${NODE}/binary-broken`, "{}"], [{ url: `${NODE}/missing`, errorPassThrough: true }],
  [{ url: `${NODE}/unchanged`, headers: { "If-None-Match": "x" } }], [{ url: `${NODE}/busy/@`, throttleSlotInterval: 1 }], [{ url: `${NODE}/always-busy`, throttleLimit: 2, throttleSlotInterval: 1 }],
  [{ url: `${NODE}/always-busy`, throttleCallback: async () => false }], [{ url: `${NODE}/always-busy`, throttleLimit: 1 }], [{ url: `${NODE}/slow`, timeout: 100 }], [{ url: `${NODE}/echo`, throttleLimit: 0 }],
  [{ url: `${NODE}/echo`, throttleLimit: 1.5 }], [{ url: `${NODE}/echo`, throttleSlotInterval: 0 }], [{}], [{ url: null }], ["data:application/json,%7B%22a%22%3A1%7D"], ["data:text/plain;base64,eyJhIjoxfQ=="], ["data:,x"], ["data:text/plain,5"],
];
for (const [index, args] of fetches.entries()) {
  add(`fetchJson ${index} ${JSON.stringify(args)}`, ({ utils }) => plain(() => utils.fetchJson(...args)));
  add(`_fetchData ${index}`, ({ utils }) => plain(async () => {
    const [connection, body] = args;
    return utils._fetchData(connection, body && utils.toUtf8Bytes(body));
  }));
}
add("fetchJson with a function", ({ utils }) => utils.fetchJson(`${NODE}/echo`, null, (value, response) => [value.method, response.statusCode, response.headers["content-type"], response.statusMessage]));
add("fetchJson with a function that throws", ({ utils }) => plain(() => utils.fetchJson(`${NODE}/echo`, null, () => {
  throw new Error("refused");
})));
add("fetchJson that is told to repeat", ({ utils }) => {
  let count = 0;
  return utils.fetchJson({ url: `${NODE}/echo`, throttleSlotInterval: 1 }, null, () => {
    count += 1;
    if (count < 3) throw Object.assign(new Error("again"), { throttleRetry: true });
    return count;
  });
});
add("a server that is not there", ({ utils }) => plain(async () => {
  try {
    return await utils.fetchJson("http://127.0.0.1:9/");
  } catch (error) {
    delete error.serverError;
    throw error;
  }
}));

for (const kind of ["node", "reverting", "poor", "used", "underpriced", "unchained", "status", "text", "missing"]) {
  const over = (label, run) => {
    for (const name of ["JsonRpcProvider", "StaticJsonRpcProvider", "JsonRpcBatchProvider"]) {
      add(`${name} of ${kind}: ${label}`, ({ providers, ...ethers }) => plain(() => run(new providers[name](`${NODE}/${kind}`, kind === "unchained" ? undefined : 31337), ethers)));
    }
  };
  over("getNetwork", (provider) => provider.getNetwork());
  over("getBalance", (provider) => provider.getBalance(A));
  over("getBlock", (provider) => provider.getBlock("latest"));
  over("call", (provider) => provider.call({ to: B, data: "0x12" }));
  over("estimateGas", (provider) => provider.estimateGas({ to: B }));
  over("send", (provider) => provider.send("eth_other", [1]));
  over("several at once", (provider) =>
    allInOrder([provider.getBlockNumber(), provider.getGasPrice(), provider.getTransactionCount(A)]));
  over("sendTransaction", (provider, { Wallet }) => new Wallet(KEY, provider).sendTransaction({ to: B, gasLimit: 21000, nonce: 1, gasPrice: 5, type: 0 }));
}
add("debug events", async ({ providers }) => {
  const provider = new providers.JsonRpcProvider(`${NODE}/node`, 31337);
  const seen = [];
  provider.on("debug", ({ action, request, response }) => seen.push([action, request, response]));
  await provider.send("eth_gasPrice", []);
  await new Promise((resolve) => setTimeout(resolve, 5));
  provider.removeAllListeners();
  return seen;
});
add("getDefaultProvider of a URL", async ({ getDefaultProvider }) => (await getDefaultProvider(`${NODE}/node`).getNetwork()).chainId);
