internal import Primitives

/// For which network a key is written; the keys are the same.
public enum HDNetwork: Hashable, Sendable {
    /// `xprv` and `xpub`, which Ethereum uses on every chain.
    case main
    /// `tprv` and `tpub`.
    case test

    init?(version: UInt32) {
        switch version {
        case 0x0488_ade4, 0x0488_b21e: self = .main
        case 0x0435_8394, 0x0435_87cf: self = .test
        default: return nil
        }
    }

    static func isPrivate(version: UInt32) -> Bool { version == 0x0488_ade4 || version == 0x0435_8394 }

    var privateVersion: UInt32 { self == .main ? 0x0488_ade4 : 0x0435_8394 }
    var publicVersion: UInt32 { self == .main ? 0x0488_b21e : 0x0435_87cf }
}

/// Where in its tree a key stands, as far as its serialised form says.
public struct HDKeyOrigin: Hashable, Sendable {
    /// Steps from the master key.
    public let depth: UInt8
    /// The first four bytes of HASH160 of the parent's public key; zero for a master key.
    public let parentFingerprint: UInt32
    /// The last step; normal zero for a master key.
    public let index: ChildIndex

    static let master = HDKeyOrigin(depth: 0, parentFingerprint: 0, index: ChildIndex(rawValue: 0))

    func child(_ index: ChildIndex, parentFingerprint: UInt32) throws(HDKeyError) -> HDKeyOrigin {
        guard depth < UInt8.max else { throw HDKeyError(.tooDeep) }
        return HDKeyOrigin(depth: depth + 1, parentFingerprint: parentFingerprint, index: index)
    }
}
