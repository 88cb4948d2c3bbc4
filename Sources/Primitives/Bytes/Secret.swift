#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Bytes that must not leak: wiped when the last reference goes, never printed, coded or hashed.
///
/// The bytes live in one heap allocation that is overwritten in `deinit`. Copies that a caller
/// makes through ``withUnsafeBytes(_:)`` are the caller's to wipe; Swift itself may leave others
/// in registers and on the stack, so this narrows the exposure and does not end it.
public final class Secret: Sendable {
    // Written only in initialisers, before any other reference exists; read-only afterwards.
    private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

    /// `count` bytes, zero at first, written by `initialize` in place.
    public init<E: Error>(
        count: Int, initializingWith initialize: (UnsafeMutableRawBufferPointer) throws(E) -> Void
    ) throws(E) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: max(count, 0), alignment: 16)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
        storage = buffer
        // If this throws, deinit still runs: all stored properties are set.
        try initialize(buffer)
    }

    /// A copy of `bytes`, which remain the caller's to wipe (see ``init(wiping:)``).
    public convenience init(copying bytes: some Collection<UInt8>) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// Takes the content of `bytes` and overwrites the array with zeros.
    ///
    /// Only the array's own buffer is wiped: if another copy shares it, that copy keeps its bytes.
    public convenience init(wiping bytes: inout [UInt8]) {
        self.init(copying: bytes)
        Secret.wipe(&bytes)
    }

    deinit {
        Secret.wipe(storage)
        storage.deallocate()
    }

    /// How many bytes it holds, which is no secret.
    public var count: Int { storage.count }

    /// Lends the bytes for the duration of `body`; the pointer must not outlive it.
    public func withUnsafeBytes<R, E: Error>(
        _ body: (UnsafeRawBufferPointer) throws(E) -> R
    ) throws(E) -> R {
        try body(UnsafeRawBufferPointer(storage))
    }

    /// Overwrites `buffer` with zeros in a way that the optimiser may not remove.
    public static func wipe(_ buffer: UnsafeMutableRawBufferPointer) {
        guard let base = buffer.baseAddress, buffer.count > 0 else { return }
        #if canImport(Darwin)
            _ = memset_s(base, buffer.count, 0, buffer.count)
        #else
            explicit_bzero(base, buffer.count)
        #endif
    }

    /// Overwrites the elements of `bytes` with zeros; the count stays.
    public static func wipe(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { wipe($0) }
    }

    /// Whether two byte strings are equal, in time that depends on their lengths only.
    public static func constantTimeEqual(
        _ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer
    ) -> Bool {
        guard a.count == b.count else { return false }
        var difference: UInt8 = 0
        for index in 0..<a.count { difference |= a[index] ^ b[index] }
        return difference == 0
    }
}

extension Secret: Equatable {
    /// In time that depends on the lengths only.
    public static func == (a: Secret, b: Secret) -> Bool {
        a.withUnsafeBytes { x in b.withUnsafeBytes { y in constantTimeEqual(x, y) } }
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Secret(\(count) bytes)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
