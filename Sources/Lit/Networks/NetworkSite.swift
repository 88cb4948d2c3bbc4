package import EthereumRPC
package import HTTPTransport
package import LitContracts

/// A network that was found: its chain and its contracts.
package struct NetworkSite: Sendable {
    package var name: String
    package var chainID: UInt64
    /// With the chain's provider; only reads, until an account is connected.
    package var contracts: LitContracts
    /// Whether nodes are called with https where their port does not say so.
    package var usesHTTPS: Bool
    /// Whether somebody has to pay for requests.
    package var requiresPayment: Bool
    /// Where a local network gives ether away.
    package var faucetURL: String?
    /// What answers requests for code by its CID, where the network brings one along; ends in a slash.
    package var gatewayURL: String?

    /// From its parts.
    package init(
        name: String, chainID: UInt64, contracts: LitContracts, usesHTTPS: Bool, requiresPayment: Bool,
        faucetURL: String? = nil, gatewayURL: String? = nil
    ) {
        self.name = name
        self.chainID = chainID
        self.contracts = contracts
        self.usesHTTPS = usesHTTPS
        self.requiresPayment = requiresPayment
        self.faucetURL = faucetURL
        self.gatewayURL = gatewayURL
    }

    package var provider: EthereumProvider { contracts.provider }
    package var staking: Staking { contracts.staking }

    /// What speaks to its nodes.
    ///
    /// - Parameter transport: ends with the driver.
    package func driver(
        over transport: any HTTPTransport, configuration: DatilConfiguration = DatilConfiguration()
    ) -> any NetworkDriver {
        DatilDriver(self, transport: transport, configuration: configuration)
    }
}
