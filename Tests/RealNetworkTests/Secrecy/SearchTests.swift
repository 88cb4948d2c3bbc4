import Foundation
import Primitives
import Testing

/// The search itself: what it has to find, it finds.
@Suite struct SearchTests {
    static let order = UInt256(
        limbs: 0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, 0xffff_ffff_ffff_ffff)
    static let key: [UInt8] = (0..<32).map { UInt8(truncatingIfNeeded: 37 &* $0 &+ 11) }

    @Test func `Every form of a planted key is found, wherever it lies`() {
        let patterns = KeyPatterns("the key", key: Self.key, modulus: Self.order).patterns
        #expect(patterns.count > 30)
        let search = PatternSearch(patterns)
        for pattern in patterns {
            for offset in [0, 1, 2, 3, 7, 4093] {
                let noise = (0..<offset).map { UInt8(truncatingIfNeeded: 91 &* $0) }
                let found = search.found(in: noise + pattern.bytes + [1, 2, 3])
                #expect(found.contains(pattern.name), "\(pattern.name) at \(offset)")
            }
            #expect(!search.found(in: Array(pattern.bytes.dropLast())).contains(pattern.name))
        }
    }

    @Test func `Base64 of a longer text that holds the key is found`() {
        let search = PatternSearch(KeyPatterns("the key", key: Self.key, modulus: Self.order).patterns)
        for before in 0..<7 {
            for after in 0..<4 {
                let text = Data(
                    [UInt8](repeating: 0xa5, count: before) + Self.key
                        + [UInt8](repeating: 0x5a, count: after))
                #expect(
                    !search.found(in: Array(text.base64EncodedString().utf8)).isEmpty, "\(before) \(after)")
            }
        }
    }

    @Test func `The Montgomery form is the number times 2 to the 256`() {
        // One is R modulo the order, which is 2^256 - n.
        let one = [UInt8](repeating: 0, count: 31) + [1]
        let patterns = KeyPatterns("one", key: one, modulus: Self.order).patterns
        let expected = UInt256.zero.subtractingReportingOverflow(Self.order).partialValue.bytes32.bytes
        #expect(patterns.contains { $0.name == "one in Montgomery form, big-endian" && $0.bytes == expected })
    }

    @Test func `A key in another process's memory is found, and a folder's`() throws {
        let key = (0..<32).map { _ in UInt8.random(in: 0...255) }
        let search = PatternSearch(KeyPatterns("planted", key: key, modulus: Self.order).patterns)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/cat")
        process.environment = ["PLANTED": key.hex]
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let result = try ProcessMemory.search(process.processIdentifier, for: search)
        #expect(result.names.contains("planted, big-endian hexadecimal"))
        #expect(result.byteCount > 100_000)

        let folder = NSTemporaryDirectory() + "search-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder + "/deep", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data([0, 1] + key.reversed()).write(to: URL(fileURLWithPath: folder + "/deep/file"))
        #expect(
            try ProcessMemory.search(folder: folder, for: search).names == ["planted, little-endian or limbs"]
        )
    }
}
