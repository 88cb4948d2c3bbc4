const parameters = [
  "uint", "uint256", "int", "uint8 a", "address payable to", "address indexed from", "address indexed", "indexed",
    "string memory s", "bytes calldata b", "bytes storage",
  "uint memory x", "address memory a", "uint payable", "uint256[] values", "uint[3][] values", "uint[", "uint]",
    "uint[]]", "uint[][", "uint[] [] a", "uint [] a", "tuple(uint a, address b) x", "(uint,address)",
  "tuple(uint a, tuple(bytes32 c)[2] d)[] memory list", "tuple(uint indexed a) x", "tuple(uint a", "uint a)",
    "uint a, uint b", "tuple()", "()", "tuple(,)", "function", "foo bar", "uint a b", "",
  " uint  a ", "uint\ta", "uint256 indexed a indexed", "tuple(uint256 indexed indexed) a", "uint indexed a",
    "tuple(string memory s) memory t", "tuple(string memory) storage t", "bytes32[2] calldata x",
    "address[] payable x",
  "tuple (uint a)", "mytype(uint a) b", "uint(uint a)", "uint256a", "uint01", "int0", "uint256[-1]", "uint256[01]",
    "tuple(uint a)[2] indexed b", "tuple(uint a) b c", "a(b(c(d)))", "uint,", ",uint", "(uint a)(uint b)",
  "uint a(", "tuple(uint memory) a", "address payable payable a", "storage", "memory x", "uint storage",
    "tuple(address payable) x", "uint\u00a0a", "\u00e9 \u00e8",
];
for (const parameter of parameters) {
  for (const indexed of [undefined, true]) {
    add(`ParamType.from(${JSON.stringify(parameter)}, ${indexed})`, ({ utils }) => {
      const type = utils.ParamType.from(parameter, indexed);
      return [type, ...["sighash", "minimal", "full", "json", undefined].map((format) => type.format(format))];
    });
  }
}
each("utils.ParamType.from", [
  [{ type: "uint" }], [{ type: "uint256", name: "a" }], [{ type: "tuple", components: [{ type: "uint", name: "x" }] }],
    [{ type: "tuple[2]", components: [{ type: "int8" }], indexed: true }],
  [{ type: "uint", name: "", indexed: false }], [{ type: "uint[]" }], [{}], [null], [undefined], [5], [{ type: 5 }],
    [{ type: "address", indexed: 1 }], [{ type: "tuple" }], [{ type: "uint256[0]" }],
]);
add("ParamType: new", ({ utils }) => new utils.ParamType());
add("ParamType: wrong format", ({ utils }) => utils.ParamType.from("uint").format("nonsense"));
add("ParamType.isParamType", ({ utils }) => [utils.ParamType.isParamType(utils.ParamType.from("uint")),
  utils.ParamType.isParamType(null), utils.ParamType.isParamType({}), utils.ParamType.isParamType("uint")]);
add("FormatTypes", ({ utils }) => utils.FormatTypes);

const fragments = [
  "function foo()", "function foo(uint a, address b) view returns (bool)",
    "function foo(uint256 a) pure returns (uint256 x, string memory y)", "function foo() payable",
    "function foo() external nonpayable",
  "function foo() public constant returns (address)", "function foo(tuple(uint a, uint[] b) c, bytes d)",
    "function foo() view @1234", "function foo() @x", "function foo() @1 @2", "function foo", "function foo(",
    "function foo)",
  "function (uint)", "function foo() returns", "function foo() returns (uint) extra",
    "function foo() returns (uint) returns (int)", "function 1foo()", "function foo bar()", "foo(uint)", "",
    "function", "function foo(uint,,int)",
  "function foo(uint a,)", "function foo(uint indexed a)", "event Foo()", "event Foo(address indexed a, uint b)",
    "event Foo(address indexed a, string) anonymous", "event Foo(uint) other", "event Foo", "event 1(uint)",
    "event (uint)",
  "event Foo(tuple(uint a, string b) indexed c)", "error Foo()", "error Foo(uint a, string b)", "error Error(string)",
    "error Panic(uint256)", "error Panic(uint)", "error Foo", "error (uint)", "error 1()", "constructor()",
    "constructor(address a)",
  "constructor(uint) payable", "constructor() view", "constructor() pure", "constructor(uint) @123", "constructor",
    "constructorx()", "constructor () public", "receive() external payable", "fallback()", "struct Foo {}",
  "function   foo ( uint   a ,  bytes memory b )   view   returns ( uint )", "function foo()\nview\treturns(uint)",
    "function foo() returns(uint)", "function foo(uint))", "function foo(function f)",
    "function foo((uint,uint)[] a, (bytes x) b)",
  "function $_a1(uint)", "function foo(uint) weird",
    "function foo(uint[2][3] a, tuple(tuple(tuple(uint8 x) y) z) w) returns (tuple(uint a)[] memory)",
    "event Transfer(address indexed from, address indexed to, uint256 value)", "eventFoo(uint)", "functionfoo()",
];
const formats = ["sighash", "minimal", "full", "json", undefined, "other"];
const shown = (fragment) => fragment && [fragment, ...formats.map((format) => {
  try {
    return fragment.format(format);
  } catch (error) {
    return error;
  }
})];
for (const fragment of fragments) {
  for (const kind of ["Fragment", "FunctionFragment", "EventFragment", "ErrorFragment", "ConstructorFragment"]) {
    add(`${kind}.from(${JSON.stringify(fragment)})`, ({ utils }) => shown(utils[kind].from(fragment)));
    const rest = fragment.replace(/^(function|event|error) /, "");
    if (kind !== "Fragment" && rest !== fragment) add(`${kind}.from(${JSON.stringify(rest)})`,
      ({ utils }) => shown(utils[kind].from(rest)));
  }
}
const objects = [
  { type: "function", name: "foo" }, { type: "function", name: "foo", stateMutability: "view" }, { type: "function",
    name: "foo", stateMutability: "view", constant: false }, { type: "function", name: "foo",
    stateMutability: "payable", payable: false },
  { type: "function", name: "foo", stateMutability: "nonpayable", inputs: [{ type: "uint", name: "a" }],
    outputs: [{ type: "tuple", components: [{ type: "bool", name: "b" }] }] }, { type: "function", name: "foo",
    payable: true },
  { type: "function", name: "foo", payable: false }, { type: "function", name: "foo", payable: false, constant: true },
    { type: "function", name: "foo", payable: true, constant: true }, { type: "function", name: "foo",
    constant: true },
  { type: "function", name: "foo", constant: false }, { type: "function", name: "foo", stateMutability: "odd" },
    { type: "function", stateMutability: "view" }, { type: "function", name: "a b", stateMutability: "view" },
  { type: "function", name: "foo", stateMutability: "view", gas: 123 }, { type: "event", name: "Foo",
    inputs: [{ type: "uint", indexed: true, name: "a" }], anonymous: false }, { type: "event", name: "Foo",
    anonymous: true }, { type: "event" },
  { type: "error", name: "Foo", inputs: [] }, { type: "error", name: "Error", inputs: [{ type: "string" }] },
    { type: "error" }, { type: "constructor" }, { type: "constructor", payable: true, inputs: [{ type: "uint" }] },
    { type: "constructor", constant: true },
  { type: "constructor", stateMutability: "payable" }, { type: "fallback" }, { type: "receive",
    stateMutability: "payable" }, { type: "other" }, {}, { type: "function", name: "foo", stateMutability: "view",
    inputs: null, outputs: null },
];
objects.forEach((object, index) => {
  for (const kind of ["Fragment", "FunctionFragment", "EventFragment", "ErrorFragment", "ConstructorFragment"]) {
    add(`${kind}.from object #${index}`, ({ utils }) => shown(utils[kind].from(object)));
  }
});
for (const kind of ["Fragment", "FunctionFragment", "EventFragment", "ErrorFragment", "ConstructorFragment"]) {
  each(`utils.${kind}.from`, [[null], [undefined], [5]]);
  add(`${kind}: new`, ({ utils }) => new utils[kind]());
  add(`${kind}: is`, ({ utils }) => ["function f()", "event f()", "error f()", "constructor()"].map((text) => {
    const test = kind === "Fragment" ? "isFragment" : `is${kind}`;
    const fragment = utils.Fragment.from(text);
    return [utils[kind][test](fragment), utils[kind][test](null), utils[kind][test]({}),
      fragment instanceof utils[kind], utils[kind].from(fragment) === fragment];
  }));
}
