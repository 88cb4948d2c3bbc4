import DevChain
import Ethereum
import EthereumRPC
import KeyService
import LitContracts
import LitNode
import PeerTransport
import Primitives
import Testing

@Suite struct EpochDriverTests {
    @Test(arguments: [3, 5])
    func `Validators of a new network join, lock, signal, advance, vote and serve`(count: Int) async throws {
        try await ContractChain.run(validators: count) { chain in
            let before = try await chain.transactionCount()
            let ceremony = KeyCeremony()
            let validators = (1...count).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            try await activate(chain, when: count)
            #expect(try await serve(validators, in: 2))

            let contracts = try chain.contracts()
            let keys = try await contracts.pubkeyRouter.rootKeys(of: chain.staking)
            #expect(keys == SampleKeys.all.ballot)
            #expect(keys.map(\.keyType) == [.bls12381, .secp256k1, .secp256k1, .secp256k1])
            let snapshot = try #require(validators[0].snapshot)
            #expect(snapshot.current.map(\.staker) == validators.map(\.address).sorted())
            #expect(snapshot.currentEpoch.threshold == count * 2 / 3)
            #expect(snapshot.consensus == UInt64(count * 2 / 3))
            #expect(Set(ceremony.runs) == ["1/0"])
            #expect(validators.allSatisfy { $0.epochs.count == 1 })
            // Each joins, signals and votes; locking and advancing are races, which any number may lose in a block.
            let sent = try await chain.transactionCount() - before - 1
            #expect(sent >= 3 * count + 2)
            #expect(sent <= 5 * count)
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `A validator that is killed at any point and started again goes on`() async throws {
        var event = 1
        while true {
            let reached = try await ContractChain.run { chain in
                let ceremony = KeyCeremony()
                let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
                let victim = validators[1]
                victim.die(at: event)
                for validator in validators { try validator.start() }
                try await activate(chain, when: 3) { try await restart(victim) }
                let done = try await eventually {
                    try await restart(victim)
                    return isServing(validators, in: 2)
                }
                #expect(done, "killed at event \(event)")
                for validator in validators { await validator.kill() }
                return victim.hasDied
            }
            guard reached else { break }
            event += 1
        }
        // To join, to generate twice, to signal, to vote and to serve, at least.
        #expect(event > 6)
    }

    @Test func `A validator that comes late is waited for`() async throws {
        try await ContractChain.run { chain in
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators.dropLast() { try validator.start() }
            try await chain.contracts().staking.setEpochState(.active).receipt()
            #expect(
                try await eventually {
                    validators[0].status?.doing.contains("2 of 3 validators have joined") == true
                })
            #expect(ceremony.runs.isEmpty)
            try validators[2].start()
            #expect(try await serve(validators, in: 2))
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `A validator whose node fails now and then gets there all the same`() async throws {
        try await ContractChain.run { chain in
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            let requests = Counter()
            for validator in validators {
                try validator.start { _, _ in
                    if requests.next() % 7 == 0 { throw CancellationError() }
                    return nil
                }
            }
            try await activate(chain, when: 3)
            #expect(try await serve(validators, in: 2))
            #expect(requests.value > 30)
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `Members pass the keys on to themselves when an epoch ends`() async throws {
        try await ContractChain.run { chain in
            try await chain.contracts().staking.setEpochLength(1).receipt()
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            try await activate(chain, when: 3)
            #expect(try await eventually { validators.allSatisfy { ($0.epochs.last?.number ?? 0) >= 4 } })
            #expect(Set(ceremony.passedOn).isSuperset(of: ["2-3", "3-4"]))
            #expect(Set(ceremony.runs) == ["1/0"])
            #expect(validators.allSatisfy { $0.epochs.map(\.number) == $0.epochs.map(\.number).sorted() })
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `A change of members that keys cannot be passed on to leaves the epoch as it is`() async throws
    {
        try await ContractChain.run(validators: 4) { chain in
            try await chain.contracts().staking.setEpochLength(1).receipt()
            let ceremony = KeyCeremony()
            let validators = (1...4).map { validator in
                TestValidator(validator, of: chain, ceremony) { $0.resharing = .sameMembers }
            }
            for validator in validators.dropLast() { try validator.start() }
            try await activate(chain, when: 3)
            #expect(try await eventually { (validators[0].epochs.last?.number ?? 0) >= 2 })
            try validators[3].start()
            #expect(
                try await eventually {
                    validators.dropLast().allSatisfy {
                        $0.status?.doing == EpochAction.wait(.resharing).description
                    }
                })
            let snapshot = try #require(validators[0].snapshot)
            #expect(snapshot.state == .active || snapshot.state == .nextValidatorSetLocked)
            #expect(snapshot.current.count == 3)
            #expect(snapshot.next.count == 4)
            #expect(validators[0].status?.serving == validators[0].epochs.last)
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `Validators that have got different keys vote in vain and do not serve`() async throws {
        try await ContractChain.run { chain in
            let odd = try #require(PeerID(chain.wallets[2].address.bytes))
            let ceremony = KeyCeremony(differing: [odd: SampleKeys.others])
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            try await activate(chain, when: 3)
            #expect(
                try await eventually {
                    validators.allSatisfy { $0.status?.doing == EpochAction.wait(.votes).description }
                })
            #expect(try await chain.contracts().pubkeyRouter.rootKeys(of: chain.staking).isEmpty)
            #expect(validators.allSatisfy { $0.epochs.isEmpty && $0.status?.serving == nil })
            for validator in validators { await validator.kill() }
        }
    }

    @Test func `A validator without its shares does not serve, nor does one without a stake join`()
        async throws
    {
        try await ContractChain.run { chain in
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            try await activate(chain, when: 3)
            #expect(try await serve(validators, in: 2))
            await validators[0].kill()
            ceremony.lose(try #require(PeerID(validators[0].address.bytes)))
            try validators[0].start()
            #expect(
                try await eventually {
                    validators[0].status?.doing == EpochAction.wait(.shares).description
                })
            #expect(validators[0].status?.serving == nil)

            let stranger = TestValidator(5, of: chain, ceremony)
            try stranger.start()
            #expect(
                try await eventually {
                    stranger.status?.lastError?.contains("StakeMustBeGreaterThanMinimumStake") == true
                })
            for validator in validators + [stranger] { await validator.kill() }
        }
    }

    @Test func `A node that moves tells the contract, and nothing else changes`() async throws {
        try await ContractChain.run { chain in
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            try await activate(chain, when: 3)
            #expect(try await serve(validators, in: 2))
            await validators[1].kill()

            let moved = TestValidator(2, of: chain, ceremony) { $0.record?.port = 9999 }
            try moved.start()
            #expect(
                try await eventually {
                    moved.snapshot?.currentEpoch.members.contains {
                        $0.staker == moved.address && $0.publicAddress == "127.0.0.1:9999"
                    } == true
                })
            #expect(try await serve([moved], in: 2))
            #expect(ceremony.runs == ["1/0", "1/0", "1/0"])
            for validator in validators + [moved] { await validator.kill() }
        }
    }

    @Test func `A change that is stuck is given up after its time, and tried again`() async throws {
        try await ContractChain.run { chain in
            let ceremony = KeyCeremony()
            let validators = (1...3).map { TestValidator($0, of: chain, ceremony) }
            for validator in validators { try validator.start() }
            try await activate(chain, when: 3) {
                // Gone as soon as it has joined: the set is locked with it, and the keys cannot be generated.
                if validators[2].snapshot?.next.contains(where: { $0.staker == validators[2].address })
                    == true
                {
                    await validators[2].kill()
                }
            }
            #expect(try await eventually { Set(ceremony.runs) == ["1/0"] })
            // Each block is a second, and the contract gives a change a minute.
            try await chain.chain.mine(blocks: 61)
            #expect(try await eventually { Set(ceremony.runs) == ["1/0", "1/1"] })
            try validators[2].start()
            #expect(try await serve(validators, in: 2))
            #expect(try #require(validators[0].snapshot).epoch.retries > 0)
            for validator in validators { await validator.kill() }
        }
    }

    // MARK: What the tests are made of

    /// Makes the network active when so many have joined.
    private func activate(
        _ chain: ContractChain, when count: Int, meanwhile: () async throws -> Void = {}
    ) async throws {
        let staking = try chain.contracts().staking
        #expect(
            try await eventually {
                try await meanwhile()
                return try await staking.validatorsInNextEpoch().count == count
            })
        try await staking.setEpochState(.active).receipt()
    }

    private func isServing(_ validators: [TestValidator], in epoch: UInt64) -> Bool {
        validators.allSatisfy { $0.status?.serving?.number == epoch }
    }

    private func serve(_ validators: [TestValidator], in epoch: UInt64) async throws -> Bool {
        try await eventually { isServing(validators, in: epoch) }
    }

    private func restart(_ victim: TestValidator) async throws {
        guard victim.hasDied, !victim.isRestarted else { return }
        await victim.kill()
        victim.die(at: nil)
        try victim.start()
    }
}
