// error: cannot convert value of type 'G2' to expected argument type 'G1'
import BLS12381

func use(_ q: G2) -> GT {
    Pairing.value(q, q)
}
