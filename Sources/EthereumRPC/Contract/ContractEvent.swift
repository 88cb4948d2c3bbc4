public import Ethereum

/// An event of a contract, decoded, and where on the chain it is.
public struct ContractEvent: Sendable {
    /// Which one.
    public let event: ABIEvent
    /// Its values, in the parameters' order.
    public let values: ABIArguments
    /// The log that it was read from.
    public let log: RPCLog

    /// The value of the first parameter of this name as a Swift type.
    public func get<T: ABIDecodable>(_ name: String, as type: T.Type = T.self) throws(ABIError) -> T {
        try values.get(name, as: type)
    }
}
