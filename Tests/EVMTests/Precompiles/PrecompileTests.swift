import EVM
import Ethereum
import Primitives
import Testing

@Suite("Precompiled contracts")
struct PrecompileTests {
    @Test("are found at the addresses 1 to 10 and nowhere else")
    func registry() throws {
        #expect(Precompile.addresses.count == 10)
        for (index, address) in Precompile.addresses.enumerated() {
            #expect(address.number == UInt256(index + 1))
            #expect(Precompile.at(address)?.rawValue == UInt8(index + 1))
            #expect(Precompile.at(address)?.address == address)
        }
        let others: [UInt256] = [0, 11, 256, 257, 1 << 32, 1 << 64, 1 << 64 + 1, 1 << 128 + 1, 1 << 159 + 1]
        for number in others {
            #expect(Precompile.at(Address(truncating: number.bytes32)) == nil, "\(number)")
        }
    }

    @Test("answer, charge and refuse as independent implementations do")
    func vectors() throws {
        let vectors = try PrecompileVectors()
        #expect(vectors.cases.count > 250)
        #expect(Set(vectors.cases.map(\.precompile)).count == 9)
        for item in vectors.cases {
            let result = item.precompile.run(item.input, gasLimit: vectors.gasLimit)
            guard let expected = item.success else {
                guard case .failure(let failure) = result else {
                    Issue.record("\(item.testDescription) is not refused")
                    continue
                }
                #expect(failure.precompile == item.precompile)
                continue
            }
            #expect(
                result == .success(gasUsed: expected.gas, output: expected.output), "\(item.testDescription)")
            // Exactly the price is enough, one less is not.
            #expect(item.precompile.run(item.input, gasLimit: expected.gas) == result)
            if expected.gas > 0 {
                let poor = item.precompile.run(item.input, gasLimit: expected.gas - 1)
                let failure = PrecompileFailure.Code.outOfGas(limit: expected.gas - 1)
                #expect(code(of: poor) == failure, "\(item.testDescription)")
            }
        }
    }

    private func code(of result: Precompile.Result) -> PrecompileFailure.Code? {
        guard case .failure(let failure) = result else { return nil }
        return failure.code
    }

    @Test("hash their input, or return it, for a price by the word")
    func hashes() {
        for count in [0, 1, 31, 32, 33, 64, 65, 1000] {
            let input = [UInt8](repeating: 0xa5, count: count)
            let price = UInt64((count + 31) / 32)
            let ripemd = [UInt8](repeating: 0, count: 12) + RIPEMD160.hash(input)
            #expect(
                Precompile.ripemd160.run(input, gasLimit: .max)
                    == .success(gasUsed: 600 + 120 * price, output: ripemd))
            #expect(
                Precompile.identity.run(input, gasLimit: .max)
                    == .success(gasUsed: 15 + 3 * price, output: input))
            guard case .success(let gas, let digest) = Precompile.sha256.run(input, gasLimit: .max) else {
                Issue.record("SHA-256 fails")
                continue
            }
            #expect(gas == 60 + 12 * price && digest.count == 32)
        }
    }

    @Test("name themselves and the reason when they fail")
    func descriptions() throws {
        let input = [UInt8](repeating: 1, count: 128)
        guard case .failure(let failure) = Precompile.bn254Add.run(input, gasLimit: 150) else {
            Issue.record("a point off the curve is taken")
            return
        }
        #expect(failure.code == .notOnCurve(offset: 0))
        #expect(
            failure.description == "Precompiled contract bn254Add: the point at byte 0 is not on the curve.")
    }
}
