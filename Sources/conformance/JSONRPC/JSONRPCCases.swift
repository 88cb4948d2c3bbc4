import DevChain
import Ethereum
import Foundation
import Logging
import Primitives

/// Replays requests of execution-apis on the chain that belongs to them, and compares the answers.
public struct JSONRPCCases: Sendable {
    /// What became of one case.
    public struct Outcome: Sendable {
        /// Such as `eth_getBlockByNumber/get-genesis`.
        public let name: String
        /// What differs; nil if it passed.
        public let failure: String?
        /// Why it was not run, or not compared as it stands.
        public let remark: String?
        /// Whether it was not run at all.
        public let isExcluded: Bool
    }

    private struct Pair: Sendable {
        let name: String
        let request: JSON
        let expected: JSON
        let shapeOnly: Bool
    }

    private let file: GenesisFile
    private let blocks: [Block]
    private let pairs: [Pair]

    /// From a folder with `cancun-chain/` and `error-shapes.jsonl`.
    public init(folder: String) throws {
        file = try GenesisFile(path: folder + "/cancun-chain/genesis.json")
        let chain = try Data(contentsOf: URL(fileURLWithPath: folder + "/cancun-chain/chain.rlp"))
        blocks = try Block.chain(decoding: Array(chain))
        let cases = try Self.pairs(folder + "/cancun-chain/cases.jsonl")
        let errors = try Self.pairs(folder + "/error-shapes.jsonl")
            .filter { pair in Self.usableErrors.contains { pair.name.hasPrefix($0) } }
        // What sends comes last.
        pairs =
            (cases + errors).filter { !$0.name.hasPrefix("eth_send") }
            + cases.filter { $0.name.hasPrefix("eth_send") }
    }

    private static func pairs(_ path: String) throws -> [Pair] {
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        return try text.split(separator: "\n").map { line in
            let json = try JSON(parsing: line)
            guard let name = json["name"]?.string, let request = json["request"],
                let expected = json["response"]
            else { throw BadCase("\(path): a line lacks one of name, request, response") }
            return Pair(
                name: name, request: request, expected: expected,
                shapeOnly: json["speconly"]?.bool ?? false)
        }
    }

    /// Of the newer examples of errors, those that do not depend on their own chain.
    private static let usableErrors = [
        "debug_getRaw", "debug_traceBlockByHash/trace-block-not-found", "debug_traceBlockByNumber/",
        "debug_traceTransaction/trace-unknown-tx", "eth_call/", "eth_estimateGas/",
        "eth_getLogs/filter-error-",
        "eth_getStorageAt/get-storage-invalid-",
    ]

    /// Cases that are not run, each with the reason.
    private static let exclusions = [
        "eth_sendRawTransaction/send-blob-tx":
            "carries blobs with proofs, which are not served: there is no KZG here"
    ]

    /// Members of results that are not compared, each with the reason.
    private static let unreliable: [String: (members: [String], reason: String)] = [
        "eth_feeHistory/fee-history": (
            ["baseFeePerBlobGas", "blobGasUsedRatio"],
            "blob fees are not those of block 2, which has no blobs and no excess of them"
        )
    ]

    /// Cases whose expected code was changed in execution-apis later.
    private static let laterCodes: [String: JSON] = [
        "eth_getStorageAt/get-storage-invalid-key": -32602,
        "eth_getStorageAt/get-storage-invalid-key-too-large": -32602,
    ]

    /// Imports the chain into a temporary store, and runs every case on it in turn; nothing is mined.
    public func run() async throws -> [Outcome] {
        var configuration = ChainConfiguration()
        configuration.chainID = file.chainID
        configuration.genesis = file.genesis
        configuration.mining = .manual
        let chain = try await Chain.open(
            configuration, store: SQLiteStore.temporary(), logger: Logger(label: "conformance"))
        for block in blocks { try await chain.importBlock(block) }
        let rpc = ChainRPC(chain: chain, accounts: [], clientVersion: "conformance")
        let dispatcher = RPCDispatcher(handler: rpc)
        var outcomes: [Outcome] = []
        for pair in pairs { outcomes.append(await outcome(of: pair, dispatcher)) }
        await chain.close()
        return outcomes
    }

    private func outcome(of pair: Pair, _ dispatcher: RPCDispatcher) async -> Outcome {
        if let reason = Self.exclusions[pair.name] {
            return Outcome(name: pair.name, failure: nil, remark: reason, isExcluded: true)
        }
        var (expected, remark) = (pair.expected, String?.none)
        if let code = Self.laterCodes[pair.name], var error = expected["error"]?.object,
            error["code"] != code
        {
            error["code"] = code
            expected = ["error": .object(error)]
            remark = "the expected code is the one of later versions, \(code)"
        }
        let bytes = await dispatcher.answer(pair.request.utf8) ?? []
        guard var answer = try? JSON(parsing: bytes) else {
            return Outcome(name: pair.name, failure: "no answer", remark: remark, isExcluded: false)
        }
        if let (members, reason) = Self.unreliable[pair.name] {
            remark = reason
            answer = Self.without(members, answer)
            expected = Self.without(members, expected)
        }
        let failure = JSONRPCAnswer.difference(answer, expected, shapeOnly: pair.shapeOnly)
        return Outcome(name: pair.name, failure: failure, remark: remark, isExcluded: false)
    }

    private static func without(_ members: [String], _ answer: JSON) -> JSON {
        guard var result = answer["result"]?.object else { return answer }
        for name in members { result[name] = nil }
        return ["result": .object(result)]
    }
}
