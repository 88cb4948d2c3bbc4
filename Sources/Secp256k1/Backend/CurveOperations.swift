/// What a backend computes. Points are valid (on the curve, or infinity), scalars canonical, the key of a
/// signature is not zero; all other cases, zero and infinity among them, are the backend's to handle.
protocol CurveOperations: Sendable {
    /// k * G in constant time.
    func generatorMultiple(secret k: Scalar) -> AffinePoint
    /// k * P in constant time.
    func multiple(of point: AffinePoint, secret k: Scalar) -> AffinePoint
    /// a * P + b * G in variable time.
    func combination(_ a: Scalar, _ point: AffinePoint, _ b: Scalar) -> AffinePoint
    /// The sum of two points.
    func add(_ a: AffinePoint, _ b: AffinePoint) -> AffinePoint
    /// The sum of any number of points.
    func sum(_ points: [Point]) -> AffinePoint
    /// The point with this x and this parity of y, or nil where there is none.
    func decompress(x: FieldElement, parity: UInt64) -> AffinePoint?
    /// A low-s signature with the nonce of RFC 6979; nil only if the backend fails.
    func sign(_ digest: Scalar, key: Scalar) -> Signature?
    /// Whether the signature holds, s being high or low; both parts are in range.
    func verify(_ signature: Signature, _ digest: Scalar, key: AffinePoint) -> Bool
    /// The key that made the signature, or nil where there is none; s may be high.
    func recover(_ signature: Signature, _ digest: Scalar) -> AffinePoint?
}
