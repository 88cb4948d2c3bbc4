import Testing

@Suite struct ActionWorkerPlaceholderTests {
    @Test func `Placeholder`() { #expect(Bool(true)) }
}
