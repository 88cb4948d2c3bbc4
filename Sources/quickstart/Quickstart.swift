import Ethereum
import EthereumRPC
import Foundation
import LitContracts
import Primitives
import Secp256k1
import ThresholdBLS

/// The first minute: a chain, the contracts of a network on it, a programmable key pair, and who may use it.
@main
struct Quickstart {
    static func main() async {
        let page = Page()
        do {
            try await run(page)
        } catch {
            page.fail("\(error)")
            exit(1)
        }
    }

    private static func run(_ page: Page) async throws {
        let start = ContinuousClock.now
        page.title("Lit for Swift", "quickstart: programmable keys, all on this machine")
        let chain = try await LocalChain.start()
        let contracts = try await deploy(page, chain)
        let standIns = try await beginEpoch(page, chain, contracts)
        let (wallet, pkp) = try await mint(page, chain, contracts, standIns)
        try await permissions(page, chain, contracts, wallet, pkp)
        try await sign(page, contracts, standIns, pkp)
        let elapsed = ContinuousClock.now - start
        let milliseconds =
            elapsed.components.seconds * 1000 + elapsed.components.attoseconds / 1_000_000_000_000_000
        page.end("Done in \(milliseconds) ms. Next: lit chain run, and lit chain deploy beside it.")
        await chain.stop()
    }

    private static func deploy(_ page: Page, _ chain: LocalChain) async throws -> LitContracts {
        page.step("A chain comes up, and the contracts of a network are deployed")
        let administrator = chain.accounts[0]
        let settings = DeploymentSettings(owner: administrator.address)
        let deployer = ContractDeployer(payer: administrator)
        let result = try await deployer.deploy(settings)
        page.row("chain", "\(result.chainID) at \(chain.url)")
        page.row("resolver", "\(result.layout[.contractResolver])")
        page.row("sent", "\(result.transactionCount) transactions, \(result.gasUsed) gas")
        let again = try await deployer.deploy(settings)
        try page.check(
            "deployed again, all is found in place and nothing is sent", again.transactionCount == 0)
        let contracts = try await LitContracts.resolved(
            by: result.layout[.contractResolver], provider: administrator.provider, account: administrator)
        let named = ContractKind.allCases.allSatisfy { contracts.addresses[$0] == result.layout[$0] }
        try page.check("the resolver names all of them", named)
        return contracts
    }

    private static func beginEpoch(
        _ page: Page, _ chain: LocalChain, _ contracts: LitContracts
    ) async throws -> StandIns {
        page.step("Three accounts stand in for nodes")
        page.note(
            "A network's nodes make root keys together, and nobody knows them. Here this machine makes them alone: "
                + "good for a demonstration, and for nothing else.")
        let standIns = try StandIns(Array(chain.accounts[1...3]))
        try await standIns.serve(contracts)
        let active = try await contracts.staking.activeValidators()
        let rootKeys = try await contracts.pubkeyRouter.rootKeys(of: contracts.staking.address)
        page.row(
            "validators", active.validators.map { "\($0.nodeAddress)".prefix(8) + "…" }.joined(separator: " ")
        )
        let kinds = [KeyType.bls12381, .secp256k1].map { kind in
            "\(rootKeys.count { $0.keyType == kind }) of \(kind)"
        }
        page.row("root keys", kinds.joined(separator: ", "))
        try page.check(
            "staked, joined and ready: epoch \(active.epoch.number) has begun with all three",
            active.epoch.number == UInt256(2) && active.validators.count == 3)
        try page.check("all three voted for the same root keys, in one order", rootKeys == standIns.rootKeys)
        return standIns
    }

    private static func mint(
        _ page: Page, _ chain: LocalChain, _ contracts: LitContracts, _ standIns: StandIns
    ) async throws -> (EthereumWallet, PKP) {
        page.step("A wallet mints a programmable key pair (PKP)")
        let wallet = EthereumWallet.random()
        let account = EthereumAccount(signer: wallet, provider: contracts.provider)
        _ = try await chain.accounts[0].send(to: wallet.address, value: .ether("1")).receipt()
        let mine = contracts.connected(to: account)
        let method = AuthMethod.wallet(wallet)
        let minting = try await mine.pkpHelper.mintNextAndAddAuthMethods(
            types: [method.type], ids: [method.id], publicKeys: [method.userPublicKey],
            scopes: [[.signAnything]], permitsItself: true, ownsItself: true, value: mine.pkpNFT.mintCost())
        let (pkp, receipt) = (try await minting.outcome(), try await minting.receipt())
        page.row("wallet", wallet.address.checksummed)
        page.row("public key", pkp.publicKey.hex)
        page.row("address", pkp.address.checksummed)
        page.row("gas", "\(receipt.gasUsed): the key derived on chain, a token, two permissions")
        let id = DerivedKeyID(try await contracts.pubkeyRouter.routingData(of: pkp.tokenID).derivedKeyID)
        let derived = try RootKeys(standIns.secp256k1Keys).derive(id)
        try page.check(
            "derived off the chain from the same root keys, the key is the same",
            derived.publicKey.uncompressed == pkp.publicKey && derived.tokenID == pkp.tokenID)
        try page.check(
            "it owns itself: only who signs with it can change its permissions",
            try await contracts.pkpNFT.owner(of: pkp.tokenID) == pkp.address)
        return (wallet, pkp)
    }

    private static func permissions(
        _ page: Page, _ chain: LocalChain, _ contracts: LitContracts, _ wallet: EthereumWallet, _ pkp: PKP
    ) async throws {
        page.step("The PKP says who may use it")
        let permissions = try await contracts.permissions(of: pkp)
        for permission in permissions {
            let isOwn = permission.authMethod == .address(pkp.address)
            let who =
                permission.authMethod == .wallet(wallet)
                ? "the wallet" : isOwn ? "the PKP" : "somebody"
            let what = permission.scopes.map(\.description).joined(separator: ", ")
            page.row(who, what.isEmpty ? "is its own owner" : "may \(what)")
        }
        let first = permissions.first { $0.authMethod == .wallet(wallet) }
        try page.check("the wallet may sign anything", first?.scopes == [.signAnything])
        let stranger = chain.accounts[4]
        try page.check(
            "a stranger is not permitted",
            try await !contracts.pkpPermissions.isPermittedAddress(
                tokenID: pkp.tokenID, address: stranger.address))
        let attempt = await refusal {
            try await contracts.connected(to: stranger).permit(
                .address(stranger.address), scopes: [.signAnything], for: pkp)
        }
        try page.check("nor can he permit himself: \"\(attempt ?? "")\"", attempt == "Not PKP NFT owner")
    }

    private static func sign(
        _ page: Page, _ contracts: LitContracts, _ standIns: StandIns, _ pkp: PKP
    ) async throws {
        page.step("It signs a message (EIP-191), as nodes would with shares of its key")
        let text = "Hello from Swift."
        let id = DerivedKeyID(try await contracts.pubkeyRouter.routingData(of: pkp.tokenID).derivedKeyID)
        let signer = EthereumWallet(privateKey: try standIns.derivedKey(id))
        let signature = try signer.sign(message: text)
        page.row("message", text)
        page.row("signature", signature.recoverable().hex)
        let recovered = try PersonalMessage.recoverAddress(Array(text.utf8), signature: signature)
        try page.check("the signature recovers to the PKP's address", recovered == pkp.address)
        let other = try? PersonalMessage.recoverAddress(Array("hello from Swift.".utf8), signature: signature)
        try page.check("with one letter changed it does not", other != pkp.address)
    }

    /// What a contract says when it refuses.
    private static func refusal(_ body: () async throws -> some Any) async -> String? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? EthereumRPCError)?.revert?.description
        }
    }
}
