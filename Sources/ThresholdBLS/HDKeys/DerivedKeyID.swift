public import Primitives

/// Thirty-two bytes that name a derived key: who it is for, or which contract call made it.
///
/// The same root keys and the same id always give the same key.
public struct DerivedKeyID: Hashable, Sendable {
    /// The id as it is hashed, stored on the chain and signed by nodes.
    public let bytes: Bytes32

    /// An id that is already known, such as one read from a contract.
    public init(_ bytes: Bytes32) { self.bytes = bytes }

    /// From sixty-four hexadecimal digits, with or without `0x`.
    public init(hex text: some StringProtocol) throws(HexError) {
        bytes = try Bytes32(hex: text)
    }

    /// Of a claim by an auth method: Keccak-256 of `userID:appID` in UTF-8.
    ///
    /// - Parameters:
    ///   - userID: who the method says the user is, such as the `sub` of a token or an address.
    ///   - appID: for which application, such as the `aud` of a token; `lit` for wallets.
    public init(userID: String, appID: String) {
        bytes = Keccak256.hash(Array((userID + ":" + appID).utf8))
    }

    /// Of a claim made by action code: Keccak-256 of `CID_name` in UTF-8, as nodes compute it.
    ///
    /// - Parameters:
    ///   - actionCID: the IPFS id of the action, which no other code can claim for.
    ///   - name: the key's name, chosen by the code.
    public init(actionCID: String, name: String) {
        bytes = Keccak256.hash(Array((actionCID + "_" + name).utf8))
    }

    /// What the JavaScript SDK's helper computes for actions: Keccak-256 of `appID:userID`.
    ///
    /// Nodes join the parts with `_` (see ``init(actionCID:name:)``); no key is claimed under this id. It is
    /// here for programs that have stored such ids.
    public static func likeSDKForActions(userID: String, appID: String) -> DerivedKeyID {
        DerivedKeyID(userID: appID, appID: userID)
    }

    /// Of a mint without a claim: Keccak-256 of the next token's number (32 bytes) and the previous
    /// block's hash, as the contract computes it.
    public init(mintNumber: UInt256, previousBlockHash: Bytes32) {
        bytes = Keccak256.hash(mintNumber.bytes32.bytes + previousBlockHash.bytes)
    }
}

extension DerivedKeyID: CustomStringConvertible {
    /// Sixty-four lowercase digits, as on the wire.
    public var description: String { bytes.hex }
}
