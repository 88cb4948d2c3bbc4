import Ethereum
import EthereumRPC
import Foundation
import HTTPTransport
import LitContracts
import LocalNetwork
import Primitives
import Testing

@Suite(.serialized) struct GroundworkTests {
    /// The start puts everything into one block by transactions made beforehand; a deployment as anybody makes it, one
    /// transaction at a time, has to come to the same.
    @Test func `One block comes to what a deployment comes to`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, status in
            let lit = Lit(state: state)
            let other = try lit.start(["chain", "run", "--port", "0", "--json"])
            defer { other.send(SIGTERM) }
            try await eventually("another chain runs") { other.output.hasSuffix("}\n") }
            let url = try #require(JSON(parsing: other.output)["http"]?.string)
            let provider = try EthereumProvider(url: url, transport: network.transport)
            let owner = EthereumAccount(signer: try #require(status.accounts.first), provider: provider)
            let result = try await ContractDeployer(payer: owner).deploy(
                DeploymentSettings(owner: owner.address))
            let contracts = LitContracts(result.layout, account: owner)
            let stake = try await contracts.stakingBalances.minimumStake()
            let total = stake * UInt256(3)
            _ = try await contracts.litToken.mint(to: owner.address, amount: total).receipt()
            _ = try await contracts.litToken.approve(contracts.stakingBalances.address, amount: total)
                .receipt()
            _ = try await contracts.staking.setEpochLength(UInt256(86_400)).receipt()
            for node in status.nodes {
                _ = try await contracts.staking.adminStake(for: node.address, amount: stake).receipt()
            }

            let made = try await Self.accounts(status.rpcURL, network.transport)
            let deployed = try await Self.accounts(url, network.transport)
            #expect(status.deployment == DeploymentRecord(result.layout, chainID: 31337))
            for contract in result.layout.contracts {
                let name = "\(contract.address)".lowercased()
                let (one, another) = (try #require(made[name]), try #require(deployed[name]))
                #expect(one["code"] == another["code"], "\(contract.kind)")
                #expect(one["code"]?.string == contract.runtimeCode.prefixedHex, "\(contract.kind)")
                let (slots, others) = (Self.slots(one), Self.slots(another))
                #expect(Set(slots.keys) == Set(others.keys), "\(contract.kind)")
                let differing = slots.filter { others[$0.key] != $0.value }
                // The end of the first epoch is a second after the block that created it.
                #expect(differing.count == (contract.kind == .staking ? 1 : 0), "\(contract.kind)")
            }
        }
    }

    private static func accounts(_ url: String, _ transport: any HTTPTransport) async throws -> [String: JSON]
    {
        let dump = try #require(try await transport.rpc(url, "anvil_dumpState", []))
        var accounts: [String: JSON] = [:]
        for (name, account) in try #require(try decoded(dump)["accounts"]?.object) {
            accounts[name.lowercased()] = account
        }
        return accounts
    }

    /// Tools carry a dump as hexadecimal digits.
    private static func decoded(_ dump: JSON) throws -> JSON {
        guard let text = dump.string else { return dump }
        return try JSON(parsing: try [UInt8](hex: text))
    }

    private static func slots(_ account: JSON) -> [String: String] {
        var slots: [String: String] = [:]
        for (name, value) in account["storage"]?.object ?? JSON.Object() { slots[name] = value.string }
        return slots
    }
}
