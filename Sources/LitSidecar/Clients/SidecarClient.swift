internal import Lit
internal import LitProtocol
internal import Synchronization

/// What belongs to one client: its connection, its wallets, its sessions. Whoever has its id has all of it, and
/// nobody else has any.
package final class SidecarClient: Sendable {
    /// The only way to it: `c_` and 32 random digits.
    package let id: String
    let lit: LitClient

    private struct State {
        /// In the order in which they came; the first is the default.
        var wallets: [EthereumWallet] = []
        var sessions: [(id: String, session: Session)] = []
        /// PKPs that were looked up: a token's key never changes.
        var pkps: [UInt256: PKP] = [:]
        var tokens: [Address: UInt256] = [:]
    }

    private let state = Mutex(State())

    init(_ lit: LitClient, id: String) {
        self.lit = lit
        self.id = id
    }

    // MARK: Wallets

    var wallets: [EthereumWallet] { state.withLock(\.wallets) }

    /// One that is there already stays where it is.
    func add(_ wallet: EthereumWallet) {
        state.withLock { state in
            guard !state.wallets.contains(where: { $0.address == wallet.address }) else { return }
            state.wallets.append(wallet)
        }
    }

    /// - Throws: ``Failure`` with `unknownWallet`.
    func removeWallet(_ address: Address) throws(Failure) {
        let isGone = state.withLock { state in
            let count = state.wallets.count
            state.wallets.removeAll { $0.address == address }
            return state.wallets.count < count
        }
        guard isGone else { throw Self.unknownWallet(address) }
    }

    /// - Parameter address: nil for the first.
    /// - Throws: ``Failure`` with `unknownWallet`.
    func wallet(_ address: Address?) throws(Failure) -> EthereumWallet {
        let wallets = wallets
        guard let address else {
            guard let first = wallets.first else {
                throw Failure(
                    .unknownWallet, "This client has no wallet.",
                    hint: "Add one: POST /v1/clients/C/wallets, or name it when the client is made.")
            }
            return first
        }
        guard let wallet = wallets.first(where: { $0.address == address }) else {
            throw Self.unknownWallet(address)
        }
        return wallet
    }

    private static func unknownWallet(_ address: Address) -> Failure {
        Failure(
            .unknownWallet, "This client has no wallet \(address).",
            hint: "Add it: POST /v1/clients/C/wallets with its private key.")
    }

    /// The contracts, which the wallet's transactions are sent to.
    func contracts(of signer: any EthereumSigner) -> LitContracts {
        lit.contracts.connected(to: account(of: signer))
    }

    /// The account on the network's chain.
    func account(of signer: any EthereumSigner) -> EthereumAccount {
        EthereumAccount(signer: signer, provider: lit.contracts.provider)
    }

    // MARK: Sessions

    private static let sessionLimit = 1000

    var sessions: [(id: String, session: Session)] { state.withLock(\.sessions) }

    /// Of very many, those that are over go first.
    func add(_ session: Session) -> String {
        let id = RandomID.session()
        state.withLock { state in
            if state.sessions.count >= Self.sessionLimit {
                state.sessions.removeAll { !$0.session.canRenew && $0.session.isExpired() }
            }
            if state.sessions.count >= Self.sessionLimit { state.sessions.removeFirst() }
            state.sessions.append((id, session))
        }
        return id
    }

    /// - Throws: ``Failure`` with `unknownSession`.
    func session(_ id: String) throws(Failure) -> Session {
        guard let found = sessions.first(where: { $0.id == id }) else { throw Self.unknownSession() }
        return found.session
    }

    /// - Throws: ``Failure`` with `unknownSession`.
    func removeSession(_ id: String) throws(Failure) {
        let isGone = state.withLock { state in
            let count = state.sessions.count
            state.sessions.removeAll { $0.id == id }
            return state.sessions.count < count
        }
        guard isGone else { throw Self.unknownSession() }
    }

    private static func unknownSession() -> Failure {
        Failure(
            .unknownSession, "This client has no session of that id.",
            hint: "Make one: POST /v1/clients/C/sessions.")
    }

    // MARK: PKPs

    /// How a text names a PKP.
    enum PKPName: Sendable {
        case key(PKP)
        case token(UInt256)
        case address(Address)

        /// By its length: an address, a public key, or a token id.
        init(_ value: RequestValue) throws(Failure) {
            let text = try value.text()
            switch text.utf8.count {
            case 42 where text.hasPrefix("0x"): self = .address(try value.address())
            case 130, 132:
                guard let bytes = try? Hex.decode(text, count: 65), let pkp = PKP(publicKey: bytes) else {
                    throw Self.wrong(value)
                }
                self = .key(pkp)
            default:
                let isHex = text.hasPrefix("0x") || text.utf8.count == 64
                guard let token = isHex ? UInt256(hexadecimal: text) : UInt256(decimal: text) else {
                    throw Self.wrong(value)
                }
                self = .token(token)
            }
        }

        private static func wrong(_ value: RequestValue) -> Failure {
            value.wrong(
                "names no PKP: give its token id, its address (0x and 40 digits) or its public key (0x04…)")
        }
    }

    /// The PKP that a request names.
    ///
    /// - Parameter isVerified: whether the chain is asked even for a public key, which says all by itself.
    /// - Throws: ``Failure``; `EthereumRPCError`; `LitError` with `pkpNotFound`.
    func pkp(_ value: RequestValue, isVerified: Bool = false) async throws -> PKP {
        var token: UInt256
        switch try PKPName(value) {
        case .key(let pkp) where !isVerified: return pkp
        case .key(let pkp): token = pkp.tokenID
        case .token(let given): token = given
        case .address(let address):
            if let known = state.withLock({ $0.tokens[address] }) {
                token = known
            } else {
                token = try await lit.contracts.pubkeyRouter.tokenID(of: address)
            }
        }
        if let known = state.withLock({ $0.pkps[token] }) { return known }
        guard !token.isZero, let pkp = try await lit.contracts.pkp(token) else {
            throw LitError(
                .pkpNotFound, "There is no PKP \(value.json.string ?? "") on this network.",
                hint: "Check the number; mint it on this network.")
        }
        remember(pkp)
        return pkp
    }

    /// So that it need not be looked up.
    func remember(_ pkp: PKP) {
        state.withLock { state in
            if state.pkps.count >= 10_000 { (state.pkps, state.tokens) = ([:], [:]) }
            state.pkps[pkp.tokenID] = pkp
            state.tokens[pkp.address] = pkp.tokenID
        }
    }
}
