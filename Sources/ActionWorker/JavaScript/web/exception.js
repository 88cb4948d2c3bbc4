// DOMException (Web IDL 2.8).

const idl = require("web/webidl");

const legacyCodes = {
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10,
  InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14,
  InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20,
  URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

const constantNames =
  "INDEX_SIZE_ERR DOMSTRING_SIZE_ERR HIERARCHY_REQUEST_ERR WRONG_DOCUMENT_ERR INVALID_CHARACTER_ERR " +
  "NO_DATA_ALLOWED_ERR NO_MODIFICATION_ALLOWED_ERR NOT_FOUND_ERR NOT_SUPPORTED_ERR INUSE_ATTRIBUTE_ERR " +
  "INVALID_STATE_ERR SYNTAX_ERR INVALID_MODIFICATION_ERR NAMESPACE_ERR INVALID_ACCESS_ERR VALIDATION_ERR " +
  "TYPE_MISMATCH_ERR SECURITY_ERR NETWORK_ERR ABORT_ERR URL_MISMATCH_ERR QUOTA_EXCEEDED_ERR TIMEOUT_ERR " +
  "INVALID_NODE_TYPE_ERR DATA_CLONE_ERR";

const slot = idl.slot();

class DOMException {
  constructor(message = "", options = "Error") {
    const text = idl.dom(message);
    let name = options;
    let cause;
    if (idl.isObject(options)) {
      if ("cause" in options) cause = { cause: options.cause };
      name = options.name === undefined ? "Error" : options.name;
    }
    name = idl.dom(name);
    const error = Reflect.construct(Error, cause ? [text, cause] : [text], new.target);
    delete error.message;
    return slot.put(error,
      { message: text, name, code: Object.hasOwn(legacyCodes, name) ? legacyCodes[name] : 0 });
  }
  get name() {
    return slot.get(this).name;
  }
  get message() {
    return slot.get(this).message;
  }
  get code() {
    return slot.get(this).code;
  }
}
Object.setPrototypeOf(DOMException.prototype, Error.prototype);
idl.define(DOMException);
const constants = {};
constantNames.split(" ").forEach((name, index) => (constants[name] = index + 1));
idl.constants(DOMException, constants);

idl.brands.DOMException = slot;
exports.DOMException = DOMException;
