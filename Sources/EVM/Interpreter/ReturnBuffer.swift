/// What the last call gave back; every frame sees only that of its own last call.
final class ReturnBuffer {
    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 256
        base = .allocate(byteCount: capacity, alignment: 16)
    }

    deinit { base.deallocate() }

    func clear() { count = 0 }

    func set(_ bytes: UnsafeRawBufferPointer) {
        if bytes.count > capacity {
            base.deallocate()
            capacity = max(bytes.count, 2 * capacity)
            base = .allocate(byteCount: capacity, alignment: 16)
        }
        if let source = bytes.baseAddress { base.copyMemory(from: source, byteCount: bytes.count) }
        count = bytes.count
    }

    var bytes: [UInt8] { Array(UnsafeRawBufferPointer(start: base, count: count)) }
}
