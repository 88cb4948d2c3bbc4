internal import Lit
internal import LitProtocol
internal import Secp256k1

/// Whoever a request says shall sign: a wallet of the client, or a PKP by a session.
struct ChosenSigner: Sendable {
    private enum Kind: Sendable {
        case wallet(EthereumWallet)
        case session(PKP, Session)
        case signatures(PKP, [String: AuthSig])
    }

    private let kind: Kind
    private let client: SidecarClient
    private let deadline: ContinuousClock.Instant

    /// - Parameter deadline: for what the network is asked.
    init(_ value: RequestValue, of client: SidecarClient, until deadline: ContinuousClock.Instant)
        async throws
    {
        self.client = client
        self.deadline = deadline
        if let wallet = try value["wallet"]?.address() {
            kind = .wallet(try client.wallet(wallet))
            return
        }
        let name = try value.required("pkp")
        if let session = try value["session"]?.text() {
            let session = try client.session(session)
            kind = .session(try await client.pkp(name), session)
        } else {
            let signatures = try value.required("sessionSigs").sessionSigs()
            kind = .signatures(try await client.pkp(name), signatures)
        }
    }

    /// A PKP by a session that is at hand.
    init(_ pkp: PKP, _ session: Session, of client: SidecarClient, until deadline: ContinuousClock.Instant) {
        self.client = client
        self.deadline = deadline
        kind = .session(pkp, session)
    }

    /// The key that signs.
    var publicKey: PublicKey {
        get throws {
            switch kind {
            case .wallet(let wallet): wallet.privateKey.publicKey
            case .session(let pkp, _), .signatures(let pkp, _): try PublicKey(pkp.publicKey)
            }
        }
    }

    /// Signs a digest as it is.
    func sign(digest: Bytes32) async throws -> Signature {
        let timeout = max(.milliseconds(1), deadline - .now)
        return switch kind {
        case .wallet(let wallet): try wallet.privateKey.sign(digest)
        case .session(let pkp, let session):
            try await client.lit.sign(digest, with: pkp, session: session, timeout: timeout)
        case .signatures(let pkp, let signatures):
            try await client.lit.sign(
                digest, with: PublicKey(pkp.publicKey), as: .signatures(signatures), timeout: timeout)
        }
    }
}

extension ChosenSigner: EthereumSigner {
    var address: Address {
        switch kind {
        case .wallet(let wallet): wallet.address
        case .session(let pkp, _), .signatures(let pkp, _): pkp.address
        }
    }

    func sign(_ transaction: Transaction) async throws -> SignedTransaction {
        try SignedTransaction(transaction, signature: await sign(digest: transaction.signingHash))
    }

    func sign(message: [UInt8]) async throws -> Signature {
        try await sign(digest: PersonalMessage.hash(message))
    }

    func sign(_ data: TypedData) async throws -> Signature { try await sign(digest: data.digest) }
}
