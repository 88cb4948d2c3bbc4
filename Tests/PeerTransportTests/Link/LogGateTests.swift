import PeerTransport
import Testing

@Suite struct LogGateTests {
    @Test func `One line of a kind in a while, and the next says how many there were`() {
        var gate = LogGate(pause: .seconds(10))
        #expect(gate.admit("a", at: .zero) == 0)
        #expect(gate.admit("a", at: .seconds(1)) == nil)
        #expect(gate.admit("a", at: .seconds(9)) == nil)
        #expect(gate.admit("b", at: .seconds(9)) == 0)
        #expect(gate.admit("a", at: .seconds(10)) == 2)
        #expect(gate.admit("a", at: .seconds(20)) == 0)
    }
}
