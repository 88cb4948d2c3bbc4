/// How much a keystore file may cost before it is opened: a hostile file must not exhaust memory or time.
public struct KeystoreLimits: Hashable, Sendable {
    /// Bytes of JSON.
    public var fileSize: Int
    /// Bytes of working memory for scrypt, about 128·n·r.
    public var scryptMemory: Int
    /// Bytes that scrypt mixes in all, 128·n·r·p; a GiB takes a few seconds.
    public var scryptWork: Int
    /// Rounds of PBKDF2; a million take about half a second.
    public var pbkdf2Iterations: Int

    /// 64 KiB of file, 1 GiB of memory, 4 GiB of mixing, ten million rounds.
    public static let standard = KeystoreLimits()

    /// From single limits; those left out are as in ``standard``.
    public init(
        fileSize: Int = 64 << 10, scryptMemory: Int = 1 << 30, scryptWork: Int = 4 << 30,
        pbkdf2Iterations: Int = 10_000_000
    ) {
        self.fileSize = fileSize
        self.scryptMemory = scryptMemory
        self.scryptWork = scryptWork
        self.pbkdf2Iterations = pbkdf2Iterations
    }
}
