internal import LitProtocol

extension Network {
    /// The network of a name: `local`, `datil`, `datil-test` or `datil-dev`.
    ///
    /// - Throws: ``LitError`` with `retiredNetwork` for the name of a network that is no more, and
    ///   `unknownNetwork` for any other, and for `custom`, which needs addresses.
    public static func named(_ name: String) throws(LitError) -> Network {
        let named = [local(), datil, datilTest, datilDev]
        if let network = named.first(where: { $0.name == name }) { return network }
        let names = named.map(\.name).joined(separator: ", ")
        guard name != LitNetwork.custom.name else {
            throw LitError(
                .unknownNetwork, "A custom network is found by its chain and its contracts, not by its name.",
                hint: "Use Network.custom(rpcURL:staking:) or Network.custom(rpcURL:resolver:environment:).")
        }
        do throws(LitNetworkError) {
            _ = try LitNetwork.named(name)
        } catch {
            // Of what was once called localhost, `local` is what is left.
            if let successor = error.successor.map({ $0 == LitNetwork.custom.name ? "local" : $0 }) {
                throw LitError(
                    .retiredNetwork, "The network \(name) is no more: \(successor) took its place.",
                    hint: "Use \(successor). The networks are \(names).")
            }
        }
        throw LitError(
            .unknownNetwork, "There is no network \(name).",
            hint: "The networks are \(names); one of your own is given by Network.custom.")
    }
}
