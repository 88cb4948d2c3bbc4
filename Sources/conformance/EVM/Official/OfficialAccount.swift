import Ethereum
import Primitives

/// An account of a state that a test begins or ends with.
struct OfficialAccount: Sendable {
    let address: Address
    let nonce: UInt64
    let balance: UInt256
    let code: [UInt8]
    /// Slots with their words, in the order of the file; no word is zero.
    let storage: [(slot: UInt256, word: UInt256)]

    /// The accounts of an object by address, in the order of the file.
    static func parse(_ value: JSON) throws -> [OfficialAccount] {
        guard let object = value.object else { throw BadCase("a state is not an object of accounts") }
        return try object.map { address, account in
            do {
                guard let storage = try account.member("storage").object else {
                    throw BadCase("storage is not an object")
                }
                return OfficialAccount(
                    address: try JSON.address(address, "the account's name"),
                    nonce: try account.word("nonce"), balance: try account.number("balance"),
                    code: try account.bytes("code"),
                    storage: try storage.map { slot, word in
                        (try JSON.number(slot, "a slot"), try JSON.number(word.string ?? "", "slot \(slot)"))
                    })
            } catch let error as BadCase {
                throw BadCase("account \(address): \(error)")
            }
        }
    }
}
