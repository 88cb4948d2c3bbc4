// The namespace `ethers.utils`.

const PLACES = {};

function from(module, ...names) {
  for (const name of names) PLACES[name] = module;
}

from("ethers/abi", "AbiCoder", "defaultAbiCoder", "Fragment", "ConstructorFragment", "ErrorFragment", "EventFragment",
  "FunctionFragment", "ParamType", "FormatTypes", "checkResultErrors");
from("ethers/errors", "Logger");
PLACES.RLP = ["ethers/rlp", "*"];
from("ethers/web", "_fetchData", "fetchJson", "poll");
from("ethers/properties", "checkProperties", "deepCopy", "defineReadOnly", "getStatic", "resolveProperties",
  "shallowCopy");
from("ethers/bytes", "arrayify", "concat", "stripZeros", "zeroPad", "isBytes", "isBytesLike");
from("ethers/hdnode", "defaultPath", "HDNode");
from("ethers/signing-key", "SigningKey");
from("ethers/abi", "Interface", "LogDescription", "TransactionDescription");
PLACES.base58 = ["ethers/basex", "Base58"];
PLACES.base64 = ["ethers/base64", "*"];
from("ethers/bytes", "hexlify", "isHexString", "hexConcat", "hexStripZeros", "hexValue", "hexZeroPad",
  "hexDataLength", "hexDataSlice");
from("ethers/strings", "nameprep", "_toEscapedUtf8String", "toUtf8Bytes", "toUtf8CodePoints", "toUtf8String",
  "Utf8ErrorFuncs", "formatBytes32String", "parseBytes32String");
from("ethers/hash", "dnsEncode", "hashMessage", "namehash", "isValidName", "id");
PLACES._TypedDataEncoder = ["ethers/typed-data", "TypedDataEncoder"];
from("ethers/address", "getAddress", "getIcapAddress", "getContractAddress", "getCreate2Address", "isAddress");
from("ethers/units", "formatEther", "parseEther", "formatUnits", "parseUnits", "commify");
from("ethers/sha2", "computeHmac");
from("ethers/keccak256", "keccak256");
from("ethers/sha2", "ripemd160", "sha256", "sha512");
from("ethers/random", "randomBytes", "shuffled");
PLACES.solidityPack = ["ethers/solidity", "pack"];
PLACES.solidityKeccak256 = ["ethers/solidity", "keccak256"];
PLACES.soliditySha256 = ["ethers/solidity", "sha256"];
from("ethers/bytes", "splitSignature", "joinSignature");
from("ethers/transactions", "accessListify");
PLACES.parseTransaction = ["ethers/transactions", "parse"];
PLACES.serializeTransaction = ["ethers/transactions", "serialize"];
from("ethers/transactions", "TransactionTypes");
from("ethers/json-wallets", "getJsonWalletAddress");
from("ethers/transactions", "computeAddress", "recoverAddress");
from("ethers/signing-key", "computePublicKey", "recoverPublicKey");
from("ethers/wallet", "verifyMessage", "verifyTypedData");
from("ethers/hdnode", "getAccountPath", "mnemonicToEntropy", "entropyToMnemonic", "isValidMnemonic",
  "mnemonicToSeed");
from("ethers/sha2", "SupportedAlgorithm");
from("ethers/strings", "UnicodeNormalizationForm", "Utf8ErrorReason");
from("ethers/abi", "Indexed");

exports.utils = require("ethers/namespace").lazy(PLACES);
