/// Why a text or bytes are not a multihash or content identifier.
public struct CIDError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can be wrong with the text, the bytes or the numbers in them.
    public enum Code: Hashable, Sendable {
        /// The bytes end early, go on too long, or hold a malformed number.
        case malformed(ByteReaderError)
        /// The characters are not those of the text's base.
        case text(BaseEncodingError)
        /// The text is empty or longer than any identifier accepted here.
        case textLength(Int)
        /// The first character names no base known here (z, b, f, u).
        case unknownMultibase(Unicode.Scalar)
        /// A version other than 0 and 1.
        case unsupportedVersion(UInt64)
        /// A version 0 identifier in multibase, or one that is not dag-pb with SHA-256.
        case notVersion0
        /// A number of 2⁶³ or more where multiformats ends at nine bytes.
        case numberTooLarge(UInt64)
        /// A digest of a length that its function does not give, or beyond the limit.
        case digestLength(function: UInt64, count: Int)
    }

    /// What is wrong.
    public let code: Code

    /// For other readers of identifiers; causes and numbers come with the code.
    public init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .malformed(let cause): "CID: \(cause)"
        case .text(let cause): "CID: \(cause)"
        case .textLength(let count): "CID: a text of \(count) bytes is no identifier"
        case .unknownMultibase(let prefix): "CID: unknown multibase \(String(prefix).debugDescription)"
        case .unsupportedVersion(let version): "CID: version \(version) is not supported"
        case .notVersion0: "CID: version 0 is dag-pb with SHA-256, in plain base58"
        case .numberTooLarge(let number): "CID: number \(number) exceeds 63 bits"
        case .digestLength(let function, let count):
            "CID: a digest of \(count) bytes is wrong for hash function \(function)"
        }
    }
}
