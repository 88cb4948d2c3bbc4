// error: cannot convert value of type 'G1.Unchecked' to expected argument type 'G1'
import BLS12381

func use(_ p: G1, _ bytes: [UInt8]) throws -> G1 {
    let other = try G1.Unchecked(compressed: bytes)
    return p + other
}
