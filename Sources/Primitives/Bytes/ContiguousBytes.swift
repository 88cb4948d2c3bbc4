extension Collection<UInt8> {
    /// Lends the elements as one run of memory: in place where they already lie so, else a copy.
    @inlinable
    func withContiguousBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R {
        if let result = withContiguousStorageIfAvailable({ body(UnsafeRawBufferPointer($0)) }) {
            return result
        }
        return [UInt8](self).withUnsafeBytes { body($0) }
    }
}
