internal import Ethereum
internal import Synchronization

/// An account that the first sign-in decides.
final class AccountOnce: Sendable {
    private let account: Mutex<Address?>

    init(_ account: Address?) { self.account = Mutex(account) }

    var value: Address? { account.withLock { $0 } }

    /// Remembers the first.
    func set(_ address: Address) {
        account.withLock { if $0 == nil { $0 = address } }
    }
}
