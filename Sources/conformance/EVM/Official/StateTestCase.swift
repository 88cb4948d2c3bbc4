import Ethereum
import Primitives

/// A transaction to run on a state, and what must come of it.
struct StateTestCase: Sendable {
    /// The block that the transaction is run in.
    struct Environment: Sendable {
        let coinbase: Address
        let gasLimit: UInt64
        let number: UInt64
        let timestamp: UInt64
        let baseFee: UInt256
        let prevRandao: Bytes32
        let excessBlobGas: UInt64

        /// What BLOCKHASH gives for a block before this one.
        static func blockHash(_ number: UInt64) -> Bytes32 { Keccak256.hash(String(number).utf8) }
    }

    let environment: Environment
    let accounts: [OfficialAccount]
    /// The signed transaction as bytes, and the fields that it must hold.
    let encoded: [UInt8]
    let fields: StateTestFields
    let expectedRoot: Bytes32
    /// Keccak-256 of the RLP of the list of logs.
    let expectedLogsHash: Bytes32
    /// The name of the reason for which the transaction must be refused, if it must.
    let expectedException: String?

    static func recognises(_ test: JSON) -> Bool { test["post"] != nil && test["env"] != nil }

    /// The cases of one test with their names: the test's, and the indexes of data, gas and value.
    static func parse(_ test: JSON, name: String) throws -> [(name: String, StateTestCase)] {
        let environment = try Environment(test.member("env"))
        let accounts = try OfficialAccount.parse(test.member("pre"))
        let transaction = try test.member("transaction")
        return try test.member("post").items("Cancun").map { entry in
            let indexes = try entry.member("indexes")
            func index(_ name: String) throws -> Int {
                guard let index = try indexes.member(name).int else { throw BadCase("\(name): no index") }
                return index
            }
            let (data, gas, value) = (try index("data"), try index("gas"), try index("value"))
            let aCase = StateTestCase(
                environment: environment, accounts: accounts, encoded: try entry.bytes("txbytes"),
                fields: try StateTestFields(transaction, data: data, gas: gas, value: value),
                expectedRoot: try entry.hash("hash"), expectedLogsHash: try entry.hash("logs"),
                expectedException: entry["expectException"]?.string)
            return ("\(name)[d\(data) g\(gas) v\(value)]", aCase)
        }
    }
}

extension StateTestCase.Environment {
    init(_ env: JSON) throws {
        coinbase = try env.address("currentCoinbase")
        gasLimit = try env.word("currentGasLimit")
        number = try env.word("currentNumber")
        timestamp = try env.word("currentTimestamp")
        baseFee = try env.number("currentBaseFee")
        prevRandao = try env.hash("currentRandom")
        excessBlobGas = try env.word("currentExcessBlobGas")
    }
}
