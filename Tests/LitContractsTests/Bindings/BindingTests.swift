import Ethereum
import EthereumRPC
import LitContracts
import Primitives
import Synchronization
import Testing

@Suite struct BindingTests {
    /// Type by type, without names: what is on the wire.
    private static func wire(_ function: ABIFunction) -> String {
        "\(function.selector) \(function.signature) \(function.stateMutability.rawValue) -> "
            + ABIType.tuple(function.outputs).canonical
    }

    private static func wire(_ event: ABIEvent) -> String {
        "\(event.signatureHash) \(event.signature) \(event.inputs.map(\.isIndexed))"
    }

    @Test(
        "every published entry is declared, with the same types, outputs and mutability",
        arguments: ContractKind.allCases)
    func everyPublishedEntryIsDeclaredWithThe(kind: ContractKind) throws {
        let wanted = try PublishedABI.wanted(kind)
        let bound = kind.binding.abi
        #expect(!wanted.functions.isEmpty)
        #expect(Set(wanted.functions.map(Self.wire)).subtracting(bound.functions.map(Self.wire)) == [])
        #expect(Set(wanted.events.map(Self.wire)).subtracting(bound.events.map(Self.wire)) == [])
        #expect(Set(wanted.errors.map(\.signature)).subtracting(bound.errors.map(\.signature)) == [])
    }

    @Test(
        "nothing is declared that the compiled contract lacks, and the reverse",
        arguments: ContractKind.allCases)
    func nothingIsDeclaredThatTheCompiledContract(kind: ContractKind) throws {
        let compiled = try PublishedABI.compiled(kind)
        let bound = kind.binding.abi
        #expect(Set(bound.functions.map(Self.wire)) == Set(compiled.functions.map(Self.wire)))
        #expect(Set(bound.events.map(Self.wire)) == Set(compiled.events.map(Self.wire)))
        #expect(Set(bound.errors.map(\.signature)) == Set(compiled.errors.map(\.signature)))
    }

    @Test("every event has a type, and every type an event", arguments: ContractKind.allCases)
    func everyEventHasATypeAndEvery(kind: ContractKind) {
        let typed = kind.binding.events.map { Self.wire($0.event) }
        #expect(Set(typed).count == typed.count)
        #expect(Set(typed) == Set(kind.binding.abi.events.map(Self.wire)))
    }

    @Test("every event type reads each value of a log", arguments: ContractKind.allCases)
    func everyEventTypeReadsEachValueOf(kind: ContractKind) throws {
        for type in kind.binding.events {
            let values = SampleArguments(type.event.inputs, seed: 3).values
            let log = try type.event.encode(values)
            let event = try type.init(type.event.decode(log))
            let read = Mirror(reflecting: event).children.compactMap {
                ($0.value as? any ABIEncodable)?.abiValue
            }
            #expect(read.count == values.count)
            #expect(try type.event.encode(read) == log)
        }
    }

    @Test("every custom error becomes a value, and says what the contract said")
    func everyCustomErrorBecomesAValueAnd() throws {
        let all = Set(ContractKind.allCases.flatMap { $0.binding.abi.errors })
        #expect(all.count == 32)
        for error in all {
            let values = SampleArguments(error.inputs, seed: 5).values
            let revert = ABIRevert(try error.encode(values), in: try ContractABI([.error(error)]))
            let typed = try #require(LitContractError(revert), "\(error)")
            let name = "\(typed)".prefix { $0 != "(" }
            #expect(name.lowercased() == error.name.lowercased())
            guard let payload = Mirror(reflecting: typed).children.first?.value else {
                #expect(values.isEmpty)
                continue
            }
            let mirror = Mirror(reflecting: payload)
            let parts = mirror.displayStyle == .tuple ? mirror.children.map(\.value) : [payload]
            let read = parts.compactMap { ($0 as? any ABIEncodable)?.abiValue }
            #expect(try error.encode(read) == error.encode(values), "\(error)")
        }
    }

    @Test("a revert that is none of them has no value")
    func aRevertThatIsNoneOfThem() {
        #expect(LitContractError(.reason("CallerNotOwner")) == nil)
        #expect(LitContractError(.empty) == nil)
    }

    @Test("every declared function is called by one method of its binding")
    func everyDeclaredFunctionIsCalledByOne() {
        for kind in ContractKind.allCases {
            let called = allCalls.filter { $0.kind == kind }.map(\.signature)
            #expect(Set(called).count == called.count)
            #expect(Set(called) == Set(kind.binding.abi.functions.map(\.signature)))
        }
    }

    @Test("every method sends what the published interface says, and reads what it answers")
    func everyMethodSendsWhatThePublishedInterface() async throws {
        try await withChain { chain in
            let provider = try chain.provider
            let account = try chain.account(0, provider: provider)
            let target = Address(truncating: Keccak256.hash([1, 2, 3]))
            for call in allCalls {
                let compiled = try PublishedABI.compiled(call.kind).function(call.signature)
                let function = (try? PublishedABI.wanted(call.kind).function(call.signature)) ?? compiled
                let arguments = SampleArguments(function.inputs, seed: 10)
                let results = SampleArguments(function.outputs, seed: 90).values
                let asked = Mutex<[[UInt8]]>([])
                chain.intercept { method, params in
                    switch method {
                    case "eth_call":
                        let data = try [UInt8](hex: params[0]["data"]?.string ?? "")
                        asked.withLock { $0.append(data) }
                        return .string(try function.encodeResult(results).prefixedHex)
                    case "eth_estimateGas": return "0x1e8480"
                    default: return nil
                    }
                }
                let before = chain.transactions.count
                let read = try await call.body(account, target, arguments)
                let expected = try function.encodeCall(arguments.values)
                let name = "\(call.kind).\(call.signature)"
                if let read {
                    #expect([.view, .pure].contains(function.stateMutability), "\(name)")
                    #expect(asked.withLock { $0 } == [expected], "\(name)")
                    #expect(try function.encodeResult(read) == function.encodeResult(results), "\(name)")
                } else {
                    let sent = try #require(chain.transactions.dropFirst(before).first, "\(name)")
                    #expect(chain.transactions.count == before + 1, "\(name)")
                    #expect(sent.transaction.data == expected, "\(name)")
                    #expect(sent.transaction.to == target)
                    let value = function.stateMutability == .payable ? BoundCall.value : .zero
                    #expect([.payable, .nonpayable].contains(function.stateMutability), "\(name)")
                    #expect(sent.transaction.value == value, "\(name)")
                }
            }
        }
    }

    @Test("two values in one call are refused before anything is sent")
    func twoValuesInOneCallAreRefused() async throws {
        try await withChain { chain in
            let nft = PKPNFT(at: .zero, account: try chain.account(0))
            let error = await #expect(throws: EthereumRPCError.self) {
                _ = try await nft.mintNext(value: UInt256(1), overrides: .value(UInt256(2)))
            }
            #expect(error?.code == .contradiction)
            #expect(chain.transactions.isEmpty)
        }
    }
}
