import Primitives
import Testing
import Threshold

@Suite("ChaCha20")
struct ChaCha20Tests {
    @Test("the block of RFC 8439, section 2.3.2, comes out")
    func block() throws {
        let key = (0..<32).map { UInt8($0) }
        // The RFC's counter is one word, and its nonce three: 00000009 0000004a 00000000, as bytes.
        let block = key.withUnsafeBytes {
            ChaCha20.block(key: $0, counter: 0x0900_0000_0000_0001, nonce: 0x0000_0000_4a00_0000)
        }
        let bytes = withUnsafeBytes(of: block) { Array($0) }
        #expect(
            bytes.hex
                == "10f1e7e4d13b5915500fdd1fa32071c4c7d1f4c733c068030422aa9ac3d46c4e"
                + "d2826446079faa0914c2d705d98b02a2b5129cd1de164eb9cbd083e8a2503c4e")
    }
}
