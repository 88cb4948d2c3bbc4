import EVM
import Primitives
import Testing

@Suite("An account")
struct AccountTests {
    @Test("without nonce, balance and code is as good as absent (EIP-161)")
    func emptiness() {
        #expect(Account().isEmpty)
        #expect(!Account(nonce: 1).isEmpty)
        #expect(!Account(balance: 1).isEmpty)
        #expect(!Account(codeHash: Bytecode([0]).hash).isEmpty)
    }
}
