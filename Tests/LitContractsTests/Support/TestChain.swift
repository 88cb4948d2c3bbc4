import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import LitContracts
import Logging
import Primitives
import Secp256k1
import Synchronization

/// A development chain in this process, and what its node is asked.
final class TestChain: Sendable {
    let chain: Chain
    let rpc: ChainRPC
    let accounts: [EthereumWallet]
    private let interceptor: Mutex<Interceptor?>
    private let sent = Mutex<[SignedTransaction]>([])
    /// No two chains share a URL, by which accounts remember their nonces.
    private let number: Int
    private static let numbers = Mutex(0)

    /// Answers instead of the chain, refuses, or lets a request through by nil.
    typealias Interceptor = @Sendable (_ method: String, _ params: [JSON]) async throws -> JSON?

    /// What an interceptor throws where nobody is to answer.
    struct Cut: Error {}

    init(
        chainID: UInt64 = 31337, predeploys: Bool = true, blocks: Int = 0, interceptor: Interceptor? = nil
    ) async throws {
        let accounts = try DevAccount.derived(count: 6)
        var configuration = ChainConfiguration(accounts: accounts)
        configuration.chainID = chainID
        configuration.predeploysContracts = predeploys
        chain = try await Chain.open(
            configuration, store: SQLiteStore.temporary(),
            logger: Logger(label: "test") { _ in
                SwiftLogNoOpLogHandler()
            })
        rpc = ChainRPC(chain: chain, accounts: accounts, clientVersion: "test")
        self.accounts = accounts.compactMap { $0.privateKey.map { EthereumWallet(privateKey: $0) } }
        self.interceptor = Mutex(interceptor)
        number = Self.numbers.withLock { number in
            number += 1
            return number
        }
        if blocks > 0 { try await chain.mine(blocks: blocks) }
    }

    func close() async { await chain.close() }

    func intercept(_ interceptor: Interceptor?) { self.interceptor.withLock { $0 = interceptor } }

    /// All transactions that reached the chain, in order.
    var transactions: [SignedTransaction] { sent.withLock { $0 } }

    var provider: EthereumProvider {
        get throws {
            let transport = InMemoryTransport { [self] request in
                let body = try JSON(parsing: request.body)
                let method = body["method"]?.string ?? ""
                let params = body["params"]?.array ?? []
                var answer = JSON.Object()
                answer["jsonrpc"] = "2.0"
                answer["id"] = body["id"]
                do {
                    answer["result"] = try await self.answer(method, params)
                } catch let error as RPCError {
                    var object = JSON.Object()
                    object["code"] = .number(JSON.Number(error.code))
                    object["message"] = .string(error.message)
                    object["data"] = error.data
                    answer["error"] = .object(object)
                }
                return .init(
                    status: 200, headers: ["Content-Type": "application/json"], body: JSON.object(answer).utf8
                )
            }
            var configuration = EthereumProvider.Configuration()
            configuration.retries = .never
            configuration.pollingInterval = .milliseconds(1)...(.milliseconds(20))
            return try EthereumProvider(
                url: "http://chain-\(number).test", transport: transport,
                configuration: configuration)
        }
    }

    private func answer(_ method: String, _ params: [JSON]) async throws -> JSON {
        if let interceptor = interceptor.withLock({ $0 }),
            let answer = try await interceptor(method, params)
        {
            return answer
        }
        let result = try await rpc.call(method, params, connection: nil)
        if method == "eth_sendRawTransaction", let text = params.first?.string {
            let transaction = try SignedTransaction(decoding: [UInt8](hex: text))
            sent.withLock { $0.append(transaction) }
        }
        return result
    }

    /// The account with this number.
    func account(_ index: Int, provider: EthereumProvider? = nil) throws -> EthereumAccount {
        EthereumAccount(signer: accounts[index], provider: try provider ?? self.provider)
    }
}

/// Runs a body with a chain, which is closed at the end.
func withChain<Result: Sendable>(
    chainID: UInt64 = 31337, predeploys: Bool = true, blocks: Int = 0,
    _ body: (TestChain) async throws -> Result
) async throws -> Result {
    let chain = try await TestChain(chainID: chainID, predeploys: predeploys, blocks: blocks)
    do {
        let result = try await body(chain)
        await chain.close()
        return result
    } catch {
        await chain.close()
        throw error
    }
}
