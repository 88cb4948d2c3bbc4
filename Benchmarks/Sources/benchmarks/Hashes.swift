import Primitives

func hashOperations(_ peers: Peers) throws -> [Operation] {
    [32, 1 << 20].map { count in
        let message = [UInt8](repeating: 0, count: count)
        return Operation(
            name: count == 32 ? "keccak256, 32 bytes" : "keccak256, 1 MiB", bytes: count,
            ours: [.swift("Primitives") { Keccak256.hash(message) }],
            peer: peers.coincurve?.contestant(
                "pycryptodome", ["op": "keccak256", "bytes": .number(.init(count))]))
    }
}
