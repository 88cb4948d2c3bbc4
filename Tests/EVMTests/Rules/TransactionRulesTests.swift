import EVM
import Ethereum
import Primitives
import Testing

@Suite("Static rules of transactions") struct TransactionRulesTests {
    static func transaction(
        chainID: UInt64? = 1, gasLimit: UInt64 = 1_000_000, to: Address? = .zero, data: [UInt8] = [],
        fees: Transaction.Fees = .legacy(gasPrice: 1)
    ) -> Transaction {
        Transaction(chainID: chainID, nonce: 0, gasLimit: gasLimit, to: to, data: data, fees: fees)
    }

    static func refusal(_ transaction: Transaction) -> TransactionRuleError? {
        do { try TransactionRules.checkStatic(transaction, chainID: 1) } catch { return error }
        return nil
    }

    @Test("counts the gas of data, creation and access lists") func intrinsicGas() {
        func gas(_ transaction: Transaction) -> UInt64 { IntrinsicGas.of(transaction) }
        #expect(gas(Self.transaction()) == 21_000)
        #expect(gas(Self.transaction(data: [0, 1, 2, 0])) == 21_000 + 2 * 4 + 2 * 16)
        #expect(gas(Self.transaction(to: nil)) == 53_000)
        #expect(gas(Self.transaction(to: nil, data: [1])) == 53_000 + 16 + 2)
        let code = [UInt8](repeating: 0, count: 33)
        #expect(gas(Self.transaction(to: nil, data: code)) == 53_000 + 33 * 4 + 2 * 2)
        let list: Transaction.AccessList = [
            .init(address: .zero, storageKeys: [.zero, .zero]), .init(address: .zero, storageKeys: []),
        ]
        #expect(gas(Self.transaction(fees: .accessList(gasPrice: 1, list))) == 21_000 + 2 * 2_400 + 2 * 1_900)
    }

    @Test("refuses a gas limit below the intrinsic gas") func gasLimit() {
        #expect(Self.refusal(Self.transaction(gasLimit: 21_000)) == nil)
        let error = Self.refusal(Self.transaction(gasLimit: 20_999))
        #expect(error?.code == .intrinsicGasTooLow(gasLimit: 20_999, intrinsic: 21_000))
        #expect(error?.description.hasPrefix("intrinsic gas too low") == true)
    }

    @Test("refuses other chains, and takes transactions of none") func chainID() {
        #expect(Self.refusal(Self.transaction(chainID: nil)) == nil)
        let error = Self.refusal(Self.transaction(chainID: 5))
        #expect(error?.code == .wrongChainID(actual: 5, expected: 1))
        #expect(error?.description == "invalid chain id for signer: have 5 want 1")
    }

    @Test("refuses a priority fee above the whole fee") func priorityFee() {
        func fees(_ limit: UInt256, _ priority: UInt256) -> Transaction {
            Self.transaction(fees: .dynamic(maxFeePerGas: limit, maxPriorityFeePerGas: priority))
        }
        #expect(Self.refusal(fees(2, 2)) == nil)
        let error = Self.refusal(fees(2, 3))
        #expect(error?.code == .priorityFeeAboveMaxFee(priorityFee: 3, maxFee: 2))
        #expect(
            error?.description.hasPrefix("max priority fee per gas higher than max fee per gas") == true)
    }

    @Test("refuses costs of 2^256 and more") func overflow() {
        let largest = UInt256.max / 1_000_000
        #expect(Self.refusal(Self.transaction(fees: .legacy(gasPrice: largest))) == nil)
        let error = Self.refusal(Self.transaction(fees: .legacy(gasPrice: largest + 1)))
        #expect(error?.code == .gasCostOverflow(gasLimit: 1_000_000, maxFee: largest + 1))
        #expect(error?.description.hasPrefix("insufficient funds for gas * price + value") == true)
        // The last but one overflows in a product, the last in the sum of two that fit.
        let blobFees: [UInt256] = [2, .max, .max / 131_072]
        let costs = blobFees.map { TransactionRules.maxGasCost(of: Self.blob(maxFeePerBlobGas: $0)) }
        #expect(costs == [UInt256(1_262_144), nil, nil])
    }

    @Test("refuses creation code beyond its limit") func initCode() {
        func creation(_ count: Int, to: Address? = nil) -> Transaction {
            Self.transaction(to: to, data: [UInt8](repeating: 0, count: count))
        }
        #expect(Self.refusal(creation(49_152)) == nil)
        #expect(Self.refusal(creation(49_153))?.code == .initCodeTooLarge(size: 49_153))
        #expect(Self.refusal(creation(49_153, to: .zero)) == nil)
    }

    static func blob(
        _ versions: [UInt8] = [1], to: Address? = .zero, maxFeePerBlobGas: UInt256 = 1
    ) -> Transaction {
        transaction(
            to: to,
            fees: .blob(
                maxFeePerGas: 1, maxPriorityFeePerGas: 1, maxFeePerBlobGas: maxFeePerBlobGas,
                versionedHashes: versions.map { Bytes32(words: UInt64($0) << 56, 0, 0, 0) }))
    }

    @Test("wants one to six blobs with hashes of version 1, and an address") func blobs() {
        #expect(Self.refusal(Self.blob()) == nil)
        #expect(Self.refusal(Self.blob([1, 1, 1, 1, 1, 1])) == nil)
        #expect(Self.refusal(Self.blob([]))?.code == .noBlobs)
        #expect(Self.refusal(Self.blob([1, 1, 1, 1, 1, 1, 1]))?.code == .tooManyBlobs(7))
        #expect(Self.refusal(Self.blob([1, 2]))?.code == .badBlobHashVersion(index: 1, version: 2))
        #expect(Self.refusal(Self.blob(to: nil))?.code == .blobCreation)
    }
}
