internal import Primitives

/// How an instruction that needs more than the stack came out.
struct Step {
    /// What is left.
    var gas: UInt64
    var halt: Halt?
    /// Whether a frame was pushed that has to run first.
    var descends = false

    @inline(__always) init(gas: UInt64) { self.gas = gas }

    @inline(__always) init(_ halt: Halt) {
        gas = 0
        self.halt = halt
    }

    static func descend(gas: UInt64) -> Step {
        var step = Step(gas: gas)
        step.descends = true
        return step
    }
}

@inline(__always)
func loadWord(_ place: UnsafeRawPointer) -> UInt256 {
    UInt256(
        limbs: UInt64(bigEndian: place.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
        UInt64(bigEndian: place.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
        UInt64(bigEndian: place.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt64(bigEndian: place.loadUnaligned(fromByteOffset: 0, as: UInt64.self)))
}

@inline(__always)
func storeWord(_ word: UInt256, _ place: UnsafeMutableRawPointer) {
    let (l0, l1, l2, l3) = word.limbs
    place.storeBytes(of: l3.bigEndian, toByteOffset: 0, as: UInt64.self)
    place.storeBytes(of: l2.bigEndian, toByteOffset: 8, as: UInt64.self)
    place.storeBytes(of: l1.bigEndian, toByteOffset: 16, as: UInt64.self)
    place.storeBytes(of: l0.bigEndian, toByteOffset: 24, as: UInt64.self)
}

/// The operand of a PUSH of `count` bytes, 3 to 32. Reads up to 29 bytes before `pc`, which the
/// padding of the code allows.
@inline(__always)
func operand(_ pc: UnsafePointer<UInt8>, _ count: Int) -> UInt256 {
    let end = UnsafeRawPointer(pc) + count
    @inline(__always) func limb(_ index: Int) -> UInt64 {
        let present = count - 8 * index
        guard present > 0 else { return 0 }
        let word = UInt64(bigEndian: end.loadUnaligned(fromByteOffset: -8 * (index + 1), as: UInt64.self))
        return present >= 8 ? word : word & ((1 &<< UInt64(8 * present)) &- 1)
    }
    return UInt256(limbs: limb(0), limb(1), limb(2), limb(3))
}
