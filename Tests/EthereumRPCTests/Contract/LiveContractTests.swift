import Ethereum
import EthereumRPC
import Primitives
import Testing

@Suite struct LiveContractTests {
    @Test("deploys, calls, simulates, estimates, sends and finds events")
    func everything() async throws {
        try await LiveChain.run { live in
            let account = try live.account()
            let contract = try await TestContracts.deployEmitter(account)
            let called: UInt64 = try await contract.call("ping", [7]).get(0)
            #expect(called == 7)
            let simulated: UInt64 = try await contract.simulate("ping(uint256)", [8]).get(0)
            #expect(simulated == 8)
            let gas = try await contract.estimateGas("ping", [8])
            #expect(gas > 21_000)
            let receipt = try await contract.send("ping", [9]).receipt(deadline: .patience)
            let events = try contract.events("Ping", in: receipt)
            #expect(events.count == 1)
            let logged: UInt64? = try events.first?.get("n")
            #expect(logged == 9)
            let matching = try await contract.pastEvents("Ping", matching: ["n": 9], from: 0)
            let others = try await contract.pastEvents("Ping", matching: ["n": 10], from: 0)
            #expect(matching.count == 1)
            #expect(others.isEmpty)
        }
    }

    @Test("says what is wrong with a call")
    func wrongCalls() async throws {
        try await LiveChain.run { live in
            let provider = try live.provider()
            let nobody = Contract(
                address: .zero, abi: try TestContracts.interface(), provider: provider, name: "Nobody")
            let empty = await failure { () throws(EthereumRPCError) in try await nobody.call("ping", [1]) }
            #expect(empty?.code == .abiMismatch)
            #expect(empty?.description.contains("no contract") == true)
            let unknown = await failure { () throws(EthereumRPCError) in try await nobody.call("pong") }
            #expect(unknown?.context.call == "Nobody.pong")
            let unsuited = await failure { () throws(EthereumRPCError) in try await nobody.call("ping", ["x"])
            }
            #expect(unsuited?.context.call == "Nobody.ping(uint256)")
            let unsigned = await failure { () throws(EthereumRPCError) in try await nobody.send("ping", [1]) }
            #expect(unsigned?.code == .noAccount)
        }
    }

    @Test("decodes reasons, panics and custom errors, of calls, estimates and mined failures")
    func reverts() async throws {
        try await LiveChain.run { live in
            let account = try live.account()
            let abi = try TestContracts.interface()
            let address = try await Contract.deploy(abi, code: TestContracts.reverter, from: account)
                .contract(deadline: .patience).address
            let reason = try ABICustomError(parsing: "Error(string)").encode([.string("no!")])
            let panic = try ABICustomError(parsing: "Panic(uint256)").encode([.uint(UInt256(UInt64(0x12)))])
            let custom = try abi.error("InsufficientBalance").encode([1, 2])
            let expected = [
                (reason, "no!"), (panic, "panic 0x12: division or modulo by zero"),
                (custom, "InsufficientBalance(available: 1, required: 2)"),
            ]
            for (data, text) in expected {
                let request = CallRequest(from: account.address, to: address, data: data)
                let called = await failure { () throws(EthereumRPCError) in
                    try await account.provider.call(request, errors: abi)
                }
                let estimated = await failure { () throws(EthereumRPCError) in
                    try await account.send(to: address, data: data, errors: abi, label: "Reverter")
                }
                for error in [called, estimated] {
                    #expect(error?.code == .reverted)
                    #expect(error?.revert?.description == text)
                }
                #expect(estimated?.context.call == "Reverter")
                let pending = try await account.send(
                    to: address, data: data, overrides: TransactionOverrides(gasLimit: 100_000), errors: abi)
                let mined = await failure { () throws(EthereumRPCError) in
                    try await pending.receipt(deadline: .patience)
                }
                #expect(mined?.code == .transactionFailed)
                #expect(mined?.revert?.description == text)
                #expect(mined?.context.transaction == pending.hash)
            }
            let count = try await account.provider.transactionCount(of: account.address)
            #expect(count == 4)
        }
    }
}
