/// One step from a key to a child: a number below 2^31, hardened or not (BIP-32).
public struct ChildIndex: Hashable, Sendable {
    /// The number with the highest bit set if hardened, as it is serialised.
    public let rawValue: UInt32

    private static let hardenedBit: UInt32 = 1 << 31

    /// From the number as it is serialised: the highest bit set if hardened.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Nil if `number` is 2^31 or more.
    public static func normal(_ number: UInt32) -> ChildIndex? {
        number < hardenedBit ? ChildIndex(rawValue: number) : nil
    }

    /// Nil if `number` is 2^31 or more.
    public static func hardened(_ number: UInt32) -> ChildIndex? {
        number < hardenedBit ? ChildIndex(rawValue: number | hardenedBit) : nil
    }

    /// Whether only the private key can take this step.
    public var isHardened: Bool { rawValue & Self.hardenedBit != 0 }

    /// The number without the mark of hardening.
    public var number: UInt32 { rawValue & ~Self.hardenedBit }
}

extension ChildIndex: CustomStringConvertible {
    /// The number, with an apostrophe if hardened.
    public var description: String { isHardened ? "\(number)'" : "\(number)" }
}

/// The steps from a master key to a key, written `m/44'/60'/0'/0/0` (BIP-32, BIP-44).
public struct DerivationPath: Hashable, Sendable {
    /// At most 255, the depth that a serialised key can state.
    public let steps: [ChildIndex]

    /// The most steps there may be: a serialised key states its depth in one byte (BIP-32).
    public static let depthLimit = 255

    /// The master key itself.
    public static let master = DerivationPath(unchecked: [])

    /// The parent of Ethereum's usual accounts: `m/44'/60'/0'/0` (BIP-44, coin type 60 of SLIP-44).
    public static let ethereum = DerivationPath(
        unchecked: [44 | 1 << 31, 60 | 1 << 31, 1 << 31, 0].map(ChildIndex.init(rawValue:)))

    private init(unchecked steps: [ChildIndex]) { self.steps = steps }

    /// From the master key by these steps; throws if there are more than ``depthLimit``.
    public init(_ steps: [ChildIndex]) throws(DerivationPathError) {
        guard steps.count <= Self.depthLimit else { throw DerivationPathError(.tooDeep, offset: 0) }
        self.init(unchecked: steps)
    }

    /// This path and one more step.
    public func appending(_ step: ChildIndex) throws(DerivationPathError) -> DerivationPath {
        try DerivationPath(steps + [step])
    }
}

extension DerivationPath {
    /// From `m` and steps such as `/44'` or `/0`; `'`, `h` and `H` mark hardened ones.
    ///
    /// Strict: no white space, no empty step, no sign, no leading zero, numbers below 2^31, at most
    /// 255 steps.
    public init(parsing text: some StringProtocol) throws(DerivationPathError) {
        let characters = Array(text.utf8)
        guard characters.first == UInt8(ascii: "m") else {
            throw DerivationPathError(.missingMaster, offset: 0)
        }
        var steps: [ChildIndex] = []
        var at = 1
        while at < characters.count {
            guard characters[at] == UInt8(ascii: "/") else {
                throw DerivationPathError(.unexpectedCharacter, offset: at)
            }
            guard steps.count < Self.depthLimit else { throw DerivationPathError(.tooDeep, offset: at) }
            at += 1
            steps.append(try Self.parseStep(characters, &at))
        }
        self.init(unchecked: steps)
    }

    private static func parseStep(
        _ characters: [UInt8], _ at: inout Int
    ) throws(DerivationPathError) -> ChildIndex {
        let start = at
        var number: UInt32 = 0
        while at < characters.count, case let digit = characters[at] &- UInt8(ascii: "0"), digit < 10 {
            guard number > 0 || at == start else { throw DerivationPathError(.leadingZero, offset: start) }
            // Below 2^31 before: tenfold it may pass 2^32, so in 64 bits.
            let next = UInt64(number) * 10 + UInt64(digit)
            guard next < 1 << 31 else { throw DerivationPathError(.numberTooLarge, offset: start) }
            number = UInt32(next)
            at += 1
        }
        guard at > start else {
            let ended = at == characters.count || characters[at] == UInt8(ascii: "/")
            throw DerivationPathError(ended ? .emptyStep : .unexpectedCharacter, offset: at)
        }
        guard at < characters.count else { return ChildIndex(rawValue: number) }
        switch characters[at] {
        case UInt8(ascii: "'"), UInt8(ascii: "h"), UInt8(ascii: "H"):
            at += 1
            return ChildIndex(rawValue: number | 1 << 31)
        default: return ChildIndex(rawValue: number)
        }
    }
}

extension DerivationPath: CustomStringConvertible, LosslessStringConvertible {
    /// As BIP-32 writes it, hardened steps with an apostrophe.
    public var description: String { (["m"] + steps.map(\.description)).joined(separator: "/") }

    /// As ``init(parsing:)``, nil in place of an error.
    public init?(_ description: String) {
        guard let path = try? DerivationPath(parsing: description) else { return nil }
        self = path
    }
}
