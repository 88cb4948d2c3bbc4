public import BLS12381
public import Primitives

/// Data encrypted to a network's key and an identity, so that the network's signature of the identity opens it.
///
/// Identity-based encryption after Boneh and Franklin ("Identity-Based Encryption from the Weil Pairing",
/// 2001) with the check of Fujisaki and Okamoto, in the form of the JavaScript SDK. The parts:
///
/// - U = r · g₁, where r hashes alpha and the message;
/// - V = alpha ⊕ SHA-256(e(r · key, H(identity)));
/// - W = the message, with its length in front and zeros behind, ⊕ SHAKE128(alpha).
///
/// Reading is strict: everything has one form only, though the SDK takes more.
public struct TimeLockCiphertext: Hashable, Sendable {
    /// r · g₁, never infinity.
    public let u: G1
    /// Alpha, masked.
    public let v: Bytes32
    /// The message with its length and padding, masked.
    public let w: [UInt8]

    /// What stands for the network's scheme at the end of every ciphertext.
    static let scheme: UInt8 = 2
    /// The least length of ``w``; shorter messages are padded.
    static let minimumContent = 32

    init(u: G1, v: Bytes32, w: [UInt8]) {
        self.u = u
        self.v = v
        self.w = w
    }

    /// From its bytes: U compressed, V, the length of W in LEB128, W, and the scheme's byte.
    ///
    /// - Throws: ``TimeLockError`` with `truncated`, `trailingBytes`, `malformedLength`, `wrongScheme`,
    ///   `invalidPoint` or `identityPoint`.
    public init(_ bytes: [UInt8]) throws(TimeLockError) {
        var reader = ByteReader(bytes)
        let first: ArraySlice<UInt8>
        do {
            first = try reader.read(G1.compressedByteCount)
            v = try reader.readBytes32()
            w = Array(try reader.readLEB128Prefixed())
            let scheme = try reader.readByte()
            guard scheme == Self.scheme else { throw TimeLockError(.wrongScheme(scheme)) }
        } catch let error as ByteReaderError {
            switch error.code {
            case .varintNotMinimal, .varintOverflow: throw TimeLockError(.malformedLength)
            default: throw TimeLockError(.truncated)
            }
        } catch let error as TimeLockError {
            throw error
        } catch {
            throw TimeLockError(.truncated)
        }
        guard reader.isAtEnd else { throw TimeLockError(.trailingBytes(reader.remaining)) }
        guard w.count >= Self.minimumContent else { throw TimeLockError(.truncated) }
        do { u = try G1(compressed: first) } catch { throw TimeLockError(.invalidPoint(error.code)) }
        guard !u.isIdentity else { throw TimeLockError(.identityPoint) }
    }

    /// From padded base64, as it travels.
    ///
    /// - Throws: `invalidBase64`, or as ``init(_:)``.
    public init(base64 text: some StringProtocol) throws(TimeLockError) {
        guard let bytes = try? Base64.decode(text) else { throw TimeLockError(.invalidBase64) }
        try self.init(bytes)
    }

    /// The bytes that ``init(_:)`` reads.
    public var bytes: [UInt8] {
        var writer = ByteWriter(capacity: 48 + 32 + LEB128.maximumCount + w.count + 1)
        writer.append(contentsOf: u.compressed)
        writer.append(contentsOf: v.bytes)
        writer.appendLEB128Prefixed(w)
        writer.append(Self.scheme)
        return writer.bytes
    }

    /// The bytes in padded base64.
    public var base64: String { Base64.encode(bytes) }
}

extension TimeLockCiphertext: CustomStringConvertible {
    public var description: String { "TimeLockCiphertext(\(w.count) bytes of content)" }
}
