import EVM
import Foundation
import Primitives
import Testing

/// The golden calls in Tests/Vectors/evm-precompiles.
struct PrecompileVectors {
    struct Case: CustomTestStringConvertible {
        let precompile: Precompile
        let name: String
        let input: [UInt8]
        /// Nil where the call fails.
        let success: (gas: UInt64, output: [UInt8])?

        var testDescription: String { "\(precompile): \(name)" }
    }

    let gasLimit: UInt64
    let cases: [Case]
    /// Messages and their BLAKE2b digests.
    let digests: [(message: [UInt8], digest: [UInt8])]

    init() throws {
        let tests = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Vectors/evm-precompiles/cases.json")
        let json = try JSON(parsing: [UInt8](Data(contentsOf: file)))
        gasLimit = try #require(json["gasLimit"]?.number?.integer())
        cases = try #require(json["cases"]?.array).map { entry in
            let number: UInt8 = try #require(entry["precompile"]?.number?.integer())
            var success: (gas: UInt64, output: [UInt8])?
            if entry["fails"]?.bool != true {
                success = (
                    try #require(entry["gas"]?.number?.integer()),
                    try Hex.decode(#require(entry["output"]?.string))
                )
            }
            return Case(
                precompile: try #require(Precompile(rawValue: number)),
                name: try #require(entry["name"]?.string),
                input: try Hex.decode(#require(entry["input"]?.string)), success: success)
        }
        digests = try #require(json["blake2b"]?.array).map { entry in
            (
                try Hex.decode(#require(entry["message"]?.string)),
                try Hex.decode(#require(entry["digest"]?.string))
            )
        }
    }
}

extension Precompile {
    /// What it returns, given as much gas as it wants; nil if it fails.
    func output(_ input: [UInt8]) -> [UInt8]? {
        guard case .success(_, let output) = run(input, gasLimit: .max) else { return nil }
        return output
    }

    /// Why it fails, given as much gas as it wants; nil if it does not.
    func refusal(_ input: [UInt8]) -> PrecompileFailure.Code? {
        guard case .failure(let failure) = run(input, gasLimit: .max) else { return nil }
        return failure.code
    }
}

/// The words' big-endian bytes one after the other.
func words(_ values: UInt256...) -> [UInt8] { values.flatMap(\.bigEndianBytes) }
