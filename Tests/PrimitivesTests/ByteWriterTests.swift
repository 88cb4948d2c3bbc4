import Primitives
import Testing

@Suite("ByteWriter")
struct ByteWriterTests {
    @Test("writes what the reader reads")
    func roundTrip() throws {
        var writer = ByteWriter(capacity: 64)
        writer.append(7)
        writer.append(contentsOf: [8, 9])
        writer.appendBigEndian(UInt32(0x0102_0304))
        writer.appendLittleEndian(UInt32(0x0102_0304))
        writer.appendBigEndian(Int16(-2))
        let word = try #require(Bytes32([UInt8](0..<32)))
        writer.append(word)
        writer.appendLEB128Prefixed([1, 2])
        #expect(writer.count == writer.bytes.count)
        #expect(writer.bytes.prefix(13) == [7, 8, 9, 1, 2, 3, 4, 4, 3, 2, 1, 0xff, 0xfe])

        var reader = ByteReader(writer.bytes)
        try reader.skip(3)
        #expect(try reader.readBigEndian(as: UInt32.self) == 0x0102_0304)
        #expect(try reader.readLittleEndian(as: UInt32.self) == 0x0102_0304)
        #expect(try reader.readBigEndian(as: Int16.self) == -2)
        #expect(try reader.readBytes32() == word)
        #expect(try reader.readLEB128Prefixed() == [1, 2])
        try reader.requireEnd()
    }

    @Test("fills a length in afterwards, nested too")
    func lengths() throws {
        var writer = ByteWriter()
        let outer = writer.reserveLength(as: UInt32.self)
        writer.append(0xaa)
        let inner = writer.reserveLength(as: UInt16.self, order: .littleEndian)
        writer.append(contentsOf: [1, 2, 3])
        try writer.patchLength(inner)
        try writer.patchLength(outer)
        #expect(writer.bytes == [0, 0, 0, 6, 0xaa, 3, 0, 1, 2, 3])
    }

    @Test("refuses a length that its field cannot hold")
    func overflow() throws {
        var writer = ByteWriter()
        let place = writer.reserveLength(as: UInt8.self)
        writer.append(contentsOf: pattern(255))
        try writer.patchLength(place)
        #expect(writer.bytes[0] == 255)
        writer.append(0)
        let error = #expect(throws: ByteWriterError.self) { try writer.patchLength(place) }
        #expect(error?.code == .lengthOverflow && error?.length == 256)
        #expect(writer.bytes[0] == 255)
    }

    @Test("refuses a place of another writer that lies outside")
    func foreignPlace() {
        var one = ByteWriter()
        one.append(contentsOf: [1, 2, 3])
        let place = one.reserveLength(as: UInt32.self)
        var other = ByteWriter()
        let error = #expect(throws: ByteWriterError.self) { try other.patchLength(place) }
        #expect(error?.code == .foreignPlace)
    }
}
