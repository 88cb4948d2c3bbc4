public import Primitives

/// A contract's code with what running it needs: its hash, and which bytes are jump destinations.
///
/// Analysed once, when it is made; shared by every account and every frame that runs it.
public final class Bytecode: Sendable {
    /// The code.
    public let bytes: [UInt8]
    /// Keccak-256 of the code.
    public let hash: Bytes32

    /// No code.
    public static let empty = Bytecode([])

    // The code between zeros, so that reading the operand of a PUSH never leaves the buffer: an
    // operand cut off by the end of the code reads as zeros, and the end itself as STOP.
    // Both buffers are written by the initialiser and only read afterwards, so threads may share them.
    static let padding = 40
    private nonisolated(unsafe) let buffer: UnsafeMutablePointer<UInt8>
    private nonisolated(unsafe) let destinations: UnsafeMutablePointer<UInt8>

    /// `hash`, if it is known already, must be the one of `bytes`.
    public init(_ bytes: [UInt8], hash: Bytes32? = nil) {
        self.bytes = bytes
        self.hash = hash ?? Keccak256.hash(bytes)
        let size = bytes.count + 2 * Self.padding
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
        buffer.initialize(repeating: 0, count: size)
        bytes.withUnsafeBufferPointer { source in
            if let start = source.baseAddress {
                (buffer + Self.padding).update(from: start, count: source.count)
            }
        }
        self.buffer = buffer
        let mapSize = bytes.count / 8 + 1
        destinations = .allocate(capacity: mapSize)
        destinations.initialize(repeating: 0, count: mapSize)
        markDestinations()
    }

    deinit {
        buffer.deallocate()
        destinations.deallocate()
    }

    /// A JUMPDEST that is not part of a PUSH's operand (Yellow Paper 9.4.3).
    private func markDestinations() {
        let code = start
        var index = 0
        while index < bytes.count {
            let byte = code[index]
            if byte == Opcode.jumpdest {
                destinations[index >> 3] |= 1 << UInt8(index & 7)
            } else if byte >= Opcode.push1, byte <= Opcode.push32 {
                index += Int(byte - Opcode.push0)
            }
            index += 1
        }
    }

    /// The first byte of the code; ``padding`` zeros stand before it and after its end.
    var start: UnsafePointer<UInt8> { UnsafePointer(buffer + Self.padding) }

    /// A bit for every byte of the code: whether a jump may go there.
    var destinationMap: UnsafePointer<UInt8> { UnsafePointer(destinations) }

    /// How many bytes the code has.
    public var count: Int { bytes.count }
}
