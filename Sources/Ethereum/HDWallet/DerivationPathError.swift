/// Why a text is not a derivation path.
public struct DerivationPathError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The rules of the notation, and the limit on depth.
    public enum Code: Hashable, Sendable {
        case missingMaster
        case emptyStep
        case unexpectedCharacter
        case leadingZero
        case numberTooLarge
        case tooDeep
    }

    /// What is wrong.
    public let code: Code
    /// Where, in UTF-8 bytes from the beginning.
    public let offset: Int

    init(_ code: Code, offset: Int) {
        self.code = code
        self.offset = offset
    }

    public var description: String {
        switch code {
        case .missingMaster: "derivation path: must begin with m, as in m/44'/60'/0'/0/0"
        case .emptyStep: "derivation path: a number is missing at offset \(offset)"
        case .unexpectedCharacter: "derivation path: unexpected character at offset \(offset)"
        case .leadingZero: "derivation path: leading zero at offset \(offset)"
        case .numberTooLarge: "derivation path: the number at offset \(offset) must be below 2^31"
        case .tooDeep: "derivation path: more than \(DerivationPath.depthLimit) steps"
        }
    }
}
