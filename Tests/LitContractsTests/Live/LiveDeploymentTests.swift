import DevChain
import Ethereum
import EthereumRPC
import LitContracts
import Primitives
import Synchronization
import Testing

@Suite struct LiveDeploymentTests {
    private func settings(_ chain: TestChain, owner: Int = 0) -> DeploymentSettings {
        DeploymentSettings(owner: chain.accounts[owner].address)
    }

    @Test("a fresh deployment is complete, within its planned gas, and a second one sends nothing")
    func aFreshDeploymentIsCompleteWithinIts() async throws {
        try await withChain { chain in
            let deployer = ContractDeployer(payer: try chain.account(0))
            let planned = Mutex<[DeploymentStep.Action: UInt64]>([:])
            let result = try await deployer.deploy(settings(chain)) { event in
                switch event {
                case .planned(let plan, _):
                    planned.withLock { sums in
                        for step in plan.ready + plan.later { sums[step.action] = step.gas }
                    }
                case .mined(let step, let receipt):
                    let limit = planned.withLock { $0[step.action] ?? 0 }
                    #expect(receipt.gasUsed <= limit, "\(step)")
                default: Issue.record("no factory is needed")
                }
            }
            #expect(result.transactionCount == 28)
            #expect(chain.transactions.count == 28)
            #expect(result.remaining.isEmpty)
            #expect(try await deployer.plan(settings(chain)).0.isComplete)
            for contract in result.layout.contracts {
                #expect(try await deployer.payer.provider.code(at: contract.address) == contract.runtimeCode)
            }
            let again = try await deployer.deploy(settings(chain))
            #expect(again.transactionCount == 0)
            #expect(chain.transactions.count == 28)
        }
    }

    @Test("cut off after any transaction, the next attempt does the rest and nothing twice")
    func cutOffAfterAnyTransactionTheNext() async throws {
        for cut in [0, 1, 2, 7, 13, 14, 15, 20, 27] {
            try await withChain { chain in
                let left = Mutex(cut)
                chain.intercept { method, _ in
                    guard method == "eth_sendRawTransaction" else {
                        // Once the connection is lost, it is lost for everything.
                        if left.withLock({ $0 < 0 }) { throw TestChain.Cut() }
                        return nil
                    }
                    if left.withLock({ left in
                        left -= 1
                        return left < 0
                    }) {
                        throw TestChain.Cut()
                    }
                    return nil
                }
                var account = try EthereumAccount(
                    signer: chain.accounts[0], provider: chain.provider, options: Self.impatient,
                    nonces: NonceKeeper())
                await #expect(throws: (any Error).self) {
                    try await ContractDeployer(payer: account).deploy(settings(chain))
                }
                let sent = chain.transactions.count
                #expect(sent == cut)
                chain.intercept(nil)
                // Another process: nothing is remembered.
                account = try EthereumAccount(
                    signer: chain.accounts[0], provider: chain.provider, nonces: NonceKeeper())
                let result = try await ContractDeployer(payer: account).deploy(settings(chain))
                #expect(result.transactionCount == 28 - cut)
                #expect(chain.transactions.count == 28)
                let actions = try await ContractDeployer(payer: account).plan(settings(chain)).0
                #expect(actions.isComplete)
            }
        }
    }

    private static var impatient: EthereumAccount.Options {
        var options = EthereumAccount.Options()
        options.sendTimeout = .milliseconds(50)
        return options
    }

    @Test("the same settings give the same addresses on chains with other ids and histories")
    func theSameSettingsGiveTheSameAddresses() async throws {
        let first = try await withChain { chain in
            try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain)).layout
        }
        let second = try await withChain(chainID: 5, blocks: 3) { chain in
            // Another payer, with a history.
            let payer = try chain.account(3)
            _ = try await payer.send(to: .zero, value: UInt256(1)).receipt()
            let owner = try chain.account(0)
            return try await ContractDeployer(payer: payer, owner: owner).deploy(settings(chain)).layout
        }
        #expect(first == second)
    }

    @Test("where the factory is missing, it is brought by the transaction that everybody knows")
    func whereTheFactoryIsMissingItIs() async throws {
        try await withChain(predeploys: false) { chain in
            let result = try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain))
            #expect(result.transactionCount == 30)
            #expect(result.layout.settings.factory == Create2Factory.address)
            #expect(chain.transactions.contains { $0.encoded == Create2Factory.transaction })
            let again = try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain))
            #expect(again.transactionCount == 0)
        }
    }

    @Test("where that is refused, a factory of one's own serves, found again by its address")
    func whereThatIsRefusedAFactoryOf() async throws {
        try await withChain(predeploys: false) { chain in
            chain.intercept { method, params in
                guard method == "eth_sendRawTransaction",
                    params.first?.string == Create2Factory.transaction.prefixedHex
                else { return nil }
                throw RPCError.server("only replay-protected (EIP-155) transactions allowed over RPC")
            }
            let told = Mutex<[Address]>([])
            let deployer = ContractDeployer(payer: try chain.account(0))
            let result = try await deployer.deploy(settings(chain)) { event in
                if case .creatingFactory(let address) = event { told.withLock { $0.append(address) } }
            }
            let factory = result.layout.settings.factory
            #expect(told.withLock { $0 } == [factory])
            #expect(factory != Create2Factory.address)
            #expect(try await deployer.payer.provider.code(at: factory) == Create2Factory.runtimeCode)
            // No ether went to the made-up sender.
            #expect(try await deployer.payer.provider.balance(of: Create2Factory.deployer) == .zero)
            var own = settings(chain)
            own.factory = factory
            let again = try await deployer.deploy(own)
            #expect(again.transactionCount == 0)
            #expect(again.layout == result.layout)
        }
    }

    @Test("wrong code at an address is named, and nothing is sent")
    func wrongCodeAtAnAddressIsNamed() async throws {
        try await withChain { chain in
            let layout = try DeploymentLayout(settings(chain))
            _ = try await chain.rpc.call(
                "anvil_setCode", [.string(layout[.pkpNFT].prefixedHex), "0x6001"], connection: nil)
            let error = await #expect(throws: DeploymentError.self) {
                try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain))
            }
            #expect(error?.code == .wrongCode("PKPNFT", at: layout[.pkpNFT]))
            #expect(chain.transactions.isEmpty)
        }
    }

    @Test("for another owner, what only he may do is left, exactly as it has to be sent")
    func forAnotherOwnerWhatOnlyHeMay() async throws {
        try await withChain { chain in
            let payer = try chain.account(1)
            let result = try await ContractDeployer(payer: payer).deploy(settings(chain))
            #expect(result.transactionCount == 14)
            #expect(result.remaining.count == 14)
            #expect(result.remaining.allSatisfy { $0.sender == chain.accounts[0].address })
            let again = try await ContractDeployer(payer: payer).deploy(settings(chain))
            #expect(again.transactionCount == 0)
            #expect(again.remaining == result.remaining)
            // The owner sends them by whatever means he has.
            let owner = try chain.account(0)
            for step in result.remaining {
                _ = try await owner.send(to: step.to, data: step.data).receipt()
            }
            let last = try await ContractDeployer(payer: payer).deploy(settings(chain))
            #expect(last.transactionCount == 0)
            #expect(last.remaining.isEmpty)
        }
    }

    @Test("with the owner's key at hand, the owner sends his part himself")
    func withTheOwnersKeyAtHandThe() async throws {
        try await withChain { chain in
            let deployer = ContractDeployer(payer: try chain.account(1), owner: try chain.account(0))
            let result = try await deployer.deploy(settings(chain))
            #expect(result.remaining.isEmpty)
            let senders = chain.transactions.map(\.sender)
            #expect(senders.count { $0 == chain.accounts[1].address } == 14)
            #expect(senders.count { $0 == chain.accounts[0].address } == 14)
        }
    }

    @Test("a chain without the opcodes of Cancun is found out before anything is sent")
    func aChainWithoutTheOpcodesOfCancun() async throws {
        for (opcode, name) in [(UInt8(0x5f), "PUSH0"), (0x5e, "MCOPY"), (0x5c, "TLOAD")] {
            try await withChain { chain in
                chain.intercept { method, params in
                    guard method == "eth_call", params[0]["to"] == nil,
                        let code = try? [UInt8](hex: params[0]["data"]?.string ?? ""), code.contains(opcode)
                    else { return nil }
                    throw RPCError.server("invalid opcode: opcode 0x\(String(opcode, radix: 16)) not defined")
                }
                let error = await #expect(throws: DeploymentError.self) {
                    try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain))
                }
                guard case .chainTooOld(let missing) = error?.code else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(missing.count == 1 && missing[0].hasPrefix(name))
                #expect(chain.transactions.isEmpty)
            }
        }
    }

    @Test("too little ether is named with what is needed, before anything is sent")
    func tooLittleEtherIsNamedWithWhat() async throws {
        try await withChain { chain in
            let payer = chain.accounts[0].address
            _ = try await chain.rpc.call(
                "anvil_setBalance", [.string(payer.prefixedHex), "0x1000"], connection: nil)
            let error = await #expect(throws: DeploymentError.self) {
                try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain))
            }
            guard case .insufficientFunds(payer, UInt256(0x1000), let needed) = error?.code else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(needed > UInt256(10_000_000_000_000_000))
            #expect(chain.transactions.isEmpty)
            // With exactly that much it works.
            _ = try await chain.rpc.call(
                "anvil_setBalance", [.string(payer.prefixedHex), .string(needed.quantityHex)], connection: nil
            )
            let result = try await ContractDeployer(payer: chain.account(0)).deploy(settings(chain))
            #expect(result.transactionCount == 28)
        }
    }

    @Test("a replaced contract is not taken back silently")
    func aReplacedContractIsNotTakenBack() async throws {
        try await withChain { chain in
            let account = try chain.account(0)
            let layout = try await ContractDeployer(payer: account).deploy(settings(chain)).layout
            let resolver = ContractResolver(at: layout[.contractResolver], account: account)
            _ = try await resolver.setAddress(of: .allowlist, in: .dev, to: account.address).receipt()
            let error = await #expect(throws: DeploymentError.self) {
                try await ContractDeployer(payer: account).deploy(settings(chain))
            }
            #expect(
                error?.code
                    == .conflictingEntry(.allowlist, found: account.address, expected: layout[.allowlist]))
            var deployer = ContractDeployer(payer: account)
            deployer.options.replacesEntries = true
            #expect(try await deployer.deploy(settings(chain)).transactionCount == 1)
            #expect(try await resolver.address(of: .allowlist, in: .dev) == layout[.allowlist])
        }
    }

    @Test("a network that its owner has paused stays paused")
    func aNetworkThatItsOwnerHasPaused() async throws {
        try await withChain { chain in
            let network = try await LiveNetwork(chain)
            _ = try await network.contracts.staking.setEpochState(.paused).receipt()
            let again = try await ContractDeployer(payer: network.administrator).deploy(settings(chain))
            #expect(again.transactionCount == 0)
            #expect(try await network.contracts.staking.state() == .paused)
        }
    }
}
