import EVM
import Foundation
import Primitives
import Testing

@Suite("The evaluation of a blob's polynomial")
struct PointEvaluationTests {
    private struct Case {
        let name: String
        let input: [UInt8]
        let accepted: Bool
    }

    private func cases() throws -> [Case] {
        let tests = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Vectors/evm-precompiles/point_evaluation.json")
        let json = try JSON(parsing: [UInt8](Data(contentsOf: file)))
        return try #require(json["cases"]?.array).map { entry in
            Case(
                name: try #require(entry["name"]?.string),
                input: try Hex.decode(#require(entry["input"]?.string)),
                accepted: try #require(entry["accepted"]?.bool as Bool?))
        }
    }

    @Test("accepts and refuses the proofs that an independent implementation does")
    func vectors() throws {
        let cases = try cases()
        #expect(cases.count > 40 && cases.count { $0.accepted } >= 7)
        let answer =
            String(repeating: "0", count: 60) + "1000"
            + "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001"
        for item in cases {
            let output = Precompile.pointEvaluation.output(item.input)
            #expect(output?.hex == (item.accepted ? answer : nil), "\(item.name)")
        }
    }

    @Test("says what it refuses")
    func refusals() throws {
        let expected: [String: PrecompileFailure.Code] = [
            "blob-3-other-value": .invalidProof, "blob-3-no-proof": .invalidProof,
            "value-beyond-order": .scalarOutOfRange(offset: 64),
            "point-beyond-order": .scalarOutOfRange(offset: 32),
            "other-hash": .otherCommitment, "other-version": .otherCommitment,
            "commitment-not-in-subgroup": .notInSubgroup(offset: 96),
            "proof-not-in-subgroup": .notInSubgroup(offset: 144),
            "commitment-not-on-curve": .notOnCurve(offset: 96),
            "proof-beyond-p": .coordinateOutOfRange(offset: 144),
            "commitment-flag-clear": .invalidPointFlags(offset: 96),
            "proof-infinity-with-sign": .invalidPointFlags(offset: 144),
        ]
        let cases = try cases()
        for (name, code) in expected {
            let item = try #require(cases.first { $0.name == name })
            #expect(Precompile.pointEvaluation.refusal(item.input) == code, "\(name)")
        }
    }

    @Test("takes 192 bytes, neither more nor fewer, and 50,000 gas")
    func lengthsAndPrice() throws {
        let good = try #require(try cases().first { $0.accepted }).input
        for input in [[], Array(good.dropLast()), good + [0]] {
            #expect(Precompile.pointEvaluation.refusal(input) == .wrongLength(bytes: input.count))
        }
        guard case .success(let gas, _) = Precompile.pointEvaluation.run(good, gasLimit: 50_000) else {
            Issue.record("a good proof is refused")
            return
        }
        #expect(gas == 50_000)
        guard case .failure(let failure) = Precompile.pointEvaluation.run(good, gasLimit: 49_999) else {
            Issue.record("it runs without the price being paid")
            return
        }
        #expect(failure.code == .outOfGas(limit: 49_999))
    }
}
