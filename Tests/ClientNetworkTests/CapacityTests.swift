import Lit
import NetworkTestSupport
import Testing

/// Nodes that serve only whom a capacity credit pays for: `lit up --rate-limiting`.
@Suite(.timeLimit(.minutes(3))) struct CapacityNetworkTests {
    private func isServed(_ call: () async throws -> Void) async -> Bool {
        do {
            try await call()
            return true
        } catch {
            #expect((error as? LitError)?.code == .rateLimited, "\(error)")
            return false
        }
    }

    @Test func `Only whom somebody pays for is served, as often as that was agreed`() async throws {
        try await RealNetwork.with(options: ["--rate-limiting"]) { network in
            func client(_ account: Int) async throws -> (lit: LitClient, wallet: EthereumWallet) {
                let wallet = EthereumWallet(privateKey: try network.key(account))
                return (
                    try await LitClient.connect(to: .local(state: network.folder), wallet: wallet), wallet
                )
            }
            let (poor, rich) = (try await client(1), try await client(2))
            let pkp = try await poor.lit.contracts.mintPKP(
                authorizing: .wallet(poor.wallet), scopes: [.signAnything])
            let digest = PersonalMessage.hash("who pays?")
            func sign(_ capacity: [DelegatedCapacity]) async throws {
                let session = try await poor.lit.session(
                    for: poor.wallet, allowing: [.sign(with: pkp), .executeActions()],
                    options: SessionOptions(capacity: capacity))
                let signature = try await poor.lit.sign(digest, with: pkp, session: session)
                #expect(try Address(signature.recover(digest)) == pkp.address)
            }

            // Nobody pays.
            let refusal = await failure { try await sign([]) }
            #expect(refusal?.code == .rateLimited)
            #expect(refusal?.hint?.contains("capacity credit") == true, "\(refusal.map { "\($0)" } ?? "nil")")
            let session = try await poor.lit.session(for: poor.wallet, allowing: [.executeActions()])
            let action = await failure {
                _ = try await poor.lit.execute("Lit.Actions.setResponse({ response: '' })", session: session)
            }
            #expect(action?.code == .rateLimited)

            // Somebody does, as often as one likes. Nodes know of a credit once they have seen its block.
            let credit = try await rich.lit.contracts.mintCapacityCredit(.perKilosecond(100), days: 2)
            let unlimited = try await rich.lit.delegateCapacity(
                of: rich.wallet, .init(users: [poor.wallet.address], credit: credit.tokenID))
            try await eventually { await isServed { try await sign([unlimited]) } }

            // Twice.
            let delegated = try await rich.lit.delegateCapacity(
                of: rich.wallet, .init(users: [poor.wallet.address], uses: 2, credit: credit.tokenID))
            try await sign([delegated])
            try await sign([delegated])
            let usedUp = await failure { try await sign([delegated]) }
            #expect(usedUp?.code == .rateLimited)

            // One's own credit counts no uses.
            _ = try await poor.lit.contracts.mintCapacityCredit(.perKilosecond(10), days: 2)
            try await eventually { await isServed { try await sign([]) } }
            for _ in 0..<3 { try await sign([]) }
            await poor.lit.disconnect()
            await rich.lit.disconnect()
        }
    }
}
