internal import Ethereum
public import EthereumRPC

/// Which of the opcodes that the contracts are made of a chain lacks.
public enum ChainCapabilities {
    /// What came last: with Shanghai (April 2023) and with Cancun (March 2024). Each program ends like ``ending``.
    private static let probes: [(name: String, code: [UInt8])] = [
        ("PUSH0 (EIP-3855)", [0x5f, 0x50]),
        ("MCOPY (EIP-5656)", [0x60, 0x00, 0x60, 0x00, 0x60, 0x00, 0x5e]),
        ("TLOAD and TSTORE (EIP-1153)", [0x60, 0x01, 0x60, 0x00, 0x5d, 0x60, 0x00, 0x5c, 0x50]),
    ]

    /// Creates a contract whose code is the single byte 1.
    private static let ending: [UInt8] = [0x60, 0x01, 0x60, 0x00, 0x53, 0x60, 0x01, 0x60, 0x00, 0xf3]

    /// Tries them out by calls, which cost nothing. None is named where a node does not answer even a program
    /// without any of them.
    ///
    /// - Throws: `EthereumRPCError` if the node cannot be asked.
    public static func missing(on provider: EthereumProvider) async throws(EthereumRPCError) -> [String] {
        guard try await runs([], on: provider) else { return [] }
        var missing: [String] = []
        for probe in probes where try await !runs(probe.code, on: provider) { missing.append(probe.name) }
        return missing
    }

    private static func runs(_ code: [UInt8], on provider: EthereumProvider) async throws(EthereumRPCError)
        -> Bool
    {
        do {
            return try await provider.call(CallRequest(to: nil, data: code + ending, gasLimit: 200_000)) == [
                1
            ]
        } catch {
            // A node that answered has refused the program; anything else is no answer.
            guard error.response != nil, error.code != .rateLimited else { throw error }
            return false
        }
    }
}
