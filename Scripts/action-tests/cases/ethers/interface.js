const address = "0x8ba1f109551bD432803012645Ac136ddd64DBA72";
const other = "0x" + "12".repeat(20);
const abi = [
  "constructor(string name, uint8 decimals) payable",
    "function transfer(address to, uint256 amount) returns (bool success)",
    "function balanceOf(address owner) view returns (uint256)", "function over(uint a) view returns (uint, string)",
    "function over(uint a, string b)",
  "function many(tuple(address who, uint256[] amounts) order, bytes data) payable " +
    "returns (tuple(uint8 a, string b) result, address)",
  "function none()", "event Transfer(address indexed from, address indexed to, uint256 value)",
  "event Dyn(string indexed s, bytes indexed b, uint[] indexed list, tuple(uint a) indexed t, bool indexed flag, " +
    "string plain)",
  "event Same(uint a)", "event Same(string a)", "event Hidden(uint indexed a) anonymous",
    "event Mixed(int8 indexed small, bytes4 indexed four, bool indexed yes, bytes rest)",
    "event Unnamed(address indexed, uint)", "error Denied(address who, string why)", "error Twice(uint)",
    "error Twice(string)", "event Text(string s, uint n)",
];
const make = ({ utils }) => new utils.Interface(abi);
add("Interface: members", (ethers) => make(ethers));
add("Interface: from JSON", (ethers) => new ethers.utils.Interface(make(ethers).format("json")));
add("Interface: duplicate", ({ utils }) => new utils.Interface(["function f()", "function f() view", "constructor()",
  "constructor(uint)", "event f()", "error f()"]));
add("Interface: with fallback", ({ utils }) => new utils.Interface([{ type: "fallback" }, { type: "receive" },
  "function f()"]));
each("utils.Interface.isInterface", [[null], [{}], [5], [make]]);
for (const bad of ["", "[", "{}", null, 5, [], ["nonsense"], [5], ["function f("],
  "[{\"type\":\"function\"}]"]) add(`Interface: new ${JSON.stringify(bad)}`, ({ utils }) => new utils.Interface(bad));
for (const format of ["full", "minimal", "json", "sighash", undefined, "other"]) add(`Interface.format ${format}`,
  (ethers) => make(ethers).format(format));
const call = (name, lists) => lists.forEach((list, index) => {
  add(`Interface.${name} #${index}`, (ethers) => make(ethers)[name](...(typeof list === "function" ? list(ethers,
    make(ethers)) : list)));
});
call("getFunction", [["transfer"], ["over"], ["over(uint)"], ["over(uint256,string)"], ["over(uint a, string b)"],
  ["0xa9059cbb"], ["0xA9059CBB"], ["0x12345678"], ["nothing"], ["nothing(uint)"], ["bad("], [" transfer "], [""],
  [null], ["transfer(address,uint)"], ["toString"]]);
call("getEvent", [["Transfer"], ["Same"], ["Same(uint)"], ["Same(uint256 a)"],
  ["0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"],
  ["0xDDF252AD1BE2C89B69C2B068FC378DAA952BA7F163C4A11628F55A4DF523B3EF"], ["0x12"], ["nothing"], ["nothing()"],
  ["bad("], [" Transfer"]]);
call("getError", [["Denied"], ["Twice"], ["Twice(uint)"], ["Twice(string)"], ["0x12345678"], ["nothing"],
  ["nothing()"], ["bad("], (e, i) => [i.getSighash("Denied")]]);
call("getSighash", [["transfer"], ["over"], ["Denied"], ["nothing"], ["over(uint)"], (e, i) => [i.getFunction("none")],
  (e, i) => [i.getError("Denied")], [null], (e) => [e.utils.Fragment.from("function x(uint)")]]);
call("getEventTopic", [["Transfer"], ["Same"], ["Same(string)"], ["nothing"], (e, i) => [i.getEvent("Hidden")],
  [null]]);
call("encodeDeploy", [[["Token", 18]], [[]], [undefined], [["Token", 256]], [["Token"]], [{ length: 2 }]]);
call("encodeFunctionData", [["transfer", [address, 5]], ["transfer", [address]], ["transfer", []], ["transfer"],
  ["none"], ["none", []], ["none", [1]], ["over", [1]], ["over(uint)", [1]], ["many", [{ who: address, amounts: [1,
  2] }, "0x12"]], ["many", [[address, [1]], "0x"]], ["transfer", ["bad", 1]], ["transfer", [address, -1]], ["nothing",
  []], ["0xa9059cbb", [address, "1000000000000000000000"]]]);
call("decodeFunctionData", [(e, i) => ["transfer", i.encodeFunctionData("transfer", [address, 5])], (e,
  i) => ["balanceOf", i.encodeFunctionData("transfer", [address, 5])], ["transfer", "0x"], ["transfer", "0xa9059cbb"],
  ["transfer", "zz"], (e, i) => ["many", i.encodeFunctionData("many", [[address, [1, 2]], "0x1234"])], ["none", "0x"],
  (e, i) => ["none", i.encodeFunctionData("none")], (e, i) => [i.getFunction("transfer"),
  e.utils.arrayify(i.encodeFunctionData("transfer", [address, 5]))]]);
call("encodeFunctionResult", [["transfer", [true]], ["transfer", []], ["transfer"], ["balanceOf", [12]], ["many", [[1,
  "x"], address]], ["none", []], ["balanceOf", [-1]], ["over(uint)", [1, "x"]], ["nothing", []]]);
const panic = (code) => "0x4e487b71" + code.toString(16).padStart(64, "0");
call("decodeFunctionResult", [
  (e, i) => ["transfer", i.encodeFunctionResult("transfer", [true])], (e, i) => ["many", i.encodeFunctionResult("many",
    [[1, "x"], address])], ["transfer", "0x"], ["none", "0x"], ["none", "0x1234"], ["transfer", "0x1234"],
    ["balanceOf", panic(17)], ["balanceOf", panic(1)],
  (e) => ["balanceOf", "0x08c379a0" + e.utils.defaultAbiCoder.encode(["string"], ["no \"money\"\n"]).slice(2)], (e,
    i) => ["balanceOf", i.encodeErrorResult("Denied", [address, "because"])], ["balanceOf", "0x08c379a0"],
    ["balanceOf", "0x12345678"], ["balanceOf", "0x4e487b71"], ["balanceOf", "zz"], ["nothing", "0x"],
  (e, i) => ["balanceOf", i.encodeErrorResult("Twice(uint)", [5])], ["over(uint)",
    "0x" + "0".repeat(62) + "01" + "f".repeat(64)], (e, i) => [i.getFunction("balanceOf"),
    e.utils.arrayify(i.encodeFunctionResult("balanceOf", [7]))],
]);
call("encodeErrorResult", [["Denied", [address, "x"]], ["Denied", []], ["Twice", [1]], ["Twice(uint)", [1]],
  ["nothing", []], ["Denied"]]);
call("decodeErrorResult", [(e, i) => ["Denied", i.encodeErrorResult("Denied", [address, "x"])], ["Denied",
  "0x12345678"], ["Denied", "0x"], ["Twice", "0x"], (e, i) => ["Twice(uint)", i.encodeErrorResult("Twice(uint)", [1])],
  ["nothing", "0x"]]);
call("encodeFilterTopics", [
  ["Transfer", []], ["Transfer", [address]], ["Transfer", [null, address]], ["Transfer", [address, null]], ["Transfer",
    [[address, other], null]], ["Transfer", [null, null, null]], ["Transfer", [null, null, 5]], ["Transfer", [null,
    null, null, null]], ["Transfer", ["bad"]], ["Dyn", ["text"]], ["Dyn", [null, "0x1234"]], ["Dyn", [null, "hello"]],
  ["Dyn", [null, null, [1]]], ["Dyn", [null, null, null, [1]]], ["Dyn", [null, null, null, null, true]], ["Dyn", [null,
    null, null, null, false]], ["Mixed", [-1]], ["Mixed", [5, "0x12345678", true]], ["Mixed", [[1, 2]]], ["Mixed",
    [null, "0x12345678"]], ["Hidden", [5]], ["Hidden", []], ["Same", [1]], ["Dyn", [["a", "b"]]], ["Mixed", ["0x5"]],
    ["Dyn", [["a", null]]],
]);
call("encodeEventLog", [
  ["Transfer", [address, other, 5]], ["Transfer", [address]], ["Dyn", ["a", "0x12", [1], [1], true, "x"]], ["Mixed",
    [-1, "0x12345678", true, "0x1234"]], ["Hidden", [5]], ["Same(string)", ["x"]], ["Unnamed", [address, 1]],
    ["Transfer", ["bad", other, 5]], ["nothing", []], ["Text", ["a", 1]],
  (e) => [e.utils.EventFragment.from("X(string indexed s, bytes indexed b)"), ["a", "0x12"]],
]);
const logOf = (e, i, name, values) => { const { data, topics } = i.encodeEventLog(name, values); return [name, data,
  topics]; };
call("decodeEventLog", [
  (e, i) => logOf(e, i, "Transfer", [address, other, 5]), (e, i) => logOf(e, i, "Mixed", [-1, "0x12345678", true,
    "0x1234"]), (e, i) => logOf(e, i, "Hidden", [5]), (e, i) => logOf(e, i, "Unnamed", [address, 1]), (e,
    i) => ["Transfer", logOf(e, i, "Transfer", [address, other, 5])[1]],
  (e, i) => ["Transfer", "0x", [i.getEventTopic("Transfer")]], (e, i) => ["Transfer", "0x" + "0".repeat(64),
    [i.getEventTopic("Same(uint)"), "0x" + "0".repeat(64)]], (e, i) => ["Transfer", "0x", ["zz"]], (e,
    i) => ["Transfer", "0x", []],
  (e, i) => ["Dyn", e.utils.defaultAbiCoder.encode(["string"], ["plain"]), [i.getEventTopic("Dyn"),
    ...Array.from({ length: 4 }, (_, index) => e.utils.id(`${index}`)), "0x" + "0".repeat(63) + "1"]],
  (e, i) => ["Text", "0x" + "40".padStart(64, "0") + "07".padStart(64, "0") + "02".padStart(64,
    "0") + "c328" + "0".repeat(60), [i.getEventTopic("Text")]], (e, i) => ["Transfer", "0x" + "0".repeat(64),
    [i.getEventTopic("Transfer"), "0x" + "f".repeat(64), "0x" + "0".repeat(64)]],
  (e, i) => ["Text", "0x" + "40".padStart(64, "0") + "07".padStart(64, "0") + "02".padStart(64, "0") + "6869",
    [i.getEventTopic("Text")]], (e, i) => ["Transfer", "0x" + "0".repeat(64),
    [i.getEventTopic("Transfer").toUpperCase().replace("0X", "0x"), "0x" + "0".repeat(64), "0x" + "0".repeat(64)]],
]);
call("parseTransaction", [(e, i) => [{ data: i.encodeFunctionData("transfer", [address, 5]) }], (e,
  i) => [{ data: i.encodeFunctionData("many", [[address, [1]], "0x"]), value: 5 }], [{ data: "0x" }],
  [{ data: "0x12345678" }], [{}], (e, i) => [{ data: i.encodeFunctionData("transfer", [address,
  5]).toUpperCase().replace("0X", "0x") }], (e, i) => [{ data: i.encodeFunctionData("none"), value: "0x10" }],
  [{ data: "0xa9059cbb12" }]]);
call("parseLog", [(e, i) => { const [, data, topics] = logOf(e, i, "Transfer", [address, other, 5]); return [{ data,
  topics }]; }, (e, i) => { const [, data, topics] = logOf(e, i, "Mixed", [-1, "0x12345678", true,
  "0x1234"]); return [{ data, topics }]; }, [{ data: "0x", topics: [] }], [{ data: "0x",
  topics: ["0x" + "12".repeat(32)] }], [{}],
  (e, i) => { const [, data, topics] = logOf(e, i, "Hidden", [5]); return [{ data, topics: [i.getEventTopic("Hidden"),
    ...topics] }]; }, (e, i) => [{ data: "0x", topics: [i.getEventTopic("Transfer")] }]]);
call("parseError", [(e, i) => [i.encodeErrorResult("Denied", [address, "x"])], ["0x"], ["0x12345678"], (e,
  i) => [i.encodeErrorResult("Twice(string)", ["x"])], (e, i) => [e.utils.arrayify(i.encodeErrorResult("Twice(uint)",
  [1]))], (e, i) => [i.getSighash("Denied")]]);
add("Interface: deferred errors", (ethers) => {
  const result = make(ethers).decodeEventLog("Text", "0x" + "40".padStart(64, "0") + "07".padStart(64,
    "0") + "02".padStart(64, "0") + "c328" + "0".repeat(60));
  const outcome = (read) => { try { return read(); } catch (error) { return [error.message, error.error]; } };
  return [result.n, outcome(() => result.s), outcome(() => result[0]), ethers.utils.checkResultErrors(result)];
});
add("Interface: descriptions", (ethers) => {
  const i = make(ethers);
  const { data, topics } = i.encodeEventLog("Transfer", [address, other, 5]);
  return [i.parseLog({ data, topics }) instanceof ethers.utils.LogDescription,
    i.parseTransaction({ data: i.encodeFunctionData("none") }) instanceof ethers.utils.TransactionDescription,
    ethers.utils.Indexed.isIndexed({ _isIndexed: true }), ethers.utils.Indexed.isIndexed(null)];
});
add("Interface: subclass", ({ utils }) => {
  class Mine extends utils.Interface {
    static getSighash() { return "0x01020304"; }
    static getEventTopic() { return "0x" + "ab".repeat(32); }
  }
  const i = new Mine(abi);
  return [i.getSighash("transfer"), i.getEventTopic("Transfer"), i.encodeFunctionData("none"),
    i instanceof utils.Interface, utils.Interface.getAddress(other)];
});
