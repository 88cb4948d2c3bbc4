import Ethereum
import Primitives

/// RLP against pyrlp, ABI against eth-abi, on the same data.
func formatOperations(_ peers: Peers) throws -> [Operation] {
    try rlpOperations(peers) + abiOperations(peers)
}

/// A block's worth of transaction-like lists.
private func rlpOperations(_ peers: Peers) throws -> [Operation] {
    let fields: [RLPItem] = [
        .string([9]), .string([UInt8](repeating: 4, count: 5)), .string([0x52, 0x08]),
        .string([UInt8](repeating: 0x35, count: 20)), .string([UInt8](repeating: 7, count: 8)),
        .string([UInt8](repeating: 0xab, count: 132)), .string([37]),
        .string([UInt8](repeating: 0x28, count: 32)), .string([UInt8](repeating: 0x67, count: 32)),
    ]
    let item = RLPItem.list([RLPItem](repeating: .list(fields), count: 100))
    let encoded = item.encoded
    func operation<T>(_ name: String, _ op: JSON, _ body: @escaping () throws -> T) -> Operation {
        Operation(
            name: name, bytes: encoded.count, ours: [.swift("Ethereum", body)],
            peer: peers.ethABI?.contestant("pyrlp", ["op": op, "item": json(item)]))
    }
    return [
        operation("RLP encode, 100 transactions", "rlp_encode") { item.encoded },
        operation("RLP decode, 100 transactions", "rlp_decode") { try RLPItem(decoding: encoded) },
    ]
}

private func json(_ item: RLPItem) -> JSON {
    switch item {
    case .string(let bytes): .string(bytes.hex)
    case .list(let items): .array(items.map(json))
    }
}

/// What a batch of transfers with notes looks like: static and dynamic members, nested.
private func abiOperations(_ peers: Peers) throws -> [Operation] {
    let types = ["address", "uint256", "(address,uint256,bytes,string)[]", "bool", "bytes32[]"]
    let recipient = "0x" + String(repeating: "35", count: 20)
    let transfer: JSON = [
        .string(recipient), "1000000000000000000", .string("0x" + String(repeating: "ab", count: 68)),
        "for the coffee, and for the company",
    ]
    let values: [JSON] = [
        .string(recipient), "115792089237316195423570985008687907853269984665640564039457584007913129639935",
        .array([JSON](repeating: transfer, count: 50)), true,
        .array([JSON](repeating: .string("0x" + String(repeating: "cd", count: 32)), count: 50)),
    ]
    let coded = try types.map { try ABIType(parsing: $0) }
    let coder = try ABICoder(coded)
    let native = try zip(coded, values).map { try ABIValue(json: $1, as: $0) }
    let encoded = try coder.encode(native)
    func operation<T>(_ name: String, _ op: JSON, _ body: @escaping () throws -> T) -> Operation {
        Operation(
            name: name, bytes: encoded.count, ours: [.swift("Ethereum", body)],
            peer: peers.ethABI?.contestant(
                "eth-abi", ["op": op, "types": .array(types.map { .string($0) }), "values": .array(values)]))
    }
    return [
        operation("ABI encode, 50 structs", "abi_encode") { try coder.encode(native) },
        operation("ABI decode, 50 structs", "abi_decode") { try coder.decode(encoded) },
    ]
}
