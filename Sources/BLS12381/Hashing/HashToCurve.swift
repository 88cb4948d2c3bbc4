extension G1 {
    /// A point that nobody knows a logarithm of, uniform and unrelated to others (RFC 9380, suite
    /// BLS12381G1_XMD:SHA-256_SSWU_RO_). In constant time for messages of one length.
    public static func hash(_ message: some Collection<UInt8>, domain: DomainSeparationTag) -> G1 {
        G1(inSubgroup: Fp.hash([UInt8](message), domain))
    }

    /// As ``hash(_:domain:)`` in half the time, but not uniform (suite BLS12381G1_XMD:SHA-256_SSWU_NU_).
    public static func encode(_ message: some Collection<UInt8>, domain: DomainSeparationTag) -> G1 {
        G1(inSubgroup: Fp.encode([UInt8](message), domain))
    }
}

extension G2 {
    /// A point that nobody knows a logarithm of, uniform and unrelated to others (RFC 9380, suite
    /// BLS12381G2_XMD:SHA-256_SSWU_RO_). In constant time for messages of one length.
    public static func hash(_ message: some Collection<UInt8>, domain: DomainSeparationTag) -> G2 {
        G2(inSubgroup: Fp2.hash([UInt8](message), domain))
    }

    /// As ``hash(_:domain:)`` in half the time, but not uniform (suite BLS12381G2_XMD:SHA-256_SSWU_NU_).
    public static func encode(_ message: some Collection<UInt8>, domain: DomainSeparationTag) -> G2 {
        G2(inSubgroup: Fp2.encode([UInt8](message), domain))
    }
}
