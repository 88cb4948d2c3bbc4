internal import KeyService
package import LitProtocol

/// Tells clients the network's keys and latest block.
package struct HandshakeEndpoint: NodeEndpoint {
    private let network: any NetworkView

    package init(network: any NetworkView) { self.network = network }

    package func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse {
        _ = try HandshakeRequest(request.body)
        // What is on chain, which is the same at all nodes, and not what this node holds.
        let state = network.state
        return NodeResponse(
            HandshakeResponse(
                networkKey: state?.rootKeys?.bls, rootKeys: state?.rootKeys?.k256 ?? [],
                clientSDKVersion: request.sdkVersion, latestBlockhash: state?.latestBlock.hash
            ).json)
    }
}
