import NetworkTestSupport
import Testing

/// Brings one network up for all tests of a suite, and ends it after the last.
struct SharedNetwork: SuiteTrait, TestScoping {
    @TaskLocal static var current: RealNetwork?

    var isRecursive: Bool { false }

    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await RealNetwork.with { network in
            try await Self.$current.withValue(network) { try await function() }
        }
    }

    /// The network of the suite that runs.
    static func network() throws -> RealNetwork {
        guard let current else { throw RealNetwork.Failure(description: "the suite has no network") }
        return current
    }
}

extension Trait where Self == SharedNetwork {
    static var sharedNetwork: SharedNetwork { SharedNetwork() }
}
