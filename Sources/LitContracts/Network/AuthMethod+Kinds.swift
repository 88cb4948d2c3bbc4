public import Ethereum
public import Primitives

extension AuthMethod {
    /// A wallet as the JavaScript SDK names it when it mints: the hash of `<checksummed address>:lit`.
    ///
    /// PKPs that permit it are found by wallets of either SDK. ``address(_:)`` is another method of the same account.
    public static func wallet(_ address: Address) -> AuthMethod {
        AuthMethod(type: .ethereumAddress, id: Keccak256.hash("\(address.checksummed):lit".utf8).bytes)
    }

    /// As ``wallet(_:)-(Address)``.
    public static func wallet(_ wallet: EthereumWallet) -> AuthMethod { .wallet(wallet.address) }

    /// An account by its twenty bytes: what ``PKPPermissions`` calls a permitted address.
    public static func address(_ address: Address) -> AuthMethod {
        AuthMethod(type: .ethereumAddress, id: address.bytes)
    }

    /// A Lit Action, by the hash of its code as IPFS has it.
    public static func action(_ cid: CID) -> AuthMethod {
        AuthMethod(type: .action, id: cid.permissionBytes)
    }

    /// Somebody whom a service knows by `userID`, for an application: the hash of `<user id>:<application id>`.
    public static func user(_ userID: String, of appID: String, type: AuthMethodType) -> AuthMethod {
        AuthMethod(type: type, id: Keccak256.hash("\(userID):\(appID)".utf8).bytes)
    }

    /// A method of an application's own.
    ///
    /// - Parameter type: a number above those that have names.
    public static func custom(type: AuthMethodType, id: [UInt8]) -> AuthMethod {
        AuthMethod(type: type, id: id)
    }
}

extension CID {
    /// The form in which contracts have it: the multihash alone, 34 bytes with SHA-256.
    var permissionBytes: [UInt8] { (try? asVersion0())?.bytes ?? bytes }
}

extension AuthMethod: CustomStringConvertible {
    /// For people, such as `an Ethereum address 0x…`.
    public var description: String {
        if type == .ethereumAddress, let address = try? Address(id) { return "the address \(address)" }
        if type == .ethereumAddress { return "a wallet, \(id.prefixedHex)" }
        if type == .action, let cid = try? CID(id) { return "the Lit Action \(cid.text(in: .base58))" }
        return "\(type), \(id.prefixedHex)"
    }
}
