internal import Synchronization

/// What happened since the start, and how long signatures take.
final class Counters: Sendable {
    private struct State {
        var counts = KeyServiceStatus.Counts()
        var signingTime: Duration?
    }

    private let state = Mutex(State())

    func add(_ place: any WritableKeyPath<KeyServiceStatus.Counts, UInt64> & Sendable, _ count: Int = 1) {
        state.withLock { $0.counts[keyPath: place] &+= UInt64(max(0, count)) }
    }

    var counts: KeyServiceStatus.Counts { state.withLock { $0.counts } }
    var signingTime: Duration? {
        get { state.withLock { $0.signingTime } }
        set { state.withLock { $0.signingTime = newValue } }
    }
}
