import DevChain
import Synchronization
import Testing

@Suite("Threads for long work")
struct WorkThreadsTests {
    private final class Record: Sendable {
        private let numbers = Mutex<[Int]>([])
        private let counts = Mutex((running: 0, most: 0))

        func append(_ number: Int) { numbers.withLock { $0.append(number) } }
        var all: [Int] { numbers.withLock { $0 } }

        func begin() {
            counts.withLock {
                $0.running += 1
                $0.most = max($0.most, $0.running)
            }
        }
        func end() { counts.withLock { $0.running -= 1 } }
        var most: Int { counts.withLock { $0.most } }
    }

    @Test("do everything, in order where there is one")
    func order() async {
        let threads = WorkThreads(label: "test", width: 1)
        let record = Record()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            for number in 0..<1000 {
                threads.run {
                    record.append(number)
                    if number == 999 { continuation.resume() }
                }
            }
        }
        #expect(record.all == Array(0..<1000))
    }

    @Test("are never more than the width, and take work from many")
    func width() async {
        let threads = WorkThreads(label: "test", width: 3)
        let record = Record()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<300 {
                group.addTask {
                    await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                        threads.run {
                            record.begin()
                            record.append(number)
                            record.end()
                            continuation.resume()
                        }
                    }
                }
            }
        }
        #expect(record.all.sorted() == Array(0..<300))
        #expect((1...3).contains(record.most))
    }
}
