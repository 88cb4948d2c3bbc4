/// The version of a client's SDK, by the rules of Semantic Versioning 2.0.0.
public struct SDKVersion: Hashable, Sendable, CustomStringConvertible {
    /// The three numbers.
    public let major, minor, patch: UInt64
    /// As it was written, build and pre-release parts included.
    public let text: String

    /// What a node assumes of clients that do not say.
    public static let assumed = SDKVersion(major: 1, minor: 2, patch: 60)

    /// From the three numbers.
    public init(major: UInt64, minor: UInt64, patch: UInt64) {
        self.major = major
        self.minor = minor
        self.patch = patch
        text = "\(major).\(minor).\(patch)"
    }

    /// From a text such as `7.0.5` or `7.1.0-beta.1+build`; nil for any other form.
    public init?(_ text: String) {
        guard text.utf8.count <= 256 else { return nil }
        let build = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        let core = build[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = core[0].split(separator: ".", omittingEmptySubsequences: false).map(Self.number)
        guard numbers.count == 3, let major = numbers[0], let minor = numbers[1], let patch = numbers[2],
            core.count == 1 || Self.isDotted(core[1], numeric: true),
            build.count == 1 || Self.isDotted(build[1], numeric: false)
        else { return nil }
        self.major = major
        self.minor = minor
        self.patch = patch
        self.text = text
    }

    /// From the header.
    ///
    /// - Parameter header: nil where there is none, which means ``assumed``.
    /// - Throws: `CoreApiInvalidXSDKVersionHeader` (400) for no version, and for `0.0.0`.
    public static func read(header: String?) throws(NodeError) -> SDKVersion {
        guard let header else { return assumed }
        guard let version = SDKVersion(header), version.major | version.minor | version.patch > 0 else {
            throw NodeError(
                .coreApiInvalidXSDKVersionHeader,
                "The header \(DatilHeader.sdkVersion) must be a version such as 7.0.5.")
        }
        return version
    }

    public var description: String { text }

    private static func number(_ text: Substring) -> UInt64? {
        guard !text.isEmpty, text.utf8.allSatisfy(isDigit), text == "0" || !text.hasPrefix("0") else {
            return nil
        }
        return UInt64(text)
    }

    /// Identifiers with dots between them; numbers among them without leading zeros, where they are compared.
    private static func isDotted(_ text: Substring, numeric: Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard !part.isEmpty, part.utf8.allSatisfy(isIdentifier) else { return false }
            return !numeric || !part.utf8.allSatisfy(isDigit) || number(part) != nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == 0x2d || (0x61...0x7a).contains(byte | 0x20)
    }
}
