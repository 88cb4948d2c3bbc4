import Lit
import Primitives

/// A client with a wallet, a key and a session.
struct Signer: Sendable {
    let lit: LitClient
    let wallet: EthereumWallet
    let pkp: PKP
    let session: Session

    static let action = """
        (async () => {
          await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "signature" });
          Lit.Actions.setResponse({ response: "done" });
        })();
        """

    init(state: String, key: String) async throws {
        wallet = try EthereumWallet(privateKey: key)
        lit = try await LitClient.connect(to: .local(state: state), wallet: wallet)
        pkp = try await lit.contracts.mintPKP(
            authorizing: .wallet(wallet), scopes: [.signAnything, .personalSign])
        session = try await lit.session(
            for: wallet, allowing: [.executeActions(), .sign(with: pkp)], lasting: .hours(24))
    }

    init(_ network: LoadedNetwork) async throws {
        try await self.init(state: network.folder, key: network.key(1))
    }

    func sign(_ digest: Bytes32) async throws {
        let signature = try await lit.sign(digest, with: pkp, session: session)
        guard try Address(signature.recover(digest)) == pkp.address else {
            throw LoadError("The signature of \(digest.hex) is another key's.")
        }
    }

    func execute(_ digest: Bytes32) async throws {
        let result = try await lit.execute(
            Self.action, parameters: ["toSign": .bytes(digest), "publicKey": .string(pkp.publicKey.hex)],
            session: session)
        let signature = try result.signature("signature")
        guard try Address(signature.recover(digest)) == pkp.address else {
            throw LoadError("The action's signature of \(digest.hex) is another key's.")
        }
    }

    /// A session of the key's own.
    func allowSession() async throws {
        _ = try await lit.session(
            for: pkp, authenticatedBy: [.wallet(wallet)], allowing: [.executeActions(), .sign(with: pkp)])
    }

    func end() async { await lit.disconnect() }
}
