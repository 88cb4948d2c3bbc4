import EVM
import Ethereum
import Primitives
import Testing

@Suite("A transaction that the state does not allow")
struct RejectionTests {
    @Test("names its condition and leaves nothing behind")
    func conditions() throws {
        let scene = try Scene(code: [Scene.contract: [0]], baseFee: 10)
        func reject(
            _ transaction: Transaction, from sender: Address = Scene.sender,
            _ matches: (TransactionRejection.Code) -> Bool, _ text: String
        ) {
            do throws(ExecutionError) {
                _ = try scene.executor.execute(transaction, from: sender)
                Issue.record("accepted, although \(text)")
            } catch {
                guard case .rejected(let rejection) = error else {
                    Issue.record("\(error) instead of: \(text)")
                    return
                }
                #expect(matches(rejection.code), "\(rejection.code)")
                #expect(rejection.description.hasPrefix(text), "\(rejection)")
            }
        }
        reject(
            Scene.transaction(gasPrice: 10, nonce: 3), { $0 == .nonceTooHigh(next: 0, actual: 3) },
            "nonce too high: next nonce 0, tx nonce 3")
        reject(
            Scene.transaction(gasPrice: 9), { $0 == .feeBelowBaseFee(maxFee: 9, baseFee: 10) },
            "max fee per gas less than block base fee")
        reject(
            Scene.transaction(value: Scene.ether, gasPrice: 10),
            { if case .insufficientFunds = $0 { true } else { false } },
            "insufficient funds for gas * price + value")
        reject(
            Scene.transaction(value: .max, gasPrice: 10),
            { if case .insufficientFunds(_, nil) = $0 { true } else { false } },
            "insufficient funds for gas * price + value")
        reject(
            Scene.transaction(gasPrice: 10, nonce: 1), from: Scene.contract, { $0 == .senderIsContract },
            "sender not an eoa")
        reject(
            Scene.transaction(gas: 31_000_000, gasPrice: 10),
            { $0 == .exceedsBlockGas(limit: 31_000_000, available: 30_000_000) }, "exceeds block gas limit")
        #expect(try scene.after().root == scene.world.root)

        _ = try scene.send(to: Scene.other, gasPrice: 10)
        reject(
            Scene.transaction(gasPrice: 10), { $0 == .nonceTooLow(next: 1, actual: 0) },
            "nonce too low: next nonce 1, tx nonce 0")
    }

    @Test("by its own rules is refused before the state is looked at")
    func rules() throws {
        let scene = try Scene()
        #expect {
            _ = try scene.executor.execute(Scene.transaction(gas: 20_999), from: Scene.sender)
        } throws: { error in
            guard case ExecutionError.invalid(let error) = error else { return false }
            return error.code == .intrinsicGasTooLow(gasLimit: 20_999, intrinsic: 21_000)
        }
    }

    @Test("may be simulated when the checks are left out")
    func simulated() throws {
        let scene = try Scene(
            code: [Scene.contract: Program().op("CALLER").returningTop().bytes], baseFee: 10)
        let pauper = Address(truncating: UInt256(0xbeef).bytes32)
        let result = try scene.executor.execute(
            Scene.transaction(gas: 100_000, gasPrice: 5, nonce: 77), from: pauper, checks: [])
        #expect(result.succeeded)
        #expect(result.output == pauper.word.bytes)
    }
}
