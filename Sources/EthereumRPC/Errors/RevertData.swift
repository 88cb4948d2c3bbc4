internal import Ethereum
internal import Primitives

/// The places where nodes put what a contract said by reverting.
///
/// Geth and its kin answer code 3 with the data as hex; others wrap it in an object, under `data`, `result` or
/// `originalError`, some under the transaction's hash, and Parity puts `Reverted 0x…` there. Some say nothing but
/// `execution reverted: …` in the message.
enum RevertData {
    /// What the error says of a revert; nil if it is none.
    static func find(in error: RPCErrorObject) -> (revert: ABIRevert, data: [UInt8])? {
        if let data = error.data.flatMap({ bytes(in: $0, depth: 0) }), speaksOfRevert(error) || !data.isEmpty
        {
            let revert = ABIRevert(data)
            // Data that says nothing leaves the message, which may quote the reason.
            if case .empty = revert, let reason = reason(in: error.message) { return (.reason(reason), data) }
            return (revert, data)
        }
        guard speaksOfRevert(error) else { return nil }
        return (reason(in: error.message).map { .reason($0) } ?? .empty, [])
    }

    private static func speaksOfRevert(_ error: RPCErrorObject) -> Bool {
        if error.code == 3 { return true }
        let text = error.message.lowercased()
        return text.contains("execution reverted")
            || text.contains("vm exception while processing transaction")
            || text.contains("reverted with") || text.hasPrefix("revert")
            || text.contains("vm execution error")
    }

    private static func bytes(in value: JSON, depth: Int) -> [UInt8]? {
        guard depth < 5 else { return nil }
        switch value {
        case .string(let text):
            guard let start = text.range(ofFirst: "0x") else { return nil }
            let digits = text[start...].prefix { $0.isASCII && ($0.isHexDigit || $0 == "x") }
            guard digits.count == text[start...].count else { return nil }
            let before = text[..<start].lowercased()
            guard before.isEmpty || before.hasPrefix("revert") else { return nil }
            return try? Hex.decode(digits, prefix: .required)
        case .object(let object):
            for name in ["data", "result", "return", "output", "returnData", "originalError", "error"] {
                if let found = object[name].flatMap({ bytes(in: $0, depth: depth + 1) }) { return found }
            }
            for (name, member) in object where name.hasPrefix("0x") {
                if let found = bytes(in: member, depth: depth + 1) { return found }
            }
            return nil
        default: return nil
        }
    }

    /// The reason that a message quotes: after `execution reverted:`, or between Hardhat's quotes.
    private static func reason(in message: String) -> String? {
        if let quote = message.range(ofFirst: "reason string '") {
            let rest = message[message.index(quote, offsetBy: 15)...]
            if let end = rest.lastIndex(of: "'") { return String(rest[..<end]) }
        }
        for marker in ["execution reverted: ", "execution reverted, reason: ", "transaction: revert "] {
            if let start = message.range(ofFirst: marker) {
                let reason = message[message.index(start, offsetBy: marker.count)...]
                return reason.isEmpty || reason.hasPrefix("custom error 0x") ? nil : String(reason)
            }
        }
        return nil
    }
}

extension StringProtocol {
    /// Where `part` begins for the first time.
    func range(ofFirst part: String) -> Index? {
        var at = startIndex
        while at < endIndex {
            if self[at...].hasPrefix(part) { return at }
            at = index(after: at)
        }
        return nil
    }
}
