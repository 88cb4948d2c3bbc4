import ActionProtocol
package import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Fetches for scripts: to public addresses only, and to the very address that was looked at.
///
/// A name is resolved once per request, every address that it has is checked, and the connection goes to one of those,
/// so that a name server that answers differently the next time gains nothing. A redirect is checked anew.
package struct GuardedFetch: Sendable {
    /// The end of a fetch: a head, and where the body comes from.
    struct Response: Sendable {
        let url: FetchURL
        let isRedirected: Bool
        let isUnfollowed: Bool
        let connection: FetchConnection
        let hasBody: Bool
    }

    private let policy: FetchPolicy
    private let resolver: any AddressResolver
    private let group: any EventLoopGroup
    private let tls: Result<NIOSSLContext, any Error>

    package init(
        policy: FetchPolicy, group: any EventLoopGroup, resolver: any AddressResolver = SystemResolver()
    ) {
        self.policy = policy
        self.group = group
        self.resolver = resolver
        tls = Result {
            var configuration = TLSConfiguration.makeClientConfiguration()
            configuration.applicationProtocols = ["http/1.1"]
            if !policy.trustedCertificates.isEmpty {
                configuration.additionalTrustRoots = [
                    .certificates(try NIOSSLCertificate.fromPEMBytes(Array(policy.trustedCertificates.utf8)))
                ]
            }
            return try NIOSSLContext(configuration: configuration)
        }
    }

    /// Sends the request, follows its redirects and returns when there is the head of the last response.
    func fetch(_ request: FetchRequest) async throws(OperationFailure) -> Response {
        var request = request
        var redirects = 0
        while true {
            let connection = try await send(request)
            let status = Int(connection.head.status.code)
            let location = connection.head.headers.first(name: "location")
            guard [301, 302, 303, 307, 308].contains(status), let location, request.redirect != .manual else {
                let hasBody = request.method != "HEAD" && ![204, 205, 304].contains(status)
                if !hasBody { connection.close() }
                return Response(
                    url: request.url, isRedirected: redirects > 0,
                    isUnfollowed: request.redirect == .manual && location != nil
                        && (300..<400).contains(status),
                    connection: connection, hasBody: hasBody)
            }
            connection.close()
            guard request.redirect == .follow else { throw .fetch("\(request.url.host) redirects") }
            guard redirects < policy.redirectLimit else {
                throw .fetch("it is redirected more than \(policy.redirectLimit) times")
            }
            guard let next = request.url.resolving(location) else {
                throw .fetch(
                    "\(request.url.host) redirects to what is not an http or https URL without credentials")
            }
            redirects += 1
            request.redirect(to: next, status: status)
        }
    }

    private func send(_ request: FetchRequest) async throws(OperationFailure) -> FetchConnection {
        let addresses = try await addresses(for: request.url)
        let context: NIOSSLContext
        do { context = try tls.get() } catch { throw .fetch("TLS cannot be set up: \(error)") }
        var failure = "the name has no address"
        for address in addresses.prefix(4) {
            guard !Task.isCancelled else { break }
            do {
                return try await FetchConnection.open(
                    to: address, url: request.url, request: head(request), body: request.body, policy: policy,
                    tls: context, group: group)
            } catch let error as NIOConnectionError {
                failure =
                    "\(request.url.host) cannot be connected to: \(error.connectionErrors.first.map { "\($0.error)" } ?? "no route")"
            } catch let error as ChannelError {
                failure = "\(request.url.host) cannot be connected to: \(error)"
            } catch let error as IOError {
                failure = "\(request.url.host) cannot be connected to: \(error.description)"
            } catch let error as FetchError {
                throw .fetch("\(request.url.host): \(error.reason)")
            } catch {
                throw .fetch("\(request.url.host): \(error)")
            }
        }
        throw .fetch(failure)
    }

    /// The addresses of the URL's host, all of which scripts may reach.
    private func addresses(for url: FetchURL) async throws(OperationFailure) -> [IPAddress] {
        guard !FetchPolicy.blockedPorts.contains(url.port) else {
            throw .fetch("port \(url.port) is of another protocol, and blocked")
        }
        let addresses: [IPAddress]
        if let literal = IPAddress(url.host) {
            addresses = [literal]
        } else {
            addresses = try await resolve(url.host)
        }
        for address in addresses {
            guard let kind = policy.refusal(of: address) else { continue }
            throw .fetch("\(url.host) is at \(kind.rawValue), which actions may not reach on this node")
        }
        return addresses
    }

    private func resolve(_ name: String) async throws(OperationFailure) -> [IPAddress] {
        let resolver = resolver
        let timeout = policy.resolutionTimeout
        // The first to come counts; a lookup cannot be broken off.
        let (results, continuation) = AsyncStream<[IPAddress]?>.makeStream()
        let lookup = Task {
            continuation.yield((try? await resolver.addresses(of: name)) ?? [])
            continuation.finish()
        }
        let clock = Task {
            try await Task.sleep(for: timeout)
            continuation.yield(nil)
            continuation.finish()
        }
        defer {
            lookup.cancel()
            clock.cancel()
        }
        for await result in results {
            guard let result else { throw .fetch("the name \(name) was not resolved in time") }
            guard !result.isEmpty else { throw .fetch("the name \(name) has no address") }
            return result
        }
        throw .fetch("it was cancelled")
    }

    private func head(_ request: FetchRequest) -> HTTPRequestHead {
        var headers = HTTPHeaders()
        headers.add(name: "Host", value: request.url.authority)
        for (name, value) in request.headers { headers.add(name: name, value: value) }
        if !headers.contains(name: "user-agent") { headers.add(name: "User-Agent", value: policy.userAgent) }
        if !headers.contains(name: "accept") { headers.add(name: "Accept", value: "*/*") }
        if !headers.contains(name: "accept-language") { headers.add(name: "Accept-Language", value: "*") }
        headers.add(name: "Accept-Encoding", value: "gzip, deflate")
        headers.add(name: "Connection", value: "close")
        if request.hasBody || ["POST", "PUT"].contains(request.method) {
            headers.add(name: "Content-Length", value: String(request.body.count))
        }
        return HTTPRequestHead(
            version: .http1_1, method: HTTPMethod(rawValue: request.method), uri: request.url.target,
            headers: headers)
    }
}
