// error: no exact matches in call to initializer
import BLS12381

func use(_ point: G1.Unchecked) throws -> G1 {
    G1(inSubgroup: point)
}
