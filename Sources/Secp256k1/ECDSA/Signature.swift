public import Primitives

/// An ECDSA signature over secp256k1 with the id that makes its public key recoverable.
///
/// `r` and `s` are from 1 to n - 1; `s` may be high, see ``isLowS``. Signatures are public values.
public struct Signature: Hashable, Sendable {
    /// x(R) modulo n.
    public let r: Scalar
    /// (z + r·d) / k modulo n for digest z, key d and nonce k, or n minus that; see ``isLowS``.
    public let s: Scalar
    /// 0 to 3: bit 0 is the parity of y(R), bit 1 says that x(R) was n or more.
    public let recoveryID: UInt8

    @inline(__always)
    init(r: Scalar, s: Scalar, checkedRecoveryID: UInt8) {
        self.r = r
        self.s = s
        self.recoveryID = checkedRecoveryID
    }

    /// - Throws: ``Secp256k1Error`` with `rOutOfRange`, `sOutOfRange` (for zero) or `invalidRecoveryID`.
    public init(r: Scalar, s: Scalar, recoveryID: UInt8) throws(Secp256k1Error) {
        guard !r.isZero else { throw Secp256k1Error(.rOutOfRange, .signature) }
        guard !s.isZero else { throw Secp256k1Error(.sOutOfRange, .signature) }
        guard recoveryID < 4 else { throw Secp256k1Error(.invalidRecoveryID(recoveryID), .signature) }
        self.init(r: r, s: s, checkedRecoveryID: recoveryID)
    }

    /// - Throws: ``Secp256k1Error`` with `rOutOfRange`, `sOutOfRange` (for zero, n or more) or
    ///   `invalidRecoveryID`.
    public init(r: Bytes32, s: Bytes32, recoveryID: UInt8) throws(Secp256k1Error) {
        let (reducedR, overflowR) = Scalar.reduceOnce(r)
        guard overflowR == 0 else { throw Secp256k1Error(.rOutOfRange, .signature) }
        let (reducedS, overflowS) = Scalar.reduceOnce(s)
        guard overflowS == 0 else { throw Secp256k1Error(.sOutOfRange, .signature) }
        try self.init(r: reducedR, s: reducedS, recoveryID: recoveryID)
    }

    /// From the 64 bytes r ‖ s, which carry no recovery id: pass it along if recovery is wanted.
    /// Verification does not look at it.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`, `rOutOfRange`, `sOutOfRange` or `invalidRecoveryID`.
    public init(
        compact bytes: some Collection<UInt8>, recoveryID: UInt8 = 0
    ) throws(Secp256k1Error) {
        guard bytes.count == 64, let r = Bytes32(bytes.prefix(32)), let s = Bytes32(bytes.dropFirst(32))
        else {
            throw Secp256k1Error(.wrongLength(expected: [64], actual: bytes.count), .signature)
        }
        try self.init(r: r, s: s, recoveryID: recoveryID)
    }

    /// From the 65 bytes r ‖ s ‖ v, v being 0, 1, 27 or 28 as Ethereum has it.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`, `rOutOfRange`, `sOutOfRange` or `invalidRecoveryID`.
    public init(recoverable bytes: some Collection<UInt8>) throws(Secp256k1Error) {
        guard bytes.count == 65, let v = bytes.dropFirst(64).first else {
            throw Secp256k1Error(.wrongLength(expected: [65], actual: bytes.count), .signature)
        }
        switch v {
        case 0, 1: try self.init(compact: bytes.prefix(64), recoveryID: v)
        case 27, 28: try self.init(compact: bytes.prefix(64), recoveryID: v - 27)
        default: throw Secp256k1Error(.invalidRecoveryID(v), .signature)
        }
    }

    /// The 64 bytes r ‖ s.
    public var compact: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: 64) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            r.bytes32.store(into: bytes)
            s.bytes32.store(into: UnsafeMutableRawBufferPointer(rebasing: bytes[32...]))
            count = 64
        }
    }

    /// The 65 bytes r ‖ s ‖ v with v = `offset` + ``recoveryID``; Ethereum's offset for messages is 27.
    public func recoverable(offset: UInt8 = 27) -> [UInt8] { compact + [offset &+ recoveryID] }

    /// Whether s is at most n/2, as EIP-2 wants it.
    public var isLowS: Bool { !s.isHigh }

    /// The equivalent signature with low s: a high s is negated, which flips the parity of y(R).
    public var normalized: Signature {
        isLowS ? self : Signature(r: r, s: -s, checkedRecoveryID: recoveryID ^ 1)
    }

    /// The public key that made this signature for `digest` (taken modulo n); s may be high.
    ///
    /// - Throws: ``Secp256k1Error`` with `unrecoverable` when r is no x-coordinate for this id or the key
    ///   would be infinity.
    public func recover(
        _ digest: Bytes32, using backend: Secp256k1Backend = .default
    ) throws(Secp256k1Error) -> PublicKey {
        guard let key = backend.operations.recover(self, Scalar(reducing: digest)) else {
            throw Secp256k1Error(.unrecoverable, .signature)
        }
        return PublicKey(finite: Point(key))
    }
}

extension Signature: CustomStringConvertible {
    /// r ‖ s in hexadecimal, and the recovery id.
    public var description: String { "\(compact.prefixedHex), recovery id \(recoveryID)" }
}
