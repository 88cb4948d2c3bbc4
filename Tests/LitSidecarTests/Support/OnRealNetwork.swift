import NetworkTestSupport
import Testing

/// Has a suite's tests share one network of processes, which is there as long as they are.
struct OnRealNetwork: SuiteTrait, TestScoping {
    @TaskLocal private static var current: RealNetwork?

    /// The network of the suite.
    static var network: RealNetwork { get throws { try #require(current) } }

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await RealNetwork.with { network in
            try await Self.$current.withValue(network) { try await function() }
        }
    }
}

extension Trait where Self == OnRealNetwork {
    /// One network for all tests of the suite.
    static var onRealNetwork: Self { Self() }
}
