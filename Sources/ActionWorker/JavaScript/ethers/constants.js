// Well known values.
const { BigNumber } = require("ethers/bignumber");

const value = (text) => BigNumber.from(text);

Object.assign(exports, {
  AddressZero: "0x" + "0".repeat(40),
  NegativeOne: value(-1),
  Zero: value(0),
  One: value(1),
  Two: value(2),
  WeiPerEther: value("1000000000000000000"),
  MaxUint256: value("0x" + "f".repeat(64)),
  MinInt256: value("-0x80" + "0".repeat(62)),
  MaxInt256: value("0x7f" + "f".repeat(62)),
  HashZero: "0x" + "0".repeat(64),
  EtherSymbol: "\u039e",
});
