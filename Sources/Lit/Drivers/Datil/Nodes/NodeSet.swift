internal import Ethereum
internal import HTTPTransport
package import LitContracts
internal import LitProtocol
package import Primitives

/// The nodes of a network at a moment, as the chain has them.
package struct NodeSet: Hashable, Sendable {
    /// One node.
    package struct Member: Hashable, Sendable {
        /// Without a path; what sessions are signed for.
        package var url: String
        /// What it signs claims with.
        package var account: Address
        private var urls: [DatilEndpoint: HTTPURL]

        init?(url: String, account: Address) {
            self.url = url
            self.account = account
            urls = [:]
            for endpoint in DatilEndpoint.allCases {
                guard let full = try? HTTPURL(url + endpoint.sdkPath) else { return nil }
                urls[endpoint] = full
            }
        }

        /// Where an endpoint is; nil for none, which does not happen.
        func url(of endpoint: DatilEndpoint) -> HTTPURL? { urls[endpoint] }
    }

    /// In the order of the chain.
    package var members: [Member]
    /// How many have to take part in a signature.
    package var threshold: Int
    /// The current epoch.
    package var epoch: UInt64
    /// When the epoch began, in seconds since 1970.
    package var epochStart: UInt64

    /// For how long the epoch before is still named, in seconds: until every node has noticed the change.
    static let epochLag: UInt64 = 45

    /// The epoch that requests name.
    package func epoch(at now: Timestamp) -> UInt64 {
        let isNew = UInt64(clamping: now.seconds) < epochStart &+ Self.epochLag
        return isNew && epoch >= 3 ? epoch - 1 : epoch
    }

    /// From what the contract says.
    ///
    /// - Parameter usesHTTPS: whether nodes are called with https on ports other than 443 too.
    /// - Throws: ``LitError`` with `networkNotReady` before there are enough nodes, `invalidAnswer` for numbers
    ///   that make no sense.
    package init(_ active: ActiveValidators, usesHTTPS: Bool) throws(LitError) {
        func number(_ value: UInt256, _ name: String) throws(LitError) -> UInt64 {
            // What JavaScript can hold is the bound for all clients.
            guard let number = UInt64(exactly: value), number < 1 << 53 else {
                throw LitError(.invalidAnswer, "The staking contract's \(name) is out of range: \(value).")
            }
            return number
        }
        epoch = try number(active.epoch.number, "epoch number")
        let end = try number(active.epoch.endTime, "end of the epoch")
        let length = try number(active.epoch.length, "length of epochs")
        epochStart = end - min(end, length)
        threshold = Int(try number(active.requiredCount, "number of nodes that have to agree"))
        guard threshold > 0 else {
            throw LitError(
                .networkNotReady, "The network has no nodes yet: no number of them has to agree.",
                hint: "Wait until its nodes have joined, and connect again.")
        }
        guard active.validators.count >= threshold else {
            throw LitError(
                .networkNotReady,
                "\(threshold) nodes have to agree, and the network has only \(active.validators.count).",
                hint: "Wait until more nodes have joined, and connect again.")
        }
        var network = LitNetwork.custom
        network.usesHTTPS = usesHTTPS
        members = []
        for validator in active.validators {
            let url = network.nodeURL(ip: validator.ip, port: validator.port)
            guard let member = Member(url: url, account: validator.nodeAddress) else {
                throw LitError(
                    .invalidAnswer, "The staking contract names a node at \(url), which is no URL.")
            }
            members.append(member)
        }
    }

    /// The URLs, in the order of the chain.
    package var urls: [String] { members.map(\.url) }
}
