public import Primitives

/// A point of secp256k1 that is not infinity: what a private key other than zero gives.
public struct PublicKey: Hashable, Sendable {
    /// The key as an element of the group, never infinity.
    public let point: Point

    init(finite point: Point) { self.point = point }

    /// - Throws: ``Secp256k1Error`` with `infinity`.
    public init(_ point: Point) throws(Secp256k1Error) {
        guard !point.isInfinity else { throw Secp256k1Error(.infinity, .publicKey) }
        self.init(finite: point)
    }

    /// From 33 or 65 bytes of SEC 1, as strictly as ``Point/init(_:using:)``.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`, `invalidPrefix`, `coordinateOutOfRange` or
    ///   `notOnCurve`.
    public init(
        _ encoded: some Collection<UInt8>, using backend: Secp256k1Backend = .default
    ) throws(Secp256k1Error) {
        do {
            self.init(finite: try Point(encoded, using: backend))
        } catch {
            throw Secp256k1Error(error.code, .publicKey)
        }
    }

    /// The coordinates, big-endian.
    public var x: Bytes32 { point.affine.x.canonicalBytes }
    /// The second coordinate, big-endian.
    public var y: Bytes32 { point.affine.y.canonicalBytes }

    /// The 33-byte SEC 1 form.
    public var compressed: [UInt8] { point.compressed ?? [] }

    /// The 65-byte SEC 1 form.
    public var uncompressed: [UInt8] { point.uncompressed ?? [] }

    /// Which signatures of the pair (r, s), (r, n - s) to accept.
    public enum SignatureForm: Hashable, Sendable {
        /// Low s only, which makes signatures unique.
        case lowS
        /// Either, as plain ECDSA has it.
        case anyS
    }

    /// Whether `signature` is this key's for `digest`, taken modulo n. The recovery id is not looked at.
    public func isValid(
        _ signature: Signature, for digest: Bytes32, accepting form: SignatureForm = .lowS,
        using backend: Secp256k1Backend = .default
    ) -> Bool {
        if form == .lowS && !signature.isLowS { return false }
        return backend.operations.verify(signature, Scalar(reducing: digest), key: point.affine)
    }
}

extension PublicKey: CustomStringConvertible {
    /// The compressed form in hexadecimal.
    public var description: String { compressed.hex }
}
