internal import Primitives
internal import Synchronization

/// Values that are wiped when the last reference goes: shares, coefficients, rows of a transfer.
///
/// Written in the initialiser only. Elements must be plain data (no references), which is all that this
/// module keeps in it.
package final class SecretArray<Element>: Sendable {
    private nonisolated(unsafe) let storage: UnsafeMutableBufferPointer<Element>

    /// `count` values made one by one, in order.
    init(count: Int, _ make: (Int) -> Element) {
        storage = .allocate(capacity: count)
        for index in 0..<count { storage.initializeElement(at: index, to: make(index)) }
    }

    /// `count` copies of `value`, then written in place.
    init(repeating value: Element, count: Int, _ write: (UnsafeMutableBufferPointer<Element>) -> Void) {
        storage = .allocate(capacity: count)
        storage.initialize(repeating: value)
        write(storage)
    }

    deinit {
        Secret.wipe(UnsafeMutableRawBufferPointer(storage))
        storage.deallocate()
    }

    var count: Int { storage.count }

    /// The value at a place, which must exist.
    package subscript(index: Int) -> Element {
        precondition(index >= 0 && index < storage.count)
        return storage[index]
    }

    /// Lends all values for the duration of `body`.
    func withValues<R>(_ body: (UnsafeBufferPointer<Element>) -> R) -> R {
        body(UnsafeBufferPointer(storage))
    }
}

extension SecretArray {
    /// One value.
    convenience init(_ value: Element) { self.init(count: 1) { _ in value } }
}

/// A value that is used once: whoever takes it first has it, and everybody after that gets an error.
public final class OneTime<Value: ~Copyable & Sendable>: Sendable {
    private let slot: Mutex<Value?>

    init(_ value: consuming sending Value) { slot = Mutex(value) }

    /// The value.
    ///
    /// - Throws: ``ThresholdError`` with `alreadyTaken` from the second call on.
    public func take() throws(ThresholdError) -> Value {
        let taken: Value? = slot.withLock { slot in
            let value = slot.take()
            slot = nil
            return value
        }
        guard let value = taken else { throw ThresholdError(.alreadyTaken) }
        return value
    }
}
