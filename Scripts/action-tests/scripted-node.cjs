// A node of JSON-RPC whose answers are written down here: the same for whoever asks, so that two clients can be
// compared. Prints its URL. Each path is a server of its own kind.
//
//   node scripted-node.cjs

"use strict";

const http = require("http");

const A = "0x14791697260e4c9a71f18484c9f997b308e59325";
const HASH = "0x" + "ab".repeat(32);
const seen = new Map();

const ANSWERS = {
  eth_chainId: "0x7a69", net_version: "31337", eth_blockNumber: "0x12", eth_gasPrice: "0x77", eth_getBalance: "0xde0b6b3a7640000",
  eth_getTransactionCount: "0x5", eth_accounts: [A], eth_call: "0x", eth_estimateGas: "0x5208", eth_getCode: "0x", eth_getLogs: [],
  eth_getBlockByNumber: {
    hash: HASH, parentHash: HASH, number: "0x12", timestamp: "0x5", nonce: "0x0", difficulty: "0x0", gasLimit: "0x1", gasUsed: "0x1", miner: A,
    extraData: "0x", transactions: [], baseFeePerGas: "0x7",
  },
  eth_getTransactionByHash: null,
};

function failure(id, code, message, data) {
  return { jsonrpc: "2.0", id, error: { code, message, data } };
}

function answer(request, kind) {
  const { id, method } = request;
  if (kind === "reverting" && (method === "eth_call" || method === "eth_estimateGas")) return failure(id, 3, "execution reverted", "0x1234");
  if (kind === "poor" && method === "eth_sendRawTransaction") return failure(id, -32000, "insufficient funds for gas * price + value");
  if (kind === "used" && method === "eth_sendRawTransaction") return failure(id, -32000, "nonce too low");
  if (kind === "underpriced" && method === "eth_sendRawTransaction") return failure(id, -32000, "replacement transaction underpriced");
  if (kind === "unchained" && method === "eth_chainId") return failure(id, -32601, "no such method");
  if (!(method in ANSWERS)) return failure(id, -32601, "the method does not exist");
  return { jsonrpc: "2.0", id, result: ANSWERS[method] };
}

const server = http.createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = Buffer.concat(parts).toString();
    const [, kind, session] = request.url.split("/");
    const reply = (status, type, text, headers = {}) => {
      response.writeHead(status, { "content-type": type, ...headers });
      response.end(text);
    };
    const key = `${kind}/${session}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    switch (kind) {
      case "echo": {
        const { method, headers } = request;
        const shown = ["content-type", "authorization", "x-test"].map((name) => [name, headers[name] ?? null]);
        return reply(200, "application/json", JSON.stringify({ method, headers: shown, body }));
      }
      case "text": return reply(200, "text/plain", "not json");
      case "bytes": return reply(200, "application/octet-stream", Buffer.from([0, 255, 1]));
      case "empty": return reply(200, "application/json", "");
      case "missing": return reply(404, "text/html", "<p>nothing</p>");
      case "broken": return reply(500, "application/json", '{"error":"broken"}');
      case "binary-broken": return reply(500, "application/octet-stream", Buffer.from([0, 255]));
      case "unchanged": return reply(304, "text/plain", undefined);
      case "busy": return count % 3 === 0 ? reply(200, "application/json", '{"count":3}') : reply(429, "text/plain", "busy");
      case "always-busy": return reply(429, "text/plain", "busy");
      case "slow": return setTimeout(() => reply(200, "application/json", "{}"), 1500);
      default: break;
    }
    let asked;
    try {
      asked = JSON.parse(body);
    } catch (error) {
      return reply(200, "application/json", JSON.stringify(failure(null, -32700, "not JSON")));
    }
    const found = Array.isArray(asked) ? asked.map((each) => answer(each, kind)) : answer(asked, kind);
    return reply(kind === "status" ? 400 : 200, "application/json", JSON.stringify(found));
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume();
