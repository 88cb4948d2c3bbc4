// error: cannot convert return expression of type 'G2.Unchecked' to return type 'G2'
import BLS12381

func use(_ bytes: [UInt8]) throws -> G2 {
    let point = try G2.Unchecked(compressed: bytes)
    return point
}
