import Foundation
import Primitives
import Testing

/// The chain of twenty blocks of Cancun that Ethereum's execution-apis publish with answers about it;
/// in the folder `JSONRPC_VECTORS`, or beside the package.
enum OfficialChain {
    private static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["JSONRPC_VECTORS"] {
            return URL(fileURLWithPath: path).appending(path: "cancun-chain")
        }
        var package = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.appending(path: "../shared/vectors/jsonrpc/cancun-chain").standardized
    }()

    static let absence: Comment = "the chain of Cancun is not there: set JSONRPC_VECTORS to its folder"

    /// False only where the data may be missing: in CI the tests run without it, and fail.
    static let isExpected: Bool =
        ProcessInfo.processInfo.environment["CI"] == "true"
        || FileManager.default.fileExists(atPath: folder.appending(path: "chain.rlp").path)

    /// The concatenated blocks 1 to 20.
    static func blocks() throws -> [UInt8] {
        [UInt8](try Data(contentsOf: folder.appending(path: "chain.rlp")))
    }

    /// The `result` of a case of `cases.jsonl`.
    static func result(of name: String) throws -> JSON {
        try #require(aCase(name)["response"]?["result"])
    }

    /// The first parameter, a string, of a case's request.
    static func request(of name: String) throws -> String {
        try #require(aCase(name)["request"]?["params"]?[0]?.string)
    }

    private static func aCase(_ name: String) throws -> JSON {
        let lines = try String(contentsOf: folder.appending(path: "cases.jsonl"), encoding: .utf8)
        for line in lines.split(separator: "\n") where line.contains(name) {
            let json = try JSON(parsing: line)
            if json["name"]?.string == name { return json }
        }
        throw CocoaError(.fileReadCorruptFile)
    }
}
