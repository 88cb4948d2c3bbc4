add("ethers: members", (ethers) => Object.keys(ethers).sort());
add("ethers.utils: members",
  ({ utils }) => Object.keys(utils).sort().map((name) => `${name}: ${typeof utils[name]}`));
add("ethers.constants: members", ({ constants }) => Object.keys(constants).sort());
add("ethers: version", (ethers) => [ethers.version, ethers.logger.version]);
add("ethers: BigNumber and utils agree", ({ BigNumber, utils,
  constants }) => [utils.parseEther("1").eq(constants.WeiPerEther), BigNumber.from(1) instanceof BigNumber,
  utils.parseEther("1") instanceof BigNumber]);
for (const name of ["Logger", "AbiCoder", "Interface", "Fragment", "ParamType", "ConstructorFragment",
  "FunctionFragment", "EventFragment", "ErrorFragment", "Indexed", "LogDescription", "TransactionDescription"]) {
  add(`utils.${name}: members`, ({ utils }) => {
    const names = (object) => Object.getOwnPropertyNames(object).filter((each) => !["length", "name", "prototype",
      "arguments", "caller"].includes(each) && typeof object[each] === "function").sort();
    return [names(utils[name]), names(utils[name].prototype)];
  });
}
