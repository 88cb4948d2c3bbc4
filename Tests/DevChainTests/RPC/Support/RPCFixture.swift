import DevChain
import Ethereum
import Logging
import Primitives
import Synchronization

/// A fresh chain with ten accounts and its methods, on a clock that a test moves.
struct RPCFixture {
    let chain: Chain
    let rpc: ChainRPC
    let accounts: [DevAccount]
    let uptime = TestUptime()

    init(
        mining: MiningMode = .automatic, limits: ChainRPCLimits = ChainRPCLimits(),
        _ configure: (inout ChainConfiguration) -> Void = { _ in }
    ) async throws {
        accounts = try DevAccount.derived()
        var configuration = ChainConfiguration(accounts: accounts)
        configuration.genesisTimestamp = 1_700_000_000
        configuration.mining = mining
        configure(&configuration)
        chain = try await Chain.open(
            configuration, store: SQLiteStore.temporary(), clock: StandingClock(),
            logger: Logger(label: "test"))
        rpc = ChainRPC(
            chain: chain, accounts: accounts, clientVersion: "test/v1", limits: limits, uptime: uptime.read)
    }

    /// The result of a call, its parameters as the text of a JSON array.
    func call(
        _ method: String, _ params: String = "[]", connection: RPCConnection? = nil
    ) async throws -> JSON {
        try await rpc.call(method, JSON(parsing: params).array ?? [], connection: connection)
    }

    /// The error of a call; nil if it succeeds.
    func error(
        _ method: String, _ params: String = "[]", connection: RPCConnection? = nil
    ) async throws -> RPCError? {
        let params = try JSON(parsing: params).array ?? []
        do {
            _ = try await rpc.call(method, params, connection: connection)
            return nil
        } catch {
            return error
        }
    }

    /// The address of an account, in quotes.
    func account(_ index: Int) -> String { "\"\(accounts[index].address.prefixedHex)\"" }

    /// Puts code at an address whose digits end in `last`; the address in quotes.
    @discardableResult
    func deploy(_ code: String, at last: UInt64) async throws -> String {
        let address = Address(truncating: (UInt256(0xc0de) << 64 | UInt256(last)).bytes32).prefixedHex
        _ = try await call("anvil_setCode", "[\"\(address)\",\"\(code)\"]")
        return "\"\(address)\""
    }

    /// Sends from the first account, and gives the receipt.
    @discardableResult
    func send(_ members: String) async throws -> JSON {
        let hash = try await call("eth_sendTransaction", "[{\"from\":\(account(0)),\(members)}]")
        return try await call("eth_getTransactionReceipt", "[\(hash)]")
    }
}

/// A clock that stands; nobody sleeps by it.
struct StandingClock: ChainClock {
    func now() -> UInt64 { 1_700_000_000 }
    func sleep(seconds: UInt64) async throws { throw CancellationError() }
}

/// The clock by which filters expire.
final class TestUptime: Sendable {
    private let state = Mutex(Duration.zero)

    var read: @Sendable () -> Duration { { [self] in state.withLock { $0 } } }

    func advance(_ duration: Duration) { state.withLock { $0 += duration } }
}

/// Notifications that a connection was sent, in their order.
final class SentNotifications: Sendable {
    private let stream: AsyncStream<[UInt8]>
    let connection: RPCConnection

    init() {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        self.stream = stream
        connection = RPCConnection { continuation.yield($0) }
    }

    /// The next so many; waits for them.
    func next(_ count: Int) async throws -> [JSON] {
        var found: [JSON] = []
        if count == 0 { return [] }
        for await message in stream {
            found.append(try JSON(parsing: message))
            if found.count == count { break }
        }
        return found
    }
}

/// Small programs for the virtual machine.
enum TestCode {
    /// Reverts with its input.
    static let reverter = "0x365f5f37365ffd"
    /// Returns its input.
    static let echo = "0x365f5f37365ff3"
    /// The designated invalid instruction.
    static let invalid = "0xfe"
    /// Runs for ever.
    static let loop = "0x5b5f56"
    /// Adds what is not there.
    static let underflow = "0x01"
    /// Jumps to where no jump may go.
    static let badJump = "0x5f56"
    /// Writes a log without data: the first word of its input as topic.
    static let oneTopic = "0x5f355f5fa100"
    /// Writes a log without data: the first word of its input and its caller as topics.
    static let twoTopics = "0x335f355f5fa200"
    /// Stores the first word of its input in slot 0.
    static let store = "0x5f355f5500"
    /// Returns slot 0.
    static let load = "0x5f545f5260205ff3"
    /// Counts down from 10000.
    static let count = "0x6127105b600190038060035700"

    /// Returns the word that one instruction gives.
    static func word(_ opcode: String) -> String { "0x\(opcode)5f5260205ff3" }

    /// Calls an address with all gas, and reverts if that fails.
    static func calling(_ address: String) -> String {
        let digits = address.filter(\.isHexDigit).suffix(40)
        return "0x5f5f5f5f5f73\(digits)5af115602157005b5f5ffd"
    }
}
