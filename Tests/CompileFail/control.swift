// Compiles: the same operations as in the other files, with points that have passed their check.
import BLS12381

func control(_ bytes: [UInt8], _ twisted: [UInt8], _ scalar: Fr) throws -> GT {
    let p = try G1.Unchecked(compressed: bytes).checked()
    let q = try G2.Unchecked(compressed: twisted).checked()
    let sum = p.multiplied(by: scalar) + .generator
    guard p == sum || q.multiplied(bySecret: scalar) != q else { return .identity }
    return Pairing.value(sum, q)
}
