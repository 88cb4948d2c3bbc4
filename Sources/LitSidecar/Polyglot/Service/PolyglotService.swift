internal import Ethereum
package import Lit
package import LitProtocol
package import Primitives
internal import Synchronization

/// What the polyglot server does for those who call it, whatever carries the requests.
///
/// One client and one wallet for all callers: whoever sets the wallet sets everybody's.
package final class PolyglotService: Sendable {
    /// What it needs of the world.
    package struct Surroundings: Sendable {
        /// Connects to the one network there is.
        package var connect: @Sendable () async throws(LitError) -> LitClient
        /// Has watched what the client's nodes answer.
        package var witness: NodeWitness
        package var now: @Sendable () -> Timestamp
        package var makeKey: @Sendable () -> SessionKey

        /// From its parts; the clock and chance are the system's unless given.
        package init(
            witness: NodeWitness, now: @escaping @Sendable () -> Timestamp = { .now() },
            makeKey: @escaping @Sendable () -> SessionKey = { SessionKey() },
            connect: @escaping @Sendable () async throws(LitError) -> LitClient
        ) {
            self.witness = witness
            self.now = now
            self.makeKey = makeKey
            self.connect = connect
        }
    }

    /// What all callers share.
    struct State: Sendable {
        /// Whether there is a client object, connected or not.
        var hasClient = false
        /// The network's name as the caller who made the client object gave it.
        var networkName = PolyglotService.usualNetwork
        var isDebugging = true
        /// Stays when disconnected, as some calls go on working.
        var client: LitClient?
        var isReady = false
        var wallet: EthereumWallet?
        var hasContracts = false
        /// When the client was connected last.
        var connected: Timestamp?
    }

    static let usualNetwork = "datil-dev"

    let surroundings: Surroundings
    let state = Mutex(State())

    package init(_ surroundings: Surroundings) { self.surroundings = surroundings }

    /// Makes the client object that callers find at the start, not connected yet.
    package func makeClient() { state.withLock { $0.hasClient = true } }

    /// Answers a request whose caller may ask.
    ///
    /// - Parameters:
    ///   - path: without a query; its case and a slash at its end do not count.
    ///   - body: JSON, or nothing.
    package func answer(_ method: String, _ path: String, body: [UInt8]) async -> PolyglotAnswer {
        do throws(PolyglotFailure) {
            let request = try PolyglotRequest(body)
            guard method == "POST", let route = PolyglotRoute(path: path) else {
                return PolyglotAnswer(nothingAt: path, method: method)
            }
            if route == .isReady { return readiness }
            return PolyglotAnswer(try await answer(route, request))
        } catch {
            return error.answer
        }
    }

    private func answer(
        _ route: PolyglotRoute, _ request: PolyglotRequest
    ) async throws(PolyglotFailure) -> JSON {
        switch route {
        case .new: try await new(request)
        case .connect: try await connect()
        case .disconnect: disconnect()
        case .getProperty: try property(request)
        case .getSessionSigs: try await sessionSigs(request)
        case .executeJs: try await executeJs(request)
        case .pkpSign: try await pkpSign(request)
        case .encryptString: try encryptString(request)
        case .decryptString: try await decryptString(request)
        case .newContracts: try newContracts(request)
        case .mintWithAuth: try await mintWithAuth(request)
        case .createSiweMessage: try await createSiweMessage(request)
        case .generateAuthSig: try generateAuthSig(request)
        case .setAuthToken: try setAuthToken(request)
        case .isReady: [:]
        }
    }

    private var readiness: PolyglotAnswer {
        let (hasClient, isReady) = state.withLock { ($0.hasClient, $0.isReady) }
        guard hasClient else { return PolyglotAnswer(["ready": false, "error": [:]], status: 500) }
        return PolyglotAnswer(["ready": .bool(isReady)])
    }

    // MARK: What handlers ask for

    static let success: JSON = ["success": true]

    /// Throws unless there is a client object.
    func checkClient() throws(PolyglotFailure) {
        guard state.withLock(\.hasClient) else { throw .tooEarly("LitNodeClient not initialized") }
    }

    /// The client, which may have been disconnected since.
    ///
    /// - Parameter complaint: what to say if it never was connected.
    func client(_ complaint: String) throws(PolyglotFailure) -> LitClient {
        try checkClient()
        guard let client = state.withLock(\.client) else {
            throw .thrown("LitNodeClientNotReadyError", complaint)
        }
        return client
    }

    /// The client, if it is connected.
    ///
    /// - Parameter complaint: what to say if it is not.
    func readyClient(_ complaint: String) throws(PolyglotFailure) -> LitClient {
        let client = try client(complaint)
        guard state.withLock(\.isReady) else { throw .thrown("LitNodeClientNotReadyError", complaint) }
        return client
    }

    /// - Parameter complaint: what to say if there is none.
    func wallet(_ complaint: String) throws(PolyglotFailure) -> EthereumWallet {
        guard let wallet = state.withLock(\.wallet) else { throw .tooEarly(complaint) }
        return wallet
    }

    /// A call of the client, whose error is told as the JavaScript SDK would.
    func calling<Value>(
        _ call: () async throws(LitError) -> Value
    ) async throws(PolyglotFailure) -> Value {
        do throws(LitError) { return try await call() } catch {
            let said = error.context.requestID.map(surroundings.witness.said) ?? []
            throw PolyglotFailure(error, said: said)
        }
    }
}
