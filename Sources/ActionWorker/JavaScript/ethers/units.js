// Amounts in units of ether.
const { Logger } = require("ethers/errors");
const { formatFixed, parseFixed } = require("ethers/decimals");
const logger = new Logger("units/5.7.0");

const names = ["wei", "kwei", "mwei", "gwei", "szabo", "finney", "ether"];

// 123456.700 as "123,456.7".
function commify(value) {
  const parts = String(value).split(".");
  const wrong = parts.length > 2 || !/^-?[0-9]*$/.test(parts[0]) || (parts[1] && !/^[0-9]*$/.test(parts[1]));
  if (wrong || value === "." || value === "-.") logger.throwArgumentError("invalid value", "value", value);
  const sign = parts[0][0] === "-" ? "-" : "";
  const whole = parts[0].slice(sign.length).replace(/^0+/, "") || "0";
  const suffix = parts.length < 2 ? "" : "." + ((parts[1] || "").replace(/0+$/, "") || "0");
  return sign + whole.replace(/(?!^)(?=(?:[0-9]{3})+$)/g, ",") + suffix;
}

function places(unitName) {
  if (typeof unitName === "string") {
    const index = names.indexOf(unitName);
    if (index >= 0) return 3 * index;
  }
  return unitName ?? 18;
}

function formatUnits(value, unitName) {
  return formatFixed(value, places(unitName));
}

function parseUnits(value, unitName) {
  if (typeof value !== "string") logger.throwArgumentError("value must be a string", "value", value);
  return parseFixed(value, places(unitName));
}

function formatEther(wei) {
  return formatUnits(wei, 18);
}

function parseEther(ether) {
  return parseUnits(ether, 18);
}

Object.assign(exports, { commify, formatUnits, parseUnits, formatEther, parseEther });
