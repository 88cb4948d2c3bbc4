// DER (X.690) as keys use it: SubjectPublicKeyInfo (RFC 5280), PKCS #8 (RFC 5208, 5958), PKCS #1 (RFC
// 8017), SEC 1 (RFC 5915), and the text form around them (RFC 7468).
const SEQUENCE = 0x30;
const INTEGER = 0x02;
const BIT_STRING = 0x03;
const OCTET_STRING = 0x04;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;

class DERError extends Error {}

function join(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function element(tag, ...parts) {
  const content = join(parts);
  const length = [];
  if (content.length < 0x80) length.push(content.length);
  else {
    for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256);
    length.unshift(0x80 | length.length);
  }
  return join([Uint8Array.of(tag, ...length), content]);
}

// The elements that lie one after the other in some bytes: [{tag, content, whole}].
function elements(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length;) {
    const start = at;
    const tag = bytes[at];
    let length = bytes[at + 1];
    at += 2;
    if (length === undefined || (tag & 0x1f) === 0x1f) throw new DERError("not DER");
    if (length >= 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4 || at + count > bytes.length) {
        throw new DERError("a length that is not DER");
      }
      length = 0;
      for (let index = 0; index < count; index += 1) length = length * 256 + bytes[at + index];
      if (length < 0x80) throw new DERError("a length that is not DER");
      at += count;
    }
    if (at + length > bytes.length) throw new DERError("it ends too early");
    found.push({ tag, content: bytes.subarray(at, at + length), whole: bytes.subarray(start, at + length) });
    at += length;
  }
  return found;
}

function only(bytes, tag) {
  const list = elements(bytes);
  if (list.length !== 1 || list[0].tag !== tag) throw new DERError("not one element of the expected kind");
  return list[0].content;
}

function expect(entry, tag) {
  if (entry === undefined || entry.tag !== tag) {
    throw new DERError("an element is missing or of another kind");
  }
  return entry.content;
}

function unsigned(bytes) {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const digits = bytes.subarray(start);
  const isPositive = digits.length > 0 && digits[0] < 0x80;
  return isPositive ? element(INTEGER, digits) : element(INTEGER, Uint8Array.of(0), digits);
}

// The magnitude of an INTEGER, without zeros in front.
function magnitude(content) {
  if (content.length === 0 || content[0] >= 0x80) throw new DERError("a number that is not positive");
  let start = 0;
  while (start < content.length - 1 && content[start] === 0) start += 1;
  return content.slice(start);
}

const OIDS = {
  "2a8648ce3d0201": "EC",
  "2a8648ce3d030107": "P-256",
  "2b81040022": "P-384",
  "2b81040023": "P-521",
  "2a864886f70d010101": "RSA",
  "2a864886f70d01010a": "RSA-PSS",
  "2b656e": "X25519",
  "2b6570": "Ed25519",
};
const codes = Object.fromEntries(Object.entries(OIDS).map(([code, name]) => [name, code]));

const oid = (name) => element(OBJECT_IDENTIFIER, native.hexDecode(codes[name]));

function oidName(content) {
  return OIDS[native.hexEncode(content)] ?? "unknown";
}

// {kind: "EC" | "RSA" or another name of the table, curve?}
function readAlgorithm(content) {
  const [identifier, parameters] = elements(content);
  const kind = oidName(expect(identifier, OBJECT_IDENTIFIER));
  if (kind !== "EC") return { kind };
  return { kind, curve: oidName(expect(parameters, OBJECT_IDENTIFIER)) };
}

function writeAlgorithm({ kind, curve }) {
  if (kind === "EC") return element(SEQUENCE, oid("EC"), oid(curve));
  if (kind === "RSA") return element(SEQUENCE, oid("RSA"), element(NULL));
  return element(SEQUENCE, oid(kind));
}

// A public key in SPKI: {kind, curve?, key}, key being the point, the 32 bytes, or a PKCS #1 RSAPublicKey.
exports.readPublicKey = (bytes) => {
  const [algorithm, key] = elements(only(bytes, SEQUENCE));
  const content = expect(key, BIT_STRING);
  if (content[0] !== 0) throw new DERError("a key that is not whole bytes");
  return { ...readAlgorithm(expect(algorithm, SEQUENCE)), key: content.slice(1) };
};

exports.writePublicKey = (key) =>
  element(SEQUENCE, writeAlgorithm(key), element(BIT_STRING, Uint8Array.of(0), key.key));

// A private key in PKCS #8: {kind, curve?, key}, key being the scalar, the 32 bytes, or a PKCS #1
// RSAPrivateKey.
exports.readPrivateKey = (bytes) => {
  const [version, algorithm, key] = elements(only(bytes, SEQUENCE));
  if (magnitude(expect(version, INTEGER))[0] > 1) throw new DERError("an unknown version of PKCS #8");
  const described = readAlgorithm(expect(algorithm, SEQUENCE));
  const content = expect(key, OCTET_STRING);
  if (described.kind === "EC") return { ...described, key: readSEC1(content, described.curve).key };
  if (described.kind === "RSA" || described.kind === "RSA-PSS") return { ...described, key: content.slice() };
  return { ...described, key: only(content, OCTET_STRING).slice() };
};

exports.writePrivateKey = (key) => {
  let content = key.key;
  if (key.kind === "EC") {
    content = element(SEQUENCE, element(INTEGER, Uint8Array.of(1)), element(OCTET_STRING, key.key),
      element(0xa1, element(BIT_STRING, Uint8Array.of(0), key.point)));
  } else if (key.kind !== "RSA") {
    content = element(OCTET_STRING, key.key);
  }
  return element(
    SEQUENCE, element(INTEGER, Uint8Array.of(0)), writeAlgorithm(key), element(OCTET_STRING, content));
};

function readSEC1(bytes, curve) {
  const [version, key, ...rest] = elements(only(bytes, SEQUENCE));
  if (magnitude(expect(version, INTEGER))[0] !== 1) throw new DERError("an unknown version of SEC 1");
  const parameters = rest.find((entry) => entry.tag === 0xa0);
  const named = parameters === undefined ? curve : oidName(only(parameters.content, OBJECT_IDENTIFIER));
  if (named === undefined || (curve !== undefined && named !== curve)) {
    throw new DERError("it names no curve");
  }
  return { kind: "EC", curve: named, key: expect(key, OCTET_STRING).slice() };
}

// PKCS #1: [n, e] or [n, e, d, p, q, dp, dq, qi], each without zeros in front.
exports.readRSA = (bytes, isPrivate) => {
  const numbers = elements(only(bytes, SEQUENCE)).map((entry) => magnitude(expect(entry, INTEGER)));
  if (numbers.length !== (isPrivate ? 9 : 2) || (isPrivate && numbers[0][0] !== 0)) {
    throw new DERError("not an RSA key of PKCS #1");
  }
  return isPrivate ? numbers.slice(1) : numbers;
};

exports.writeRSA = (numbers) =>
  element(SEQUENCE, ...(numbers.length > 2 ? [unsigned(Uint8Array.of(0))] : []), ...numbers.map(unsigned));

// An ECDSA signature as two numbers of `size` bytes, from and to DER.
exports.joinSignature = (bytes, size) => {
  const numbers = elements(only(bytes, SEQUENCE)).map((entry) => magnitude(expect(entry, INTEGER)));
  if (numbers.length !== 2 || numbers.some((number) => number.length > size)) {
    throw new DERError("not a signature");
  }
  const joined = new Uint8Array(2 * size);
  numbers.forEach((number, index) => joined.set(number, (index + 1) * size - number.length));
  return joined;
};

const pemForm = /-----BEGIN ((?!EC PARAMETERS)[A-Z0-9 ]+)-----([A-Za-z0-9+\/=\s]*)-----END \1-----/;

// The key in a PEM text: {type: "public" | "private", kind, curve?, key}; null where the text holds no PEM
// at all.
exports.readPEM = (text) => {
  const match = pemForm.exec(text);
  if (match === null) return null;
  const bytes = native.base64Decode(match[2].replace(/\s+/g, ""));
  switch (match[1]) {
    case "PUBLIC KEY":
      return { type: "public", ...exports.readPublicKey(bytes) };
    case "PRIVATE KEY":
      return { type: "private", ...exports.readPrivateKey(bytes) };
    case "RSA PUBLIC KEY":
      return { type: "public", kind: "RSA", key: bytes };
    case "RSA PRIVATE KEY":
      return { type: "private", kind: "RSA", key: bytes };
    case "EC PRIVATE KEY":
      return { type: "private", ...readSEC1(bytes) };
    case "CERTIFICATE": {
      const fields = elements(expect(elements(only(bytes, SEQUENCE))[0], SEQUENCE));
      const position = fields[0]?.tag === 0xa0 ? 6 : 5;
      expect(fields[position], SEQUENCE);
      return { type: "public", ...exports.readPublicKey(fields[position].whole) };
    }
    default:
      throw new DERError(`a PEM of the kind ${match[1]} is not supported`);
  }
};
