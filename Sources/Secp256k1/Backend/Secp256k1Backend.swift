/// Who does the curve arithmetic: pure Swift, which is always there, or the system's libsecp256k1.
///
/// Both give the same results, bit for bit, signatures included. Secret scalars are handled in constant
/// time by both; the library blinds them in addition.
public struct Secp256k1Backend: Sendable {
    /// `portable` or `libsecp256k1`.
    public let name: String
    let operations: any CurveOperations

    /// Pure Swift, on every platform.
    public static let portable = Secp256k1Backend(name: "portable", operations: PortableCurve())

    /// libsecp256k1, or nil where it is not compiled in: outside Linux, or without the package trait
    /// `SystemSecp256k1`.
    public static let system: Secp256k1Backend? = {
        #if SystemSecp256k1 && os(Linux)
            SystemCurve().map { Secp256k1Backend(name: "libsecp256k1", operations: $0) }
        #else
            nil
        #endif
    }()

    /// ``system`` where there is one, otherwise ``portable``; operators use it.
    public static let `default` = system ?? portable
}

extension Secp256k1Backend: Hashable, CustomStringConvertible {
    public static func == (a: Secp256k1Backend, b: Secp256k1Backend) -> Bool { a.name == b.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
    public var description: String { name }
}
