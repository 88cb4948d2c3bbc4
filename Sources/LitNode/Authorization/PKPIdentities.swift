internal import Ethereum
internal import LitContracts
internal import Primitives

/// The names under which a PKP may permit the one on whose behalf something is done.
struct PKPIdentities: Sendable {
    /// Accounts that are proved to be the user's; as owner they need no permission.
    let accounts: [Address]
    /// What may stand among the permitted auth methods, without public keys.
    let methods: [AuthMethod]

    /// In the order in which nodes look: auth methods, actions, the session's wallet.
    init(_ context: AuthContext) {
        var accounts: [Address] = []
        var methods: [AuthMethod] = []
        for method in context.methods {
            let type = AuthMethodType(rawValue: UInt256(method.type))
            methods.append(.user(method.userID, of: method.appID, type: type))
            if type == .ethereumAddress, let account = try? Address(method.userID) {
                accounts.append(account)
                methods += Self.forms(of: account)
            }
        }
        for action in context.actionStack {
            if let cid = try? CID(action) { methods.append(.action(cid)) }
        }
        if let account = context.address {
            accounts.append(account)
            methods += Self.forms(of: account)
        }
        self.accounts = accounts
        self.methods = methods
    }

    /// An account's twenty bytes, and the hashes of its two spellings.
    private static func forms(of account: Address) -> [AuthMethod] {
        [
            .address(account), .user(account.prefixedHex, of: "lit", type: .ethereumAddress),
            .wallet(account),
        ]
    }

    /// Those of the permitted methods that are the user's, each once.
    func matches(among permitted: [AuthMethod]) -> [AuthMethod] {
        var seen: Set<AuthMethod> = []
        let mine = Set(methods)
        return permitted.compactMap { method in
            let name = AuthMethod(type: method.type, id: method.id)
            return mine.contains(name) && seen.insert(name).inserted ? name : nil
        }
    }
}
