import BLS12381
import Primitives

/// Decoding, in either form, with every refusal; what is accepted is encoded again in both forms.
let blsPointsKind = Kind(name: "bls_points") { aCase in
    try refusing(aCase) {
        let isCompressed = aCase.has("compressed")
        let bytes = try aCase.bytes(isCompressed ? "compressed" : "uncompressed")
        let again: (compressed: [UInt8], uncompressed: [UInt8])
        switch try aCase.blsGroup() {
        case .g1:
            let point = try isCompressed ? G1(compressed: bytes) : G1(uncompressed: bytes)
            again = (point.compressed, point.uncompressed)
        case .g2:
            let point = try isCompressed ? G2(compressed: bytes) : G2(uncompressed: bytes)
            again = (point.compressed, point.uncompressed)
        }
        guard (isCompressed ? again.compressed : again.uncompressed) == bytes else {
            throw Disagreement("encodes to \(again.compressed.hex) or \(again.uncompressed.hex)")
        }
        var outputs = coordinates(ofUncompressed: again.uncompressed)
        outputs["compressed"] = .string(again.compressed.hex)
        outputs["uncompressed"] = .string(again.uncompressed.hex)
        return outputs
    }
}
