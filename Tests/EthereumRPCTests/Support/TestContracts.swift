import Ethereum
import EthereumRPC
import Primitives

/// Small contracts, written by hand.
enum TestContracts {
    static func interface() throws -> ContractABI {
        try ContractABI(parsing: [
            "function ping(uint256 n) returns (uint256)",
            "event Ping(uint256 indexed n)",
            "error InsufficientBalance(uint256 available, uint256 required)",
        ])
    }

    /// Code that leaves `runtime` as the contract's.
    private static func creation(_ runtime: [UInt8]) -> [UInt8] {
        [0x60, UInt8(runtime.count), 0x80, 0x60, 0x0b, 0x60, 0x00, 0x39, 0x60, 0x00, 0xf3] + runtime
    }

    /// Logs its argument as `Ping`, and returns it.
    static func emitter() throws -> [UInt8] {
        let topic = try interface().event("Ping").signatureHash
        var code: [UInt8] = [0x60, 0x04, 0x35, 0x7f]
        code += topic.bytes
        code += [
            0x60, 0x00, 0x60, 0x00, 0xa2, 0x60, 0x04, 0x35, 0x60, 0x00, 0x52, 0x60, 0x20, 0x60, 0x00, 0xf3,
        ]
        return creation(code)
    }

    /// Reverts with what it is called with.
    static var reverter: [UInt8] {
        creation([0x36, 0x60, 0x00, 0x60, 0x00, 0x37, 0x36, 0x60, 0x00, 0xfd])
    }

    static func deployEmitter(_ account: EthereumAccount) async throws -> Contract {
        try await Contract.deploy(interface(), code: emitter(), from: account, name: "Emitter")
            .contract(deadline: .patience)
    }
}
