import Ethereum
import Primitives
import Secp256k1

/// The accounts for which the chain signs.
struct Signers: Sendable {
    /// All accounts in their order, those without a key too.
    let addresses: [Address]
    private let keys: [Address: PrivateKey]

    init(_ accounts: [DevAccount]) {
        addresses = accounts.map(\.address)
        var keys: [Address: PrivateKey] = [:]
        for account in accounts { keys[account.address] = account.privateKey }
        self.keys = keys
    }

    /// The key of an account; nil if nobody here can sign for it.
    func key(of address: Address) -> PrivateKey? { keys[address] }

    /// The signature of a digest: r, s, and v of 27 or 28.
    func sign(_ digest: Bytes32, by address: Address) throws(RPCError) -> JSON {
        guard let key = keys[address] else { throw .server("unknown account") }
        do { return .data(try key.sign(digest).recoverable()) } catch {
            throw .internalError("signing failed: \(error)")
        }
    }
}
