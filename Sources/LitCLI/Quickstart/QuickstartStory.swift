import Ethereum
import EthereumRPC
import Lit
import LitContracts
import LocalNetwork
import Primitives
import Secp256k1
import ThresholdBLS

/// The first minute, told and verified: each step adds what the next one needs.
struct QuickstartStory {
    let story: Story
    let directory: StateDirectory

    static let greeting = "Hello from Swift."

    /// Tells all of it.
    ///
    /// - Parameter start: brings the network up.
    func tell(_ start: () async throws -> Void) async throws {
        let status = try await network(start)
        let wallet = try await wallet(status)
        let lit = try await story.step("A client shakes hands with the nodes") { step in
            try await connect(wallet, &step)
        }
        do {
            try await onNetwork(lit, wallet)
        } catch {
            await lit.disconnect()
            throw error
        }
        await lit.disconnect()
    }

    private func onNetwork(_ lit: LitClient, _ wallet: EthereumWallet) async throws {
        let pkp = try await mint(lit, wallet)
        let session = try await session(lit, wallet, pkp)
        try await action(lit, pkp, session)
        try await sign(lit, pkp, session)
        try await spend(lit, wallet, pkp, session)
        try await ownSession(lit, wallet, pkp)
        try await stranger(lit, pkp)
    }

    private func network(_ start: () async throws -> Void) async throws -> JSON {
        try await story.step("A network comes up: a chain, contracts, nodes") { step in
            try await start()
            let status = try await NetworkControl(directory).status()
            let nodes = status["nodes"]?.array ?? []
            step.fact("chain", "\(status["chainId"]?.int ?? 0) at \(status["rpcUrl"]?.string ?? "")")
            for node in nodes { step.fact("nodes", node["url"]?.string ?? "") }
            try step.check(
                "\(nodes.count) processes have made their keys together, and each is ready",
                !nodes.isEmpty && nodes.allSatisfy { $0["ready"]?.bool == true })
            return status
        }
    }

    private func wallet(_ status: JSON) async throws -> EthereumWallet {
        try await story.step("A wallet is made, and given ether") { step in
            let wallet = EthereumWallet.random()
            let provider = try EthereumProvider(url: status["rpcUrl"]?.string ?? "")
            let bank = EthereumAccount(signer: try WalletOption.localAccount(0), provider: provider)
            _ = try await bank.send(to: wallet.address, value: .ether("10")).receipt()
            let balance = try await provider.balance(of: wallet.address)
            step.fact("wallet", wallet.address.checksummed)
            try step.check("it has 10 ether on the chain", balance == (try .ether("10")))
            return wallet
        }
    }

    /// Told by the nodes, and by the contracts as they are on the chain.
    private func connect(_ wallet: EthereumWallet, _ step: inout Story.Step) async throws -> LitClient {
        let lit = try await LitClient.connect(to: .local(state: directory.path), wallet: wallet)
        let info = lit.network
        step.fact("network", "epoch \(info.epoch), \(info.threshold) of \(info.nodes.count) sign together")
        let contracts = lit.contracts
        let validators = try await contracts.staking.activeValidators().validators
        try step.check(
            "the nodes are those that have staked on the chain", validators.count == info.nodes.count)
        let voted = try await contracts.pubkeyRouter.rootKeys(of: contracts.staking.address)
        try step.check(
            "their root keys are those that they have voted for there",
            info.rootKeys.map(\.compressed)
                == voted.filter { $0.keyType == .secp256k1 }.map { key in
                    (try? PublicKey(key.publicKey))?.compressed ?? []
                })
        return lit
    }

    private func mint(_ lit: LitClient, _ wallet: EthereumWallet) async throws -> PKP {
        try await story.step("The wallet mints a programmable key pair (PKP)") { step in
            let contracts = lit.contracts
            let pkp = try await contracts.mintPKP(
                authorizing: .wallet(wallet), scopes: [.signAnything, .personalSign])
            step.fact("public key", pkp.publicKey.hex)
            step.fact("address", pkp.address.checksummed)
            let routing = try await contracts.pubkeyRouter.routingData(of: pkp.tokenID)
            let derived = try RootKeys(lit.network.rootKeys).derive(DerivedKeyID(routing.derivedKeyID))
            try step.check(
                "derived here from the root keys, it is the same key",
                derived.publicKey.uncompressed == pkp.publicKey)
            let permission = try await contracts.permissions(of: pkp).first {
                $0.authMethod == .wallet(wallet)
            }
            try step.check(
                "the contract says what the wallet may: sign anything, personal messages",
                permission?.scopes == [.signAnything, .personalSign])
            try step.check(
                "it owns itself: nobody can take it away",
                try await contracts.pkpNFT.owner(of: pkp.tokenID) == pkp.address)
            return pkp
        }
    }

    private func session(_ lit: LitClient, _ wallet: EthereumWallet, _ pkp: PKP) async throws -> Session {
        try await story.step("The wallet signs in once (SIWE), for a session of 24 hours") { step in
            let session = try await lit.session(
                for: wallet, allowing: [.executeActions(), .sign(with: pkp)], lasting: .hours(24))
            step.fact("allows", "to run any action, to sign with this PKP")
            let narrow = try await lit.session(
                for: wallet, allowing: [.executeActions()], lasting: .minutes(5))
            let refusal = await refusal { try await lit.sign(Keccak256.hash([]), with: pkp, session: narrow) }
            try step.check(
                "what a session does not allow is refused before anything is sent",
                refusal?.code == .sessionLacksPermission)
            return session
        }
    }

    private static let code = """
        (async () => {
          console.log("signing for " + name);
          await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
          Lit.Actions.setResponse({ response: JSON.stringify({ hello: name }) });
        })();
        """

    private func action(_ lit: LitClient, _ pkp: PKP, _ session: Session) async throws {
        try await story.step("A Lit Action runs on every node, and signs") { step in
            let digest = Keccak256.hash(Array(Self.greeting.utf8))
            let result = try await lit.execute(
                Self.code,
                parameters: [
                    "toSign": .bytes(digest), "publicKey": .string("0x" + pkp.publicKey.hex), "name": "world",
                ], session: session)
            let signature = try result.signature("sig1")
            step.fact("response", ActionNarrator.plain(result.response))
            step.fact(
                "log",
                result.logs.split(separator: "\n").map { ActionNarrator.plain(String($0)) }.joined(
                    separator: " "))
            step.fact("signature", signature.recoverable().hex)
            try step.check(
                "all nodes gave the same response",
                result.response == #"{"hello":"world"}"# && result.differingResponses.isEmpty)
            try step.check(
                "the shares make one signature, which recovers to the PKP's address",
                Address(try signature.recover(digest)) == pkp.address)
        }
    }

    private func sign(_ lit: LitClient, _ pkp: PKP, _ session: Session) async throws {
        try await story.step("The PKP signs a message (EIP-191), like any wallet") { step in
            let signature = try await lit.account(pkp, session: session).sign(message: Self.greeting)
            step.fact("message", Self.greeting)
            step.fact("signature", signature.recoverable().hex)
            let recovered = try PersonalMessage.recoverAddress(
                Array(Self.greeting.utf8), signature: signature)
            try step.check("the signature recovers to the PKP's address", recovered == pkp.address)
            let other = try? PersonalMessage.recoverAddress(
                Array(Self.greeting.lowercased().utf8), signature: signature)
            try step.check("with one letter changed it does not", other != pkp.address)
        }
    }

    private func spend(
        _ lit: LitClient, _ wallet: EthereumWallet, _ pkp: PKP, _ session: Session
    ) async throws {
        try await story.step("It is given ether, and signs a transaction (EIP-1559)") { step in
            let provider = lit.contracts.provider
            let friend = EthereumWallet.random().address
            _ = try await EthereumAccount(signer: wallet, provider: provider)
                .send(to: pkp.address, value: .ether("1")).receipt()
            let receipt = try await lit.account(pkp, session: session)
                .send(to: friend, value: .ether("0.01")).receipt()
            step.fact("transaction", receipt.transactionHash.bytes.prefixedHex)
            step.fact("to", friend.checksummed)
            try step.check(
                "mined in block \(receipt.blockNumber), from the PKP, and succeeded",
                receipt.succeeded && receipt.from == pkp.address && receipt.type == 2)
            try step.check(
                "whoever was paid has 0.01 ether",
                try await provider.balance(of: friend) == (try .ether("0.01")))
        }
    }

    private func ownSession(_ lit: LitClient, _ wallet: EthereumWallet, _ pkp: PKP) async throws {
        try await story.step("The PKP has a session of its own, which the nodes allow") { step in
            let own = try await lit.session(
                for: pkp, authenticatedBy: [.wallet(wallet)],
                allowing: [.executeActions(), .sign(with: pkp)], lasting: .hours(1))
            let digest = Keccak256.hash(Array("again".utf8))
            let signature = try await lit.sign(digest, with: pkp, session: own)
            step.fact("signature", signature.recoverable().hex)
            try step.check(
                "the nodes have signed it with their key, and it signs again",
                Address(try signature.recover(digest)) == pkp.address)
        }
    }

    private func stranger(_ lit: LitClient, _ pkp: PKP) async throws {
        try await story.step("A stranger tries the same") { step in
            let stranger = EthereumWallet.random()
            let session = try await lit.session(
                for: stranger, allowing: [.sign(with: pkp)], lasting: .minutes(5))
            let refusal = await refusal {
                try await lit.sign(Keccak256.hash([]), with: pkp, session: session)
            }
            step.fact("stranger", stranger.address.checksummed)
            try step.check("the nodes refuse: the PKP does not permit him", refusal?.code == .notAuthorized)
        }
    }

    /// Why something was refused; nil if it was not.
    private func refusal(_ body: () async throws -> some Any) async -> LitError? {
        do {
            _ = try await body()
            return nil
        } catch {
            return LitError(error)
        }
    }
}
