// What ethers exports of its ABI package, each loaded at first need.
const places = {
  "ethers/abi-types": ["FormatTypes", "ParamType"],
  "ethers/abi-fragments": ["Fragment", "ConstructorFragment", "ErrorFragment", "EventFragment", "FunctionFragment"],
  "ethers/abi-coder": ["AbiCoder", "defaultAbiCoder"],
  "ethers/abi-interface": [
    "Interface", "LogDescription", "TransactionDescription", "ErrorDescription", "Indexed", "checkResultErrors",
  ],
};
for (const [place, names] of Object.entries(places)) {
  for (const name of names) {
    Object.defineProperty(exports, name, { enumerable: true, get: () => require(place)[name] });
  }
}
