public import HTTPExchange
public import Logging
internal import Synchronization

#if canImport(FoundationNetworking)
    internal import Foundation
    public import FoundationNetworking
#else
    public import Foundation
#endif

/// Sends requests through Foundation's URLSession.
///
/// On Linux this serves programs that want no other HTTP library. FoundationNetworking there keeps the body of
/// a redirect in memory, out of the limit's reach until it is complete, so that only the deadline bounds it;
/// it drops that body if the redirect has no usable `Location`; it sends a `User-Agent` with the process's name
/// and an `Accept-Language`; and it reads the proxy variables of the environment.
public final class URLSessionTransport: HTTPTransport {
    private let sessions: SessionHolder
    private let driver: RequestDriver

    /// An ephemeral session's configuration, with eight connections to a host.
    public static var defaultConfiguration: URLSessionConfiguration {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.httpMaximumConnectionsPerHost = 8
        return configuration
    }

    /// With a session of its own, from a copy of `configuration` in which cookies, cache and stored
    /// credentials are turned off.
    public init(configuration: URLSessionConfiguration = URLSessionTransport.defaultConfiguration) {
        let sessions = SessionHolder(configuration)
        self.sessions = sessions
        driver = RequestDriver { error in
            TransportFailure(urlSession: error)
        } exchange: { request, _ in
            let exchange = URLSessionExchange(request)
            return try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { continuation in
                    exchange.start(continuation) { sessions.makeTask(for: request, exchange) }
                }
            } onCancel: {
                exchange.fail(.cancelled)
            }
        }
    }

    deinit {
        driver.shutDown()
        sessions.invalidate()
    }

    public func send(
        _ request: HTTPRequest, logger: Logger
    ) async throws(HTTPTransportError) -> HTTPResponse {
        try await driver.send(request, logger: logger)
    }

    public func shutdown() async {
        driver.shutDown()
        sessions.invalidate()
    }
}

/// The session until it is invalidated. A task must not be made after that: Foundation traps.
private final class SessionHolder: Sendable {
    private let router = URLSessionRouter()
    private let session: Mutex<URLSession?>

    init(_ configuration: URLSessionConfiguration) {
        let copy = configuration.copy() as? URLSessionConfiguration ?? .ephemeral
        copy.httpCookieStorage = nil
        copy.httpShouldSetCookies = false
        copy.httpCookieAcceptPolicy = .never
        copy.urlCache = nil
        copy.requestCachePolicy = .reloadIgnoringLocalCacheData
        copy.urlCredentialStorage = nil
        session = Mutex(URLSession(configuration: copy, delegate: router, delegateQueue: nil))
    }

    /// `nil` if the session is no more, or Foundation does not take the URL.
    func makeTask(for request: HTTPRequest, _ exchange: URLSessionExchange) -> URLSessionDataTask? {
        guard let url = URL(string: request.url.string) else { return nil }
        var outgoing = URLRequest(url: url)
        outgoing.httpMethod = request.method.rawValue
        for field in request.headers { outgoing.addValue(field.value, forHTTPHeaderField: field.name) }
        outgoing.setValue("gzip, deflate", forHTTPHeaderField: "Accept-Encoding")
        outgoing.httpShouldHandleCookies = false
        outgoing.cachePolicy = .reloadIgnoringLocalCacheData
        if !request.body.isEmpty { outgoing.httpBody = Data(request.body) }
        // Foundation's own limit only has to be later than the driver's.
        let left = ContinuousClock.now.duration(to: request.deadline) / .seconds(1)
        outgoing.timeoutInterval = min(max(left, 0), 1e8).rounded(.up) + 10
        return session.withLock { session in
            guard let task = session?.dataTask(with: outgoing) else { return nil }
            router.register(exchange, for: task)
            return task
        }
    }

    func invalidate() {
        session.withLock { session in
            session?.invalidateAndCancel()
            session = nil
        }
    }
}
