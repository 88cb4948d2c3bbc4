import Lit
import LitContracts
import Primitives

/// Scopes by the names that they have on the command line.
enum ScopeName {
    private static let names: [(name: String, scope: Scope)] = [
        ("none", .none), ("sign-anything", .signAnything), ("personal-sign", .personalSign),
    ]

    static let all = names.map(\.name)

    static func name(of scope: Scope) -> String {
        names.first { $0.scope == scope }?.name ?? "\(scope.rawValue)"
    }

    /// - Throws: ``CommandError`` for what is neither a name nor a number.
    static func parse(_ text: String) throws -> Scope {
        if let known = names.first(where: { $0.name == text.lowercased() }) { return known.scope }
        if let number = UInt256(decimal: text) { return Scope(rawValue: number) }
        let near = Suggestion.nearest(to: text, among: all).map { " Did you mean \($0)?" } ?? ""
        throw CommandError(
            "--scope \(text): there is no such scope.\(near)",
            hint: "There are \(all.joined(separator: ", ")), and numbers of your own.", status: .usage)
    }
}

/// Somebody to be permitted, as he is written on the command line.
enum Grantee {
    static let help = """
        An address 0x…, a Lit Action by its CID, wallet:0x… as the JavaScript SDK names it, or auth:TYPE:0xID for \
        any other auth method.
        """

    static func parse(_ text: String) throws -> AuthMethod {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("wallet", 2): return .wallet(try address(parts[1]))
        case ("address", 2): return .address(try address(parts[1]))
        case ("action", 2): return .action(try cid(parts[1]))
        case ("auth", 3):
            guard let type = UInt256(decimal: parts[1]), let id = try? Hex.decode(parts[2]), !id.isEmpty,
                id.count <= 512
            else {
                throw CommandError(
                    "\(text): give auth:TYPE:0xID, a number and at most 512 bytes in hexadecimal digits.",
                    status: .usage)
            }
            return AuthMethod(type: AuthMethodType(rawValue: type), id: id)
        case (_, 1) where text.hasPrefix("0x"): return .address(try address(text))
        case (_, 1) where (try? CID(text)) != nil: return .action(try cid(text))
        default:
            throw CommandError("\(text) names nobody who could be permitted.", hint: help, status: .usage)
        }
    }

    private static func address(_ text: String) throws -> Address {
        do {
            return try Address(text)
        } catch {
            throw CommandError("\(text): \(error)", status: .usage)
        }
    }

    private static func cid(_ text: String) throws -> CID {
        do {
            return try CID(text)
        } catch {
            throw CommandError("\(text): \(error)", status: .usage)
        }
    }
}
