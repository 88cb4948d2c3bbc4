import Primitives
import Testing

@Suite("Secret")
struct SecretTests {
    struct Refused: Error {}

    @Test("lends the bytes it was given")
    func lends() {
        let secret = Secret(copying: [1, 2, 3])
        #expect(secret.count == 3)
        #expect(secret.withUnsafeBytes { [UInt8]($0) } == [1, 2, 3])
    }

    @Test("may be empty")
    func empty() {
        #expect(Secret(copying: []).withUnsafeBytes { $0.count } == 0)
        #expect(Secret(count: -1) { _ in }.count == 0)
    }

    @Test("wipes the array it takes over")
    func takesOver() {
        var bytes: [UInt8] = [1, 2, 3]
        let secret = Secret(wiping: &bytes)
        #expect(bytes == [0, 0, 0])
        #expect(secret == Secret(copying: [1, 2, 3]))
    }

    @Test("passes on what its initialiser throws")
    func passesOn() {
        #expect(throws: Refused.self) {
            try Secret(count: 4) { buffer throws(Refused) in
                buffer[0] = 1
                throw Refused()
            }
        }
    }

    @Test("never prints its content")
    func hides() {
        let secret = Secret(copying: [0xab, 0xcd])
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped] {
            #expect(text.contains("Secret(2 bytes)"))
            #expect(!text.contains("ab") && !text.contains("171"))
        }
    }

    @Test("compares contents and lengths")
    func compares() {
        #expect(Secret(copying: [1, 2]) == Secret(copying: [1, 2]))
        #expect(Secret(copying: [1, 2]) != Secret(copying: [1, 3]))
        #expect(Secret(copying: [1, 2]) != Secret(copying: [1, 2, 0]))
        #expect(Secret(copying: []) == Secret(copying: []))
    }
}
