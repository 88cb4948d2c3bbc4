/// How many of how many members must sign.
public struct BLSThreshold: Hashable, Sendable {
    /// So many suffice; one less learns nothing.
    public let needed: Int
    /// So many members hold shares, identified by 1 to this number.
    public let count: Int

    /// The network's rule: one of one or two, otherwise two thirds, rounded down.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidThreshold` for no members, or more than 255.
    public init(members count: Int) throws(ThresholdBLSError) {
        try self.init(count <= 2 ? 1 : 2 * count / 3, of: count)
    }

    /// Another rule.
    ///
    /// - Throws: ``ThresholdBLSError`` with `invalidThreshold`.
    public init(_ needed: Int, of count: Int) throws(ThresholdBLSError) {
        guard (1...255).contains(count), (1...count).contains(needed) else {
            throw ThresholdBLSError(.invalidThreshold(needed, count: count), .keyShare)
        }
        self.needed = needed
        self.count = count
    }
}

extension BLSThreshold: CustomStringConvertible {
    public var description: String { "\(needed) of \(count)" }
}
