import Lit
import NetworkTestSupport
import Testing

extension ClientNetworkTests {
    @Suite struct ContractTests {
        @Test func `A minted PKP is read back with what it permits`() async throws {
            let world = try World.current()
            let pkp = try await world.lit.contracts.mintPKP(
                authorizing: .wallet(world.wallet), scopes: [.signAnything, .personalSign])
            #expect(try await world.lit.contracts.pkp(pkp.tokenID) == pkp)
            let permissions = try await world.lit.contracts.permissions(of: pkp)
            let own = try #require(permissions.first { $0.authMethod == .wallet(world.wallet) })
            #expect(own.scopes == [.signAnything, .personalSign])
            #expect(try await world.lit.contracts.pkps(permitting: .wallet(world.wallet)).contains(pkp))
        }

        @Test func `Who is permitted signs, and no longer when that is revoked`() async throws {
            let world = try World.current()
            let pkp = try await world.lit.contracts.mintPKP()
            let friend = EthereumWallet(privateKey: try world.network.key(5))
            let session = try await world.lit.session(for: friend, allowing: [.sign(with: pkp)])
            let digest = PersonalMessage.hash("permitted")
            let before = await failure { _ = try await world.lit.sign(digest, with: pkp, session: session) }
            #expect(before?.code == .notAuthorized)
            try await world.lit.contracts.permit(.wallet(friend), scopes: [.signAnything], for: pkp).receipt()
            // Nodes take up to a second to see a new block.
            try await eventually {
                let signature = try? await world.lit.sign(digest, with: pkp, session: session)
                return try signature.map { try Address($0.recover(digest)) } == pkp.address
            }
            try await world.lit.contracts.revoke(.wallet(friend), for: pkp).receipt()
            try await eventually {
                do throws(LitError) {
                    _ = try await world.lit.sign(digest, with: pkp, session: session)
                    return false
                } catch { return error.code == .notAuthorized }
            }
        }

        @Test(arguments: [
            "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG",
        ])
        func `The text of an id where its bytes belong is refused, and nothing is sent`(_ text: String)
            async throws
        {
            let world = try World.current()
            let method = AuthMethod.custom(type: .action, id: Array(text.utf8))
            let minting = await #expect(throws: EthereumRPCError.self) {
                try await world.lit.contracts.mintPKP(authorizing: method, scopes: [.signAnything])
            }
            let permitting = await #expect(throws: EthereumRPCError.self) {
                try await world.lit.contracts.permit(method, scopes: [.signAnything], for: world.pkp)
            }
            for error in [minting, permitting] {
                #expect(error?.code == .abiMismatch)
                #expect(
                    error?.message.contains("Hex.decode") == true
                        || error?.message.contains("AuthMethod.action") == true)
            }
        }

        @Test func `A key is claimed by an auth method, always the same, and minted`() async throws {
            let world = try World.current()
            let wallet = EthereumWallet(privateKey: try world.network.key(4))
            let key = try await world.lit.claim(.wallet(wallet))
            #expect(key.signatures.count == 3)
            #expect(try await world.lit.claim(.wallet(wallet)).publicKey == key.publicKey)
            #expect(try await world.lit.claim(.wallet(world.wallet)).publicKey != key.publicKey)
            let pkp = try await world.lit.contracts.mintPKP(claiming: key)
            #expect(pkp.address == key.address)
            #expect(pkp.publicKey == key.publicKey.uncompressed)
            let again = await #expect(throws: EthereumRPCError.self) {
                try await world.lit.contracts.mintPKP(claiming: key)
            }
            #expect(again?.code == .reverted)
            let session = try await world.lit.session(for: world.wallet, allowing: [.sign(with: pkp)])
            let digest = PersonalMessage.hash("claimed")
            let signature = try await world.lit.sign(digest, with: pkp, session: session)
            #expect(try Address(signature.recover(digest)) == key.address)
        }

        @Test func `A proof that is none is refused when a key is claimed`() async throws {
            let world = try World.current()
            let error = await failure { _ = try await world.lit.claim(.custom(type: 1, accessToken: "{}")) }
            #expect(
                [.authMethodRefused, .requestRefused].contains(error?.code), "\(error.map { "\($0)" } ?? "")")
        }
    }
}
