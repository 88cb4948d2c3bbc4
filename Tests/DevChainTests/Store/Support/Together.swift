/// Runs all of `works` at the same time; throws the first of their errors.
func together(_ works: [@Sendable () throws -> Void]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        for work in works { group.addTask { try work() } }
        try await group.waitForAll()
    }
}
