/// The signature scheme of the network: proof of possession, signatures in G2, public keys in G1.
///
/// draft-irtf-cfrg-bls-signature, section 4.2.3, with the roles of the groups as in its minimal-pubkey-size
/// variant.
public enum BLSScheme {
    /// The member under which signatures and shares stand in JSON.
    public static let jsonName = "ProofOfPossession"
}
