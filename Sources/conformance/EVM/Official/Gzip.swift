import CZlib

/// Data that is not a gzip or zlib stream, or holds more than was allowed.
struct GzipError: Error, CustomStringConvertible {
    let description: String
}

enum Gzip {
    /// The most bytes that a stream may expand to by default.
    static let outputLimit = 1 << 30

    /// Whether `bytes` begin as gzip streams do (RFC 1952 section 2.3.1).
    static func isStream(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

    /// What the gzip or zlib streams in `bytes` expand to, one after another.
    static func expand(_ bytes: [UInt8], limit: Int = outputLimit) throws(GzipError) -> [UInt8] {
        var stream = z_stream()
        // The widest window, and the header of either format found by itself.
        let status = inflateInit2_(
            &stream, MAX_WBITS + 32, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        guard status == Z_OK else { throw GzipError(description: "gzip: zlib does not start (\(status))") }
        defer { inflateEnd(&stream) }
        var input = bytes
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var start = 0
        var state = Z_OK
        while state != Z_STREAM_END || start < input.count {
            // After the end of one stream another may follow.
            if state == Z_STREAM_END { inflateReset(&stream) }
            let (taken, made): (Int, Int)
            (state, taken, made) = step(&stream, &input, from: start, into: &chunk)
            start += taken
            output.append(contentsOf: chunk[..<made])
            guard output.count <= limit else {
                throw GzipError(description: "gzip: expands to more than \(limit) bytes")
            }
            switch state {
            case Z_OK, Z_STREAM_END: continue
            case Z_BUF_ERROR:
                throw GzipError(description: "gzip: ends in the middle, after \(bytes.count) bytes")
            default:
                let message = stream.msg.map { String(cString: $0) } ?? "status \(state)"
                throw GzipError(description: "gzip: \(message), near byte \(start)")
            }
        }
        return output
    }

    private static func step(
        _ stream: inout z_stream, _ input: inout [UInt8], from start: Int, into chunk: inout [UInt8]
    ) -> (status: Int32, taken: Int, made: Int) {
        let available = UInt32(min(input.count - start, 1 << 20))
        let room = UInt32(chunk.count)
        return input.withUnsafeMutableBufferPointer { input in
            chunk.withUnsafeMutableBufferPointer { chunk in
                stream.next_in = input.baseAddress.map { $0 + start }
                stream.avail_in = available
                stream.next_out = chunk.baseAddress
                stream.avail_out = room
                let status = inflate(&stream, Z_NO_FLUSH)
                return (status, Int(available - stream.avail_in), Int(room - stream.avail_out))
            }
        }
    }
}
