/// What a decoder takes beside the plain encoding.
///
/// Always refused, whatever the options: offsets and lengths beyond the data, and data that offsets
/// share so often that the work would be out of proportion to its size.
public struct ABIDecodingOptions: Hashable, Sendable {
    /// Drop bits that do not belong to a value (above an integer or address, after bytes) in place of
    /// refusing them; a bool other than 0 is true. Missing padding at the end of the data passes.
    public var ignoresPadding: Bool
    /// Put U+FFFD for what is not UTF-8 in a string in place of refusing it.
    public var repairsStrings: Bool
    /// Ignore bytes behind the encoding, as Solidity does.
    public var allowsTrailingBytes: Bool
    /// Refuse parts in another order, with gaps, or shared: what decodes is then byte for byte what
    /// encoding its values gives, as long as trailing bytes are refused too.
    public var requiresCanonicalLayout: Bool
    /// How many times its own size the data may be read in all, where offsets share parts.
    public var sharing: Int

    /// From single choices; those left out are as in ``strict``.
    public init(
        ignoresPadding: Bool = false, repairsStrings: Bool = false, allowsTrailingBytes: Bool = true,
        requiresCanonicalLayout: Bool = false, sharing: Int = 4
    ) {
        self.ignoresPadding = ignoresPadding
        self.repairsStrings = repairsStrings
        self.allowsTrailingBytes = allowsTrailingBytes
        self.requiresCanonicalLayout = requiresCanonicalLayout
        self.sharing = sharing
    }

    /// The default. Every value must be clean; parts may stand in any order, be shared up to four
    /// times the data's size, and be followed by other bytes, as Solidity's own decoder allows.
    public static let strict = ABIDecodingOptions()

    /// Only what an encoder writes.
    public static let canonical = ABIDecodingOptions(
        allowsTrailingBytes: false, requiresCanonicalLayout: true, sharing: 1)

    /// Whatever can be made sense of: for showing data that others have made.
    public static let lenient = ABIDecodingOptions(ignoresPadding: true, repairsStrings: true, sharing: 16)

    /// How many elements of size zero (`T[0]`, `()`) one decoding may yield; lengths of such arrays
    /// cannot be checked against the data.
    public static let emptyElementLimit = 1024
}
