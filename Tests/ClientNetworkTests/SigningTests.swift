import Lit
import NetworkTestSupport
import Testing

extension ClientNetworkTests {
    @Suite struct SigningTests {
        @Test func `Nodes sign a digest together, and it recovers to the PKP`() async throws {
            let world = try World.current()
            for number in 0..<3 {
                let digest = Keccak256.hash(Array("digest \(number)".utf8))
                let signature = try await world.lit.sign(digest, with: world.pkp, session: world.session)
                #expect(try signature.recover(digest).uncompressed == world.pkp.publicKey)
                #expect(signature.isLowS)
            }
        }

        @Test func `Bytes of any other length are refused with the cure`() async throws {
            let world = try World.current()
            let digest = Keccak256.hash(Array("bytes".utf8))
            let signature = try await world.lit.sign(digest.bytes, with: world.pkp, session: world.session)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
            for count in [0, 31, 33, 64] {
                let bytes = [UInt8](repeating: 1, count: count)
                let error = await failure {
                    _ = try await world.lit.sign(bytes, with: world.pkp, session: world.session)
                }
                #expect(error?.code == .invalidArgument)
                #expect(error?.hint?.contains("Hash the data first") == true)
            }
        }

        @Test func `Many are signed at once`() async throws {
            let world = try World.current()
            let signed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<16 {
                    group.addTask {
                        let digest = Keccak256.hash(Array("at once \(number)".utf8))
                        let signature = try await world.lit.sign(
                            digest, with: world.pkp, session: world.session)
                        return try Address(signature.recover(digest)) == world.pkp.address
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(signed == 16)
        }

        @Test func `A session that does not allow it is refused here, with what is missing`() async throws {
            let world = try World.current()
            let session = try await world.lit.session(for: world.wallet, allowing: [.executeActions()])
            let error = await failure {
                _ = try await world.lit.sign(PersonalMessage.hash("x"), with: world.pkp, session: session)
            }
            #expect(error?.code == .sessionLacksPermission)
            #expect(error?.message.contains("\(world.pkp.address)") == true)
            #expect(error?.hint?.contains(".sign(with: pkp)") == true)
        }

        @Test func `A stranger's session is refused by the nodes`() async throws {
            let world = try World.current()
            let stranger = EthereumWallet(privateKey: try world.network.key(7))
            let session = try await world.lit.session(for: stranger, allowing: [.sign()])
            let error = await failure {
                _ = try await world.lit.sign(PersonalMessage.hash("x"), with: world.pkp, session: session)
            }
            #expect(error?.code == .notAuthorized)
            #expect(error?.reports.isEmpty == false)
            #expect(error?.context.requestID?.isEmpty == false)
            #expect(error?.context.operation == "sign")
        }

        @Test func `A key that is no PKP of the network is refused by the nodes`() async throws {
            let world = try World.current()
            let key = EthereumWallet.random().privateKey.publicKey
            let pkp = try #require(PKP(publicKey: key.uncompressed))
            let session = try await world.lit.session(for: world.wallet, allowing: [.sign()])
            let error = await failure {
                _ = try await world.lit.sign(PersonalMessage.hash("x"), with: pkp, session: session)
            }
            #expect([.notAuthorized, .pkpNotFound, .requestRefused].contains(error?.code))
        }

        @Test func `No time at all is too little`() async throws {
            let world = try World.current()
            let error = await failure {
                _ = try await world.lit.sign(
                    PersonalMessage.hash("x"), with: world.pkp, session: world.session, timeout: .zero)
            }
            #expect(error?.code == .timedOut)
        }

        @Test func `A cancelled task ends at once`() async throws {
            let world = try World.current()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await world.lit.sign(
                    PersonalMessage.hash("x"), with: world.pkp, session: world.session)
            }
            let error = await #expect(throws: LitError.self) { try await task.value }
            #expect(error?.code == .cancelled)
        }
    }
}
