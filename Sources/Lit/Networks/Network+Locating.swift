internal import Ethereum
internal import EthereumRPC
package import HTTPTransport
internal import LitContracts
internal import Primitives

extension Network {
    /// Finds the network's chain and contracts.
    ///
    /// - Throws: ``LitError`` with `attestationRequired` before anything is asked; `networkNotRunning`,
    ///   `chainUnreachable`, `wrongChain`, `contractNotFound`.
    package func locate(
        over transport: any HTTPTransport, _ context: CallContext
    ) async throws(LitError) -> NetworkSite {
        guard attestation == .unverified else {
            throw LitError(
                .attestationRequired,
                "Nodes of \(name) have to prove what they run, and this version cannot verify such proofs.",
                hint: "To trust the network's operators instead, pass "
                    + "Network.\(name == "datil" ? "datil" : "datilTest").with(attestation: .unverified).",
                context: context.errorContext)
        }
        switch place {
        case .folder(let path):
            let found = try await LocalNetworkFinder(path: path).find(over: transport, context)
            let url = rpcURL ?? found.rpcURL
            let (provider, chainID) = try await chain(url, over: transport, context)
            guard chainID == found.chainID else {
                throw wrongChain(chainID, expected: found.chainID, url, context)
            }
            return site(
                LitContracts(addresses: found.addresses, provider: provider), chainID, found)
        case .staking(let address):
            let (provider, chainID) = try await chain(rpcURL ?? "", over: transport, context)
            let contracts = try await Self.ask(context, "The staking contract \(address)") {
                () async throws(EthereumRPCError) in
                let staking = Staking(at: address, provider: provider)
                // The set is the staking contract's own.
                let environment = try await staking.environment()
                let resolver = try await staking.contractResolver()
                var contracts = try await LitContracts.resolvedAtOnce(
                    by: resolver, in: environment, provider: provider)
                if contracts.addresses[.staking] != address {
                    var addresses = contracts.addresses
                    addresses[.staking] = address
                    contracts = LitContracts(
                        addresses: addresses, environment: environment, provider: provider)
                }
                return contracts
            }
            return site(contracts, chainID, nil)
        case .resolver(let address, let environment):
            let (provider, chainID) = try await chain(rpcURL ?? "", over: transport, context)
            let contracts = try await Self.ask(context, "The contract resolver \(address)") {
                () async throws(EthereumRPCError) in
                try await LitContracts.resolvedAtOnce(by: address, in: environment, provider: provider)
            }
            guard contracts.addresses[.staking] != nil else {
                throw LitError(
                    .contractNotFound,
                    "The resolver \(address) knows no staking contract of the environment \(environment).",
                    hint: "See that resolver, environment and chain belong together.",
                    context: context.errorContext)
            }
            return site(contracts, chainID, nil)
        }
    }

    private func site(_ contracts: LitContracts, _ chainID: UInt64, _ local: LocalNetworkFinder.Found?)
        -> NetworkSite
    {
        NetworkSite(
            name: name, chainID: chainID, contracts: contracts, usesHTTPS: usesHTTPS,
            requiresPayment: requiresPayment, faucetURL: local?.faucetURL, gatewayURL: local?.gatewayURL)
    }

    private func chain(
        _ url: String, over transport: any HTTPTransport, _ context: CallContext
    ) async throws(LitError) -> (EthereumProvider, UInt64) {
        let provider: EthereumProvider
        do { provider = try EthereumProvider(url: url, transport: transport) } catch {
            throw LitError(
                .invalidArgument, "The chain's endpoint is no URL: \(error.message).",
                hint: "Give an absolute URL such as http://127.0.0.1:8545.", context: context.errorContext)
        }
        let id = try await Self.ask(context, "The chain") { () async throws(EthereumRPCError) in
            try await provider.chainID()
        }
        if let chainID, id != chainID { throw wrongChain(id, expected: chainID, provider.nodeName, context) }
        return (provider, id)
    }

    private func wrongChain(
        _ id: UInt64, expected: UInt64, _ url: String, _ context: CallContext
    ) -> LitError {
        LitError(
            .wrongChain, "The endpoint \(url) is of chain \(id), and \(name) is on chain \(expected).",
            hint: "Give an endpoint of chain \(expected): with(rpcURL:).", context: context.errorContext)
    }

    private static func ask<Answer: Sendable>(
        _ context: CallContext, _ what: String,
        _ question: @escaping @Sendable () async throws(EthereumRPCError) -> Answer
    ) async throws(LitError) -> Answer {
        try await CallDeadline.keep(context) { () async throws(LitError) in
            do throws(EthereumRPCError) { return try await question() } catch {
                throw LitError(chain: error, what: what, context)
            }
        }
    }
}

extension LitContracts {
    /// As `resolved(by:in:provider:account:)`, with all questions asked at once.
    fileprivate static func resolvedAtOnce(
        by resolver: Address, in environment: LitEnvironment, provider: EthereumProvider
    ) async throws(EthereumRPCError) -> LitContracts {
        let binding = ContractResolver(at: resolver, provider: provider)
        var addresses: [ContractKind: Address] = [.contractResolver: resolver]
        var failure: EthereumRPCError?
        await withTaskGroup(of: ResolvedContract.self) { group in
            for kind in ContractKind.registered {
                guard let name = kind.name else { continue }
                group.addTask {
                    do throws(EthereumRPCError) {
                        let address = try await binding.address(of: name, in: environment)
                        return ResolvedContract(kind: kind, address: address, failure: nil)
                    } catch {
                        return ResolvedContract(kind: kind, address: .zero, failure: error)
                    }
                }
            }
            for await answer in group {
                failure = failure ?? answer.failure
                if answer.address != .zero { addresses[answer.kind] = answer.address }
            }
        }
        if let failure { throw failure }
        return LitContracts(addresses: addresses, environment: environment, provider: provider)
    }
}

/// What a resolver says of one contract. Not a tuple with a `Result`: optimised, the kind comes out of that broken.
private struct ResolvedContract: Sendable {
    var kind: ContractKind
    var address: Address
    var failure: EthereumRPCError?
}
