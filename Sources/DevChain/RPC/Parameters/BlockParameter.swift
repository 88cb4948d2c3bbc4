import Primitives

/// Which block a call is about: a word, a number, or a hash (EIP-1898).
enum BlockParameter: Hashable, Sendable {
    /// The head; also what `safe` and `finalized` mean here, as nothing can reorganise this chain but its user.
    case latest
    /// The block that would be next.
    case pending
    /// The genesis block.
    case earliest
    case number(UInt64)
    case hash(Bytes32)
}

extension Argument {
    /// The block that this value names.
    func block() throws(RPCError) -> BlockParameter {
        switch value {
        case .string(let text): return try block(text)
        case .object:
            let (number, hash) = (member("blockNumber"), member("blockHash"))
            switch (number.isPresent, hash.isPresent) {
            case (true, true):
                throw error("cannot specify both blockHash and blockNumber, choose one or the other")
            case (true, false):
                let parameter = try number.block()
                if case .hash = parameter { throw number.error("hex number > 64 bits") }
                return parameter
            case (false, true):
                // Every block of this chain is canonical, so requireCanonical asks for nothing more.
                if let canonical = member("requireCanonical").present { _ = try canonical.bool() }
                return .hash(try hash.hash())
            case (false, false): throw error("neither blockHash nor blockNumber is given")
            }
        default:
            throw error(isPresent ? "\(value.kind) instead of a block" : "missing value, a block is required")
        }
    }

    private func block(_ text: String) throws(RPCError) -> BlockParameter {
        switch text {
        case "latest", "safe", "finalized": .latest
        case "pending": .pending
        case "earliest": .earliest
        // Two characters of prefix and sixty-four digits: no number needs so many.
        case _ where text.utf8.count == 66: .hash(try hash())
        default: .number(try uint64())
        }
    }
}
