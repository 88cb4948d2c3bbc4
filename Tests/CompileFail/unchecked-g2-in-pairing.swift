// error: cannot convert value of type 'G2.Unchecked' to expected argument type 'G2'
import BLS12381

func use(_ p: G1, _ bytes: [UInt8]) throws -> GT {
    Pairing.value(p, try G2.Unchecked(compressed: bytes))
}
