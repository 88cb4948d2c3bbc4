public import Primitives

/// Why a keystore file cannot be read, opened or made.
public struct KeystoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with a file, its passphrase, or what was encrypted.
    public enum Code: Hashable, Sendable {
        /// The text is not JSON.
        case notJSON(JSONError)
        /// A member that must be there is absent; its path, such as `crypto.kdfparams.n`.
        case missing(String)
        /// A member is there, but not what it must be.
        case invalid(String, mustBe: String)
        /// Another version than 3.
        case unsupportedVersion
        /// A cipher, key derivation or pseudorandom function that is not implemented.
        case unsupported(String, name: String, supported: String)
        /// More than ``KeystoreLimits`` allow.
        case beyondLimit(String, limit: Int)
        /// The passphrase is wrong, or the file was altered: the two look the same.
        case wrongPassphrase
        /// The file claims another address than that of the key in it.
        case addressMismatch(claimed: Address, actual: Address)
        /// What was encrypted is no private key: zero, or not below the order of the curve.
        case invalidKey
        /// The key derivation got no memory.
        case derivationFailed
    }

    /// What is wrong.
    public let code: Code

    /// From what is wrong.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .notJSON(let error): "keystore: \(error)"
        case .missing(let path): "keystore: \(path) is missing"
        case .invalid(let path, let rule): "keystore: \(path) must be \(rule)"
        case .unsupportedVersion: "keystore: version must be 3; convert older files with their own software"
        case .unsupported(let path, let name, let supported):
            "keystore: \(path) \"\(name)\" is not supported, only \(supported)"
        case .beyondLimit(let what, let limit):
            "keystore: \(what) is more than \(limit); if you trust the file, raise the limit"
        case .wrongPassphrase: "keystore: wrong passphrase, or the file was altered"
        case .addressMismatch(let claimed, let actual):
            "keystore: the file claims address \(claimed), but its key has \(actual)"
        case .invalidKey: "keystore: what was encrypted is not a private key"
        case .derivationFailed: "keystore: the key derivation failed, probably for want of memory"
        }
    }
}
