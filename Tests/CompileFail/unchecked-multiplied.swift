// error: value of type 'G2.Unchecked' has no member 'multiplied'
import BLS12381

func use(_ bytes: [UInt8], _ scalar: Fr) throws {
    _ = try G2.Unchecked(compressed: bytes).multiplied(by: scalar)
}
