import PeerTransport
import Primitives
import Testing

@Suite struct LinkChoiceTests {
    private let low: PeerID
    private let high: PeerID

    init() throws {
        low = try Fixtures.id(1)
        high = try Fixtures.id(2)
    }

    private func link(_ dialer: PeerID, _ instance: UInt8 = 1) -> LinkChoice {
        LinkChoice(dialer: dialer, instance: Fixtures.word(instance))
    }

    @Test func `Of two simultaneous dials the lower id's stays, whichever opens first`() {
        #expect(!link(low).yields(to: link(high), between: low, and: high))
        #expect(link(high).yields(to: link(low), between: low, and: high))
        #expect(!link(low).yields(to: link(high), between: high, and: low))
        #expect(link(high).yields(to: link(low), between: high, and: low))
    }

    @Test func `Who dials again has lost the first connection`() {
        #expect(link(low).yields(to: link(low), between: low, and: high))
        #expect(link(high).yields(to: link(high), between: low, and: high))
    }

    @Test func `A connection of a process that is no more yields to any`() {
        #expect(link(low, 1).yields(to: link(high, 2), between: low, and: high))
    }
}
