import Lit
import NetworkTestSupport
import Synchronization
import Testing

extension ClientNetworkTests {
    @Suite struct SessionTests {
        @Test func `A wallet's session belongs to the wallet, holds as long as asked, and renews itself`()
            async throws
        {
            let world = try World.current()
            let session = try await world.lit.session(
                for: world.wallet, allowing: [.sign(with: world.pkp)], lasting: .minutes(10))
            #expect(session.account == world.wallet.address)
            #expect(!session.isPKP)
            #expect(session.canRenew)
            #expect(!session.isExpired())
            #expect(session.isExpired(at: .now() + .seconds(601)))
            try await session.renew()
            let digest = PersonalMessage.hash("renewed")
            let signature = try await world.lit.sign(digest, with: world.pkp, session: session)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
        }

        @Test func `A PKP's session signs for the PKP, its account`() async throws {
            let world = try World.current()
            let session = try await world.lit.session(
                for: world.pkp, authenticatedBy: [.wallet(world.wallet)],
                allowing: [.sign(with: world.pkp), .executeActions()], lasting: .hours(1))
            #expect(session.account == world.pkp.address)
            #expect(session.isPKP)
            let digest = PersonalMessage.hash("by the PKP's session")
            let signature = try await world.lit.sign(digest, with: world.pkp, session: session)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
            let result = try await world.lit.execute(
                "Lit.Actions.setResponse({ response: JSON.stringify(Lit.Auth) })", session: session)
            #expect(
                try result.json["authMethodContexts"]?[0]?["authMethodType"]?.int == 1, "\(result.response)")
        }

        @Test func `A PKP allows nothing to a wallet that it does not permit`() async throws {
            let world = try World.current()
            let stranger = EthereumWallet(privateKey: try world.network.key(7))
            let error = await failure {
                _ = try await world.lit.session(
                    for: world.pkp, authenticatedBy: [.wallet(stranger)], allowing: [.sign(with: world.pkp)])
            }
            #expect(
                [.authMethodRefused, .notAuthorized].contains(error?.code),
                "\(error.map { "\($0)" } ?? "nil")")
        }

        @Test func `An action decides whether a PKP allows a session`() async throws {
            let world = try World.current()
            let code = "Lit.Actions.setResponse({ response: secret === 'open' ? 'true' : 'false' })"
            let pkp = try await world.lit.contracts.mintPKP(
                authorizing: .action(.ofFile(content: Array(code.utf8))), scopes: [.signAnything])
            let session = try await world.lit.session(
                for: pkp, decidedBy: .code(code), parameters: ["secret": "open"], allowing: [.sign(with: pkp)]
            )
            #expect(session.account == pkp.address)
            let digest = PersonalMessage.hash("decided")
            let signature = try await world.lit.sign(digest, with: pkp, session: session)
            #expect(try Address(signature.recover(digest)) == pkp.address)
            let refused = await failure {
                _ = try await world.lit.session(
                    for: pkp, decidedBy: .code(code), parameters: ["secret": "shut"],
                    allowing: [.sign(with: pkp)])
            }
            #expect(
                [.notAuthorized, .authMethodRefused].contains(refused?.code),
                "\(refused.map { "\($0)" } ?? "")")
            let foreign = await failure {
                _ = try await world.lit.session(
                    for: world.pkp, decidedBy: .code(code), parameters: ["secret": "open"],
                    allowing: [.sign(with: world.pkp)])
            }
            #expect(
                [.notAuthorized, .authMethodRefused].contains(foreign?.code),
                "\(foreign.map { "\($0)" } ?? "")")
        }

        @Test func `An app's own callback signs the message`() async throws {
            let world = try World.current()
            let wallet = world.wallet
            let asked = Mutex(0)
            let session = try await world.lit.session(
                account: wallet.address, allowing: [.sign(with: world.pkp)]
            ) { needed in
                asked.withLock { $0 += 1 }
                let message = try needed.message(for: wallet.address)
                return needed.authSig(message, signature: try wallet.sign(message: message.text))
            }
            #expect(asked.withLock { $0 } == 1)
            let digest = PersonalMessage.hash("callback")
            let signature = try await world.lit.sign(digest, with: world.pkp, session: session)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
        }

        @Test func `A callback that signs for somebody else is not believed`() async throws {
            let world = try World.current()
            let error = await failure {
                _ = try await world.lit.session(
                    account: world.wallet.address, allowing: [.sign(with: world.pkp)]
                ) { needed in
                    let other = EthereumWallet.random()
                    let message = try needed.message(for: other.address)
                    return needed.authSig(message, signature: try other.sign(message: message.text))
                }
            }
            #expect(error?.code == .signInFailed)
        }

        @Test func `A session that is written down is the same when it is read`() async throws {
            let world = try World.current()
            let session = try await world.lit.session(for: world.wallet, allowing: [.sign(with: world.pkp)])
            let other = try await world.connect()
            let read = try other.importSession(session.export())
            #expect(read.account == session.account)
            #expect(!read.canRenew)
            let digest = PersonalMessage.hash("written down")
            let signature = try await other.sign(digest, with: world.pkp, session: read)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
            await other.disconnect()
            #expect(throws: LitError.self) { try world.lit.importSession("{}") }
        }

        @Test func `A session that is over is refused here, with what to do`() async throws {
            let world = try World.current()
            let short = try await world.lit.session(
                for: world.wallet, allowing: [.sign(with: world.pkp)], lasting: .until(.now() + .seconds(1)))
            while !short.isExpired() { try await Task.sleep(for: .milliseconds(20)) }
            let error = await failure {
                _ = try await world.lit.sign(PersonalMessage.hash("x"), with: world.pkp, session: short)
            }
            #expect(error?.code == .sessionExpired)
            #expect(error?.hint?.isEmpty == false)
        }

        @Test func `A session that cannot be is refused at once`() async throws {
            let world = try World.current()
            for lifetime in [SessionLifetime.seconds(0), .days(31)] {
                let error = await failure {
                    _ = try await world.lit.session(for: world.wallet, allowing: [.sign()], lasting: lifetime)
                }
                #expect(error?.code == .invalidArgument)
            }
        }

        @Test func `A delegation of capacity goes along`() async throws {
            let world = try World.current()
            let owner = EthereumWallet(privateKey: try world.network.key(3))
            let contracts = try await world.network.contracts(3)
            let credit = try await contracts.mintCapacityCredit(.perKilosecond(100), days: 2)
            let delegated = try await world.lit.delegateCapacity(
                of: owner, .init(users: [world.wallet.address], uses: 5, credit: credit.tokenID))
            #expect(delegated.permits(world.wallet.address))
            let session = try await world.lit.session(
                for: world.wallet, allowing: [.sign(with: world.pkp)],
                options: SessionOptions(capacity: [delegated]))
            let digest = PersonalMessage.hash("paid by somebody else")
            let signature = try await world.lit.sign(digest, with: world.pkp, session: session)
            #expect(try Address(signature.recover(digest)) == world.pkp.address)
            let stranger = EthereumWallet(privateKey: try world.network.key(7))
            let error = await failure {
                _ = try await world.lit.session(
                    for: stranger, allowing: [.sign()], options: SessionOptions(capacity: [delegated]))
            }
            #expect(error?.code == .invalidArgument)
        }
    }
}
