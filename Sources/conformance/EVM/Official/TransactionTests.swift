import EVM
import Ethereum
import Primitives

extension OfficialKind {
    /// Signed transactions on the chain with id 1, valid and invalid. Tests for which Cancun has no
    /// result of its own carry that of an earlier fork, which still holds.
    static let transactions = OfficialKind(
        name: "transactions", recognises: { $0["txbytes"] != nil && $0["result"] != nil },
        cases: { file, name, test in
            [OfficialCase(name: "\(file.stem)/\(name)") { try checkTransaction(test) }]
        })
}

private func checkTransaction(_ test: JSON) throws {
    guard let results = try test.member("result").object, results.count == 1,
        let result = results.first(where: { _ in true })?.value
    else { throw BadCase("result is not an object of one fork") }
    let exception = result["exception"]?.string
    let signed: SignedTransaction
    do {
        signed = try SignedTransaction(decoding: test.bytes("txbytes"))
    } catch let error as TransactionError {
        guard let exception else { throw error }
        guard StaticRefusal.isReason(error, for: exception) else {
            throw Disagreement("refused as an encoding, not as \(exception): \(error)")
        }
        return
    }
    // A test that some part of a client refuses before it counts gas states none.
    let intrinsic = try result.word("intrinsicGas")
    if exception == nil || intrinsic != 0 {
        try expectEqual("intrinsic gas", IntrinsicGas.of(signed.transaction), intrinsic)
    }
    do {
        try TransactionRules.checkStatic(signed.transaction, chainID: 1)
    } catch {
        guard let exception else { throw error }
        guard StaticRefusal.isReason(error, for: exception) else {
            throw Disagreement("refused for another reason than \(exception): \(error)")
        }
        return
    }
    if let exception { throw Disagreement("accepted, although it must be refused (\(exception))") }
    try expectEqual("hash", signed.hash, result.hash("hash"))
    try expectEqual("sender", signed.sender, result.address("sender"))
}
