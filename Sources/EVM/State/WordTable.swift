internal import Primitives

/// Finds the place of a word among those seen before: the index behind storage slots and accounts.
///
/// Open addressing with a hash that a process seeds at random, since contracts choose the keys.
final class WordTable {
    private var mask: Int
    private var keys: UnsafeMutablePointer<UInt256>
    private var places: UnsafeMutablePointer<Int32>
    private(set) var count = 0

    private static let seed = (UInt64.random(in: .min ... .max) | 1, UInt64.random(in: .min ... .max) | 1)
    private let seed = WordTable.seed

    init(minimumCapacity: Int = 16) {
        let capacity = max(16, minimumCapacity.nextPowerOfTwo)
        mask = capacity - 1
        keys = .allocate(capacity: capacity)
        places = .allocate(capacity: capacity)
        places.initialize(repeating: -1, count: capacity)
    }

    deinit {
        keys.deallocate()
        places.deallocate()
    }

    @inline(__always)
    private func slot(of key: UInt256) -> Int {
        let (a, b, c, d) = key.limbs
        let low = (a ^ seed.0).multipliedFullWidth(by: (b &+ seed.1) | 1)
        let high = (c ^ seed.1).multipliedFullWidth(by: (d &+ seed.0) | 1)
        let mixed = ((low.high ^ low.low) &+ (high.high ^ high.low)) &* 0x9e37_79b9_7f4a_7c15
        return Int(truncatingIfNeeded: mixed &>> 20) & mask
    }

    /// Where `key` was put, or nil.
    @inline(__always)
    func place(of key: UInt256) -> Int? {
        var index = slot(of: key)
        while places[index] >= 0 {
            if (keys[index] ^ key).isZero { return Int(places[index]) }
            index = (index &+ 1) & mask
        }
        return nil
    }

    /// Adds a key that is not there yet.
    func insert(_ key: UInt256, place: Int) {
        if (count + 1) * 4 > (mask + 1) * 3 { grow() }
        put(key, Int32(truncatingIfNeeded: place))
        count += 1
    }

    private func put(_ key: UInt256, _ place: Int32) {
        var index = slot(of: key)
        while places[index] >= 0 { index = (index &+ 1) & mask }
        keys[index] = key
        places[index] = place
    }

    private func grow() {
        let (oldKeys, oldPlaces, oldCapacity) = (keys, places, mask + 1)
        let capacity = oldCapacity * 2
        mask = capacity - 1
        keys = .allocate(capacity: capacity)
        places = .allocate(capacity: capacity)
        places.initialize(repeating: -1, count: capacity)
        for index in 0..<oldCapacity where oldPlaces[index] >= 0 { put(oldKeys[index], oldPlaces[index]) }
        oldKeys.deallocate()
        oldPlaces.deallocate()
    }
}

extension Int {
    fileprivate var nextPowerOfTwo: Int {
        self <= 1 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
    }
}
