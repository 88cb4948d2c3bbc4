import Lit
import NetworkTestSupport
import Testing

extension ClientNetworkTests {
    @Suite struct AccountTests {
        @Test func `A PKP signs messages and typed data like any wallet`() async throws {
            let world = try World.current()
            let account = world.lit.account(world.pkp, session: world.session)
            #expect(account.address == world.pkp.address)
            let text = try await account.sign(message: "hello")
            #expect(try Address(text.recover(PersonalMessage.hash("hello"))) == world.pkp.address)
            let bytes = try await account.sign(message: [0, 1, 2])
            #expect(
                try Address(bytes.recover(PersonalMessage.hash([0, 1, 2] as [UInt8]))) == world.pkp.address)
            let data = try TypedData(
                types: ["Mail": [.init("from", "address"), .init("contents", "string")]], primaryType: "Mail",
                domain: ["name": "Post", "chainId": 31337],
                message: ["from": .string(world.pkp.address.checksummed), "contents": "hello"])
            let typed = try await account.sign(data)
            #expect(try Address(typed.recover(data.digest)) == world.pkp.address)
        }

        @Test func `Without ether it says how much is missing, and how to come by it`() async throws {
            let world = try World.current()
            let pkp = try await world.lit.contracts.mintPKP(
                authorizing: .wallet(world.wallet), scopes: [.signAnything])
            let session = try await world.lit.session(for: world.wallet, allowing: [.sign(with: pkp)])
            let account = world.lit.account(pkp, session: session)
            #expect(try await account.balance() == .zero)
            let error = await failure {
                try await account.send(to: world.wallet.address, value: .ether("0.01"))
            }
            #expect(error?.code == .insufficientFunds)
            #expect(
                error?.message.contains("\(pkp.address) has 0 ether") == true,
                "\(error.map { "\($0)" } ?? "")")
            #expect(error?.message.contains("0.01 to send") == true)
            #expect(error?.message.contains("are missing") == true)
            #expect(error?.hint?.contains("lit wallet fund \(pkp.address)") == true)
        }

        @Test func `Its transaction is mined, with the fees of EIP-1559`() async throws {
            let world = try World.current()
            try await world.pay(world.pkp.address, "1")
            let account = world.lit.account(world.pkp, session: world.session)
            let friend = EthereumWallet.random().address
            let pending = try await account.send(to: friend, value: .ether("0.01"))
            let receipt = try await pending.receipt()
            #expect(receipt.succeeded)
            #expect(receipt.from == world.pkp.address)
            #expect(pending.transaction.transaction.type == 2)
            #expect(try await world.lit.contracts.provider.balance(of: friend) == .ether("0.01"))
            // And again: nonces go on.
            let second = try await account.send(to: friend, value: .ether("0.02")).receipt()
            #expect(second.succeeded)
            #expect(try await world.lit.contracts.provider.balance(of: friend) == .ether("0.03"))
        }

        @Test func `It calls contracts, as the owner of itself`() async throws {
            let world = try World.current()
            try await world.pay(world.pkp.address, "1")
            let account = world.lit.account(world.pkp, session: world.session)
            let contracts = world.lit.contracts.connected(to: account.onNetworkChain)
            let friend = EthereumWallet(privateKey: try world.network.key(6))
            try await contracts.permit(.wallet(friend), scopes: [.signAnything], for: world.pkp).receipt()
            #expect(
                try await world.lit.contracts.permissions(of: world.pkp).contains {
                    $0.authMethod == .wallet(friend)
                })
            try await contracts.revoke(.wallet(friend), for: world.pkp).receipt()
        }

        @Test func `A transaction that would revert is not sent`() async throws {
            let world = try World.current()
            try await world.pay(world.pkp.address, "1")
            let account = world.lit.account(world.pkp, session: world.session)
            let router = world.lit.contracts.pubkeyRouter.address
            let error = await failure { try await account.send(to: router, data: [1, 2, 3, 4]) }
            #expect(error?.code == .transactionFailed)
            #expect(error?.context.operation == "send")
        }

        @Test func `What the session does not allow is told by the account too`() async throws {
            let world = try World.current()
            try await world.pay(world.pkp.address, "1")
            let session = try await world.lit.session(for: world.wallet, allowing: [.executeActions()])
            let account = world.lit.account(world.pkp, session: session)
            let message = await failure { _ = try await account.sign(message: "hello") }
            #expect(message?.code == .sessionLacksPermission)
            let error = await failure {
                try await account.send(to: world.wallet.address, value: .ether("0.01"))
            }
            #expect(error?.code == .sessionLacksPermission, "\(error.map { "\($0)" } ?? "")")
        }

        @Test func `It is the signer of an account anywhere`() async throws {
            let world = try World.current()
            try await world.pay(world.pkp.address, "1")
            let node = try EthereumProvider(url: world.network.rpcURL, transport: world.network.transport)
            let signer = world.lit.account(world.pkp, session: world.session)
            let account = EthereumAccount(signer: signer, provider: node)
            let receipt = try await account.send(to: world.wallet.address, value: .ether("0.001")).receipt()
            #expect(receipt.from == world.pkp.address)
        }
    }
}
