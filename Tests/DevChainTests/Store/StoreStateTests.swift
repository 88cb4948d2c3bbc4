import DevChain
import EVM
import Ethereum
import Foundation
import Primitives
import TestSupport
import Testing

/// The argument beside ``SQLiteStore``'s node reading, tried on chains made at random.
@Suite("States read from a store")
struct StoreStateTests {
    @Test("A state that was never read stays readable while newer ones overwrite its nodes")
    func unreadOlderStates() throws {
        for seed in 0..<UInt64(8) {
            let place = try TemporaryDirectory()
            var chain = try ChainMaker(accounts: 60, seed: seed)
            for _ in 0..<10 { try chain.churn(among: 80) }
            let first = try SQLiteStore(directory: place.path)
            try chain.write(to: first)
            let contents = try chain.state.contents()
            first.close()

            let store = try SQLiteStore(directory: place.path)
            var reopened = try ChainMaker(reopening: store, blocks: chain.blocks, seed: seed &+ 100)
            // Nothing but the root was read of it.
            let old = reopened.state
            var expected: [(WorldState, [Address: AccountContents])] = []
            for turn in 0..<12 {
                try reopened.churn(among: 80)
                guard turn % 3 == 2 else { continue }
                try reopened.write(to: store)
                // As a second opening reads it, which leaves the first one's nodes unread.
                let again = try WorldState(root: reopened.state.root, source: store)
                expected.append((reopened.state, try again.contents()))
            }
            #expect(try old.contents() == contents)
            for (state, contents) in expected { #expect(try state.contents() == contents) }
            store.close()
        }
    }

    @Test("Reading an old state while its nodes are overwritten gives the old state")
    func concurrentReading() async throws {
        let place = try TemporaryDirectory()
        try await together(Self.readersAndWriter(place))
    }

    private static func readersAndWriter(
        _ place: TemporaryDirectory
    ) throws -> [@Sendable () throws -> Void] {
        let (blocks, contents) = try fill(place)
        let store = try SQLiteStore(directory: place.path)
        let chain = try ChainMaker(reopening: store, blocks: blocks, seed: 6)
        let old = chain.state
        var works: [@Sendable () throws -> Void] = [{ try overwrite(chain, in: store) }]
        for start in 0..<3 { works.append({ try read(old, contents, from: start * 100) }) }
        return works
    }

    private static func fill(
        _ place: TemporaryDirectory
    ) throws -> ([SealedBlock], [Address: AccountContents]) {
        var chain = try ChainMaker(accounts: 400, seed: 5)
        for _ in 0..<30 { try chain.churn(among: 400) }
        let store = try SQLiteStore(directory: place.path)
        defer { store.close() }
        try chain.write(to: store)
        return (chain.blocks, try chain.state.contents())
    }

    private static func read(
        _ state: WorldState, _ contents: [Address: AccountContents], from start: Int
    ) throws {
        for address in contents.keys.sorted().dropFirst(start) {
            let account = try state.listed(address)
            #expect(account?.account == contents[address]?.account)
            #expect(try account?.slots() == contents[address]?.slots)
        }
    }

    private static func overwrite(_ chain: ChainMaker, in store: SQLiteStore) throws {
        var chain = chain
        for _ in 0..<60 {
            try chain.churn(among: 400)
            try chain.write(to: store)
        }
    }

    @Test("After going back and reopening, older and newer states are whole")
    func revertAndReopen() throws {
        for seed in 0..<UInt64(6) {
            let place = try TemporaryDirectory()
            var chain = try ChainMaker(accounts: 40, seed: seed)
            for _ in 0..<8 { try chain.churn(among: 60) }
            var store = try SQLiteStore(directory: place.path)
            try chain.write(to: store)
            let atFour = try chain.states[4].contents()
            let atHead = try chain.state.contents()
            store.close()
            // Rebuilt from what the store has alone.
            store = try SQLiteStore(directory: place.path)
            let blocks = try (0...8).map { try #require(try store.block(number: $0)) }
            var reopened = try ChainMaker(reopening: store, blocks: blocks, seed: seed)
            let head = reopened.state
            try reopened.revert(to: 4, in: store)
            #expect(reopened.state.root == blocks[4].header.stateRoot)
            for _ in 0..<4 { try reopened.churn(among: 60) }
            try reopened.write(to: store)
            // The state that was left behind is still what it was for whoever holds it.
            #expect(try head.contents() == atHead)
            let last = try reopened.state.contents()
            store.close()

            store = try SQLiteStore(directory: place.path)
            #expect(try store.load()?.headNumber == 8)
            var state = try WorldState(root: try #require(try store.load()).stateRoot, source: store)
            #expect(try state.contents() == last)
            for number in (5...8 as ClosedRange<UInt64>).reversed() {
                state = try state.applying(try #require(try store.block(number: number)).undo)
            }
            #expect(try state.contents() == atFour)
            store.close()
        }
    }

    @Test("A state that was overwritten by a second opening says so instead of reading wrong")
    func foreignWriter() throws {
        let store = try SQLiteStore.temporary()
        var chain = try ChainMaker(accounts: 50)
        try chain.write(to: store)
        let apart = try WorldState(root: chain.state.root, source: store)
        for _ in 0..<20 { try chain.transfer(5, among: 50) }
        try chain.write(to: store)
        #expect(throws: StateError.self) { try apart.contents() }
        store.close()
        #expect(throws: StateError.self) { _ = try WorldState(root: chain.state.root, source: store) }
    }
}
