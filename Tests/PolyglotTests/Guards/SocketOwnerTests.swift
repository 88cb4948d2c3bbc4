import LitSidecar
import NIOCore
import NIOPosix
import Testing

#if os(Linux)
    #if canImport(Glibc)
        import Glibc
    #endif

    @Suite struct SocketOwnerTests {
        /// A connection to a server of this process.
        private static func withConnection(
            _ host: String, _ body: (_ client: SocketQuestion) throws -> Void
        ) async throws {
            let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: host, port: 0).get()
            let client = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(to: try #require(server.localAddress)).get()
            let (own, peer) = (try #require(client.localAddress), try #require(client.remoteAddress))
            let question = try #require(SocketQuestion(from: own, to: peer))
            do { try body(question) } catch {
                try await client.close()
                try await server.close()
                throw error
            }
            try await client.close()
            try await server.close()
        }

        @Test func `The kernel tells whose a connection is, asked or by its list`() async throws {
            try await Self.withConnection("127.0.0.1") { question in
                let asked = try #require(SocketOwner.find(question))
                #expect(asked.user == geteuid())
                #expect(asked.isThere)
                #expect(SocketTable.find(question) == asked)
            }
        }

        @Test func `Nobody has a connection that is not there`() async throws {
            try await Self.withConnection("127.0.0.1") { question in
                let other = SocketQuestion(
                    source: question.source, sourcePort: 1, destination: question.destination,
                    destinationPort: question.destinationPort)
                #expect(SocketOwner.find(other) == nil)
            }
        }

        @Test func `Addresses of two families are no connection`() throws {
            let four = try SocketAddress(ipAddress: "127.0.0.1", port: 1)
            let six = try SocketAddress(ipAddress: "::1", port: 2)
            #expect(SocketQuestion(from: four, to: six) == nil)
            let question = try #require(SocketQuestion(from: six, to: six))
            #expect(question.source == [UInt8](repeating: 0, count: 15) + [1])
            #expect(question.sourcePort == 2)
            #expect(SocketQuestion(from: four, to: try SocketAddress(unixDomainSocketPath: "/x")) == nil)
        }
    }
#endif
