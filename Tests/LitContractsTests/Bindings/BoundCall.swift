import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// One function of a binding, called with samples.
struct BoundCall: Sendable {
    /// What goes along with payable functions, in wei.
    static let value = UInt256(12_345)

    let kind: ContractKind
    let signature: String
    /// What the binding makes of the answer, as values again; nil if it sends a transaction.
    let body: @Sendable (EthereumAccount, Address, SampleArguments) async throws -> [ABIValue]?

    init<Binding: LitContract>(
        _ type: Binding.Type, _ signature: String,
        _ body: @escaping @Sendable (Binding, SampleArguments) async throws -> [ABIValue]?
    ) {
        kind = Binding.kind
        self.signature = signature
        self.body = { account, address, arguments in
            try await body(Binding(at: address, account: account), arguments)
        }
    }
}

/// A value for every parameter, no two alike where the types allow.
struct SampleArguments: Sendable {
    let values: [ABIValue]

    init(_ parameters: [ABIParameter], seed: Int) {
        var counter = seed
        values = parameters.map { Self.sample($0.type, &counter) }
    }

    func callAsFunction<T: ABIDecodable>(_ index: Int) throws -> T { try T(abiValue: values[index]) }

    func selector(_ index: Int) -> ABISelector {
        ABISelector(values[index].bytes ?? []) ?? ABISelector(number: 0)
    }

    private static func sample(_ type: ABIType, _ counter: inout Int) -> ABIValue {
        counter += 1
        let byte = UInt8(truncatingIfNeeded: counter % 250 + 1)
        switch type {
        case .uint(let bits):
            // Not zero, and different in every byte that the type has.
            let full = UInt256(bigEndian: (0..<32).map { byte ^ UInt8($0) }) ?? .zero
            return .uint(full >> (256 - bits))
        case .address: return .address(Address(truncating: Keccak256.hash([byte])))
        case .bool: return .bool(counter.isMultiple(of: 2))
        case .fixedBytes(let count): return .fixedBytes(Array(Keccak256.hash([byte]).bytes.prefix(count)))
        case .bytes: return .bytes([UInt8](repeating: byte, count: Int(byte % 40) + 1))
        case .string: return .string("sample \(counter)")
        case .array(let element): return .array([sample(element, &counter), sample(element, &counter)])
        case .tuple(let components): return .tuple(components.map { sample($0.type, &counter) })
        default: return .uint(.zero)
        }
    }
}
