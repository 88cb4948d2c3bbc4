import BLS12381
import Primitives

/// Arithmetic modulo the group order, and the reading of bytes.
let blsScalarKind = Kind(name: "bls_scalar") { aCase in
    try refusing(aCase) {
        if aCase.has("wide") {
            return ["reduced": .string(try Fr(reducing: aCase.bytes("wide")).bigEndian.hex)]
        }
        if aCase.has("littleEndian") {
            return ["bigEndian": .string(try Fr(littleEndian: aCase.bytes("littleEndian")).bigEndian.hex)]
        }
        let a = try Fr(bigEndian: aCase.bytes("a"))
        let b = try Fr(bigEndian: aCase.bytes("b"))
        guard try Fr(littleEndian: a.littleEndian.bytes) == a else {
            throw Disagreement("the little-endian form is read as something else")
        }
        return [
            "sum": .string((a + b).bigEndian.hex), "difference": .string((a - b).bigEndian.hex),
            "product": .string((a * b).bigEndian.hex), "negative": .string((-a).bigEndian.hex),
            "inverse": .string(a.inverse().bigEndian.hex),
        ]
    }
}
