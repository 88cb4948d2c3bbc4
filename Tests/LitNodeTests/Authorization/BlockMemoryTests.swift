import LitContracts
import LitNode
import LitProtocol
import Primitives
import Synchronization
import Testing

@Suite struct BlockMemoryTests {
    private static let first = Bytes32(words: 0, 0, 0, 1), second = Bytes32(words: 0, 0, 0, 2)

    /// A question that waits until it is let go, and counts.
    private final class Question: Sendable {
        let count = Mutex(0)
        private let (gate, opener) = AsyncStream<Void>.makeStream()

        func open() { opener.finish() }

        func answer() async -> Int {
            let number = count.withLock { count in
                count += 1
                return count
            }
            for await _ in gate {}
            return number
        }
    }

    @Test func `Equal questions at one time are asked once`() async throws {
        let memory = BlockMemory<Int, Int>(lifetime: .seconds(600))
        let question = Question()
        let answers = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<50 {
                group.addTask { try await memory.value(1, block: Self.first) { await question.answer() } }
            }
            question.open()
            var answers: Set<Int> = []
            for try await answer in group { answers.insert(answer) }
            return answers
        }
        #expect(answers == [1])
        #expect(question.count.withLock { $0 } == 1)
    }

    @Test func `A newer block, another key, a fresh question and the end of a life ask anew`() async throws {
        let memory = BlockMemory<Int, Int>(lifetime: .seconds(600))
        let question = Question()
        question.open()
        let ask: @Sendable (Int, Bytes32, Bool) async throws -> Int = { key, block, isFresh in
            try await memory.value(key, block: block, isFresh: isFresh) { await question.answer() }
        }
        #expect(try await ask(1, Self.first, false) == 1)
        #expect(try await ask(1, Self.first, false) == 1)
        #expect(try await ask(2, Self.first, false) == 2)
        #expect(try await ask(1, Self.first, true) == 3)
        #expect(try await ask(1, Self.first, false) == 3)
        #expect(try await ask(1, Self.second, false) == 4)
        #expect(try await ask(2, Self.second, false) == 5)
        let short = BlockMemory<Int, Int>(lifetime: .zero)
        for number in 6...7 {
            let answer = try await short.value(1, block: Self.first) { await question.answer() }
            #expect(answer == number)
        }
    }

    @Test func `Failures are not remembered`() async throws {
        let memory = BlockMemory<Int, Int>(lifetime: .seconds(600))
        let error = await #expect(throws: NodeError.self) {
            try await memory.value(1, block: Self.first) { () async throws(NodeError) -> Int in
                throw PermissionBook.failure
            }
        }
        #expect(error == PermissionBook.failure)
        #expect(try await memory.value(1, block: Self.first) { 9 } == 9)
    }
}
