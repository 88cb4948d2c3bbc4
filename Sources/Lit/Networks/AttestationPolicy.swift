/// Whether nodes have to prove what they run, by a report of a secure processor (AMD SEV-SNP).
public enum AttestationPolicy: Hashable, Sendable {
    /// They have to. This version cannot verify such reports, so it refuses to connect: with
    /// ``LitError/Code/attestationRequired``.
    case required
    /// They need not: whoever runs a node is trusted not to have changed it.
    case unverified
}
