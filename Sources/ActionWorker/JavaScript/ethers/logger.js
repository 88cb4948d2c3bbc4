// The version that this is compatible with, and the logger that says it.

const { Logger } = require("ethers/errors");

exports.version = "ethers/5.7.2";
exports.logger = new Logger(exports.version);
