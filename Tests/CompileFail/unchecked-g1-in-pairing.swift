// error: cannot convert value of type 'G1.Unchecked' to expected argument type 'G1'
import BLS12381

func use(_ bytes: [UInt8], _ q: G2) throws -> GT {
    Pairing.value(try G1.Unchecked(compressed: bytes), q)
}
