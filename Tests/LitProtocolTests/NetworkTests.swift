import LitProtocol
import Testing

@Suite struct NetworkTests {
    @Test func `Networks are found by name, with their contracts`() throws {
        for network in LitNetwork.all {
            #expect(try LitNetwork.named(network.name) == network)
            #expect((network.resolver != nil) == (network.name != "custom"))
            #expect((network.staking != nil) == (network.name != "custom"))
        }
        #expect(Set(LitNetwork.all.map(\.name)) == ["datil", "datil-test", "datil-dev", "custom"])
    }

    @Test(arguments: [
        ("habanero", "datil"), ("manzano", "datil-test"), ("cayenne", "datil-dev"), ("localhost", "custom"),
    ])
    func `A network that is no more is refused, and its successor named`(_ name: String, _ successor: String)
    {
        let error = #expect(throws: LitNetworkError.self) { try LitNetwork.named(name) }
        #expect(error?.successor == successor)
        #expect(error?.description.contains("Use \(successor);") == true)
    }

    @Test func `A name that never was one is refused, and all names listed`() {
        let error = #expect(throws: LitNetworkError.self) { try LitNetwork.named("Datil") }
        #expect(error?.successor == nil)
        #expect(error?.description.contains("datil-dev") == true)
    }
}
