import LocalNetwork
import Testing

@Suite struct RestartPolicyTests {
    @Test func `Pauses double up to a limit`() {
        var policy = RestartPolicy()
        let pauses = (0..<9).map { _ in policy.ended(after: .zero) }
        #expect(
            pauses == [
                .milliseconds(100), .milliseconds(200), .milliseconds(400), .milliseconds(800),
                .milliseconds(1600), .milliseconds(3200), .milliseconds(6400), .seconds(10), .seconds(10),
            ])
        for _ in 0..<100 { #expect(policy.ended(after: .zero) == .seconds(10)) }
    }

    @Test func `Who has run for long begins anew`() {
        var policy = RestartPolicy()
        for _ in 0..<5 { _ = policy.ended(after: .seconds(29)) }
        #expect(policy.failures == 5)
        #expect(policy.ended(after: .seconds(30)) == .milliseconds(100))
        #expect(policy.failures == 1)
    }
}
