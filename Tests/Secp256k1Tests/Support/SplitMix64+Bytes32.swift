import Primitives
import TestSupport

extension SplitMix64 {
    mutating func bytes32() -> Bytes32 { Bytes32(words: next(), next(), next(), next()) }

    /// Four limbs that are often all zeros or all ones, where carries run furthest.
    mutating func jaggedBytes32() -> Bytes32 {
        func limb(_ generator: inout SplitMix64) -> UInt64 {
            let choice = generator.next()
            let value = generator.next()
            switch choice & 7 {
            case 0, 1: return 0
            case 2, 3: return .max
            case 4: return value & 3
            case 5: return .max - (value & 3)
            default: return value
            }
        }
        return Bytes32(words: limb(&self), limb(&self), limb(&self), limb(&self))
    }
}
