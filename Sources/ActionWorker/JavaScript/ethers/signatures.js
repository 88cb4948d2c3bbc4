// The forms of a signature: r, s and v, EIP-2098's r and yParityAndS, 65 or 64 bytes.
const { Logger } = require("ethers/errors");
const { arrayify, concat, hexlify, hexZeroPad, isBytesLike, isHexString, zeroPad } = require("ethers/bytes");
const logger = new Logger("bytes/5.7.0");

// 65 bytes r s v, or 64 bytes of EIP-2098.
function fromSerialized(signature, result) {
  const bytes = arrayify(signature);
  if (bytes.length === 64) {
    result.v = 27 + (bytes[32] >> 7);
    bytes[32] &= 0x7f;
  } else if (bytes.length === 65) {
    result.v = bytes[64];
  } else {
    logger.throwArgumentError("invalid signature string", "signature", signature);
  }
  result.r = hexlify(bytes.slice(0, 32));
  result.s = hexlify(bytes.slice(32, 64));
  if (result.v < 27) {
    if (result.v > 1) logger.throwArgumentError("signature invalid v byte", "signature", signature);
    result.v += 27;
  }
  result.recoveryParam = 1 - (result.v % 2);
  if (result.recoveryParam) bytes[32] |= 0x80;
  result._vs = hexlify(bytes.slice(32, 64));
}

function fromParts(signature, result) {
  const refuse = (text) => logger.throwArgumentError(text, "signature", signature);
  const parity = (v) => (v === 0 || v === 1 ? v : 1 - (v % 2));
  for (const name of ["r", "s", "v", "recoveryParam", "_vs"]) result[name] = signature[name];

  if (result._vs != null) {
    const vs = zeroPad(arrayify(result._vs), 32);
    result._vs = hexlify(vs);
    const recovered = vs[0] >= 128 ? 1 : 0;
    if (result.recoveryParam == null) result.recoveryParam = recovered;
    else if (result.recoveryParam !== recovered) refuse("signature recoveryParam mismatch _vs");
    vs[0] &= 0x7f;
    const s = hexlify(vs);
    if (result.s == null) result.s = s;
    else if (result.s !== s) refuse("signature v mismatch _vs");
  }

  if (result.recoveryParam == null) {
    if (result.v == null) refuse("signature missing v and recoveryParam");
    result.recoveryParam = parity(result.v);
  } else if (result.v == null) {
    result.v = 27 + result.recoveryParam;
  } else if (result.recoveryParam !== parity(result.v)) {
    refuse("signature recoveryParam mismatch v");
  }

  for (const name of ["r", "s"]) {
    if (result[name] == null || !isHexString(result[name])) refuse(`signature missing or invalid ${name}`);
    result[name] = hexZeroPad(result[name], 32);
  }
  const vs = arrayify(result.s);
  if (vs[0] >= 128) refuse("signature s out of range");
  if (result.recoveryParam) vs[0] |= 0x80;
  const compact = hexlify(vs);
  if (result._vs) {
    if (!isHexString(result._vs)) refuse("signature invalid _vs");
    result._vs = hexZeroPad(result._vs, 32);
  }
  if (result._vs == null) result._vs = compact;
  else if (result._vs !== compact) refuse("signature _vs mismatch v and s");
}

function splitSignature(signature) {
  const result = { r: "0x", s: "0x", _vs: "0x", recoveryParam: 0, v: 0, yParityAndS: "0x", compact: "0x" };
  if (isBytesLike(signature)) fromSerialized(signature, result);
  else fromParts(signature, result);
  result.yParityAndS = result._vs;
  result.compact = result.r + result.yParityAndS.substring(2);
  return result;
}

function joinSignature(signature) {
  const { r, s, recoveryParam } = splitSignature(signature);
  return hexlify(concat([r, s, recoveryParam ? "0x1c" : "0x1b"]));
}

Object.assign(exports, { splitSignature, joinSignature });
