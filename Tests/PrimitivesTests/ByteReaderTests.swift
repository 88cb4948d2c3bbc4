import Primitives
import TestSupport
import Testing

@Suite("ByteReader")
struct ByteReaderTests {
    @Test("reads integers of either byte order")
    func integers() throws {
        var reader = ByteReader([0x01, 0x02, 0x03, 0x04, 0x05, 0xff, 0xfe] + [UInt8](0..<16))
        #expect(try reader.readBigEndian(as: UInt16.self) == 0x0102)
        #expect(try reader.readLittleEndian(as: UInt16.self) == 0x0403)
        #expect(try reader.readByte() == 5)
        #expect(try reader.readBigEndian(as: Int16.self) == -2)
        #expect(try reader.readBigEndian(as: UInt128.self) == 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f)
        #expect(reader.isAtEnd)
        try reader.requireEnd()
    }

    @Test("reads pieces and reports where it stands")
    func pieces() throws {
        var reader = ByteReader([9, 9, 1, 2, 3, 4, 5][2...])
        #expect(reader.offset == 0 && reader.remaining == 5)
        #expect(try reader.read(2) == [1, 2])
        #expect(reader.offset == 2 && reader.next == 3)
        try reader.skip(1)
        #expect(try reader.read(0) == [])
        #expect(reader.readRemaining() == [4, 5])
        #expect(reader.next == nil)
        #expect(reader.readRemaining() == [])
    }

    @Test("reads thirty-two bytes as one value")
    func words() throws {
        var reader = ByteReader([UInt8](0..<33))
        #expect(try reader.readBytes32() == Bytes32([UInt8](0..<32)))
        #expect(throws: ByteReaderError(.truncated, offset: 32, needed: 32, available: 1)) {
            try reader.readBytes32()
        }
    }

    @Test("gives offsets of the whole input in a part of it")
    func parts() throws {
        var reader = ByteReader([1, 2, 3, 4, 5])
        try reader.skip(1)
        var part = try reader.readReader(3)
        #expect(reader.offset == 4)
        #expect(try part.readByte() == 2)
        #expect(throws: ByteReaderError(.truncated, offset: 2, needed: 4, available: 2)) {
            try part.readBigEndian(as: UInt32.self)
        }
        #expect(throws: ByteReaderError(.trailingBytes, offset: 2, needed: 0, available: 2)) {
            try part.requireEnd()
        }
    }

    @Test("moves nothing when a read fails")
    func failuresMoveNothing() throws {
        var reader = ByteReader([1, 2, 3])
        try reader.skip(1)
        let short = ByteReaderError(.truncated, offset: 1, needed: 3, available: 2)
        #expect(throws: short) { try reader.read(3) }
        #expect(throws: short) { try reader.read(counted: 3) }
        #expect(throws: short) { try reader.readReader(3) }
        #expect(throws: ByteReaderError.self) { try reader.readLittleEndian(as: UInt64.self) }
        #expect(throws: ByteReaderError(.invalidCount, offset: 1, needed: -1, available: 2)) {
            try reader.read(-1)
        }
        #expect(throws: ByteReaderError(.invalidCount, offset: 1, needed: .max, available: 2)) {
            try reader.read(counted: .max)
        }
        #expect(throws: ByteReaderError(.truncated, offset: 1, needed: .max, available: 2)) {
            try reader.skip(.max)
        }
        #expect(reader.offset == 1)
        #expect(short.description == "bytes: 3 needed at offset 1, 2 available")
    }

    @Test("survives any sequence of reads")
    func fuzz() {
        var random = SplitMix64(seed: fuzzSeed &+ 1)
        for _ in 0..<fuzzIterations {
            let bytes = random.bytes(upTo: 24)
            let start = Int.random(in: 0...bytes.count, using: &random)
            var reader = ByteReader(bytes[start...])
            for _ in 0..<8 {
                let before = reader.offset
                let count = Int.random(in: -2...12, using: &random)
                let read: Int? =
                    switch Int.random(in: 0..<8, using: &random) {
                    case 0: (try? reader.read(count)).map { $0.count }
                    case 1: (try? reader.readByte()).map { _ in 1 }
                    case 2: (try? reader.readBigEndian(as: UInt32.self)).map { _ in 4 }
                    case 3: (try? reader.readLittleEndian(as: UInt64.self)).map { _ in 8 }
                    case 4: (try? reader.readLEB128()).map { LEB128.count($0) }
                    case 5: (try? reader.readLEB128Prefixed()).map { $0.count + 1 }
                    case 6: (try? reader.read(counted: random.next())).map { $0.count }
                    default: (try? reader.readBytes32()).map { _ in 32 }
                    }
                #expect(reader.offset == before + (read ?? 0))
                #expect(reader.offset + reader.remaining == bytes.count - start)
            }
        }
    }
}
