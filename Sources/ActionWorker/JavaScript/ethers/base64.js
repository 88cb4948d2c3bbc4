// Base64 (RFC 4648, section 4) of bytes.
const { arrayify } = require("ethers/bytes");

exports.encode = (data) => native.base64Encode(arrayify(data));
exports.decode = (text) => native.base64Decode(text);
