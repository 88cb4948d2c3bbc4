import Foundation
import Primitives

/// The terminal of whoever runs the program, whatever standard input and output are.
enum Terminal {
    /// Whether somebody can be asked.
    static var isThere: Bool {
        let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return false }
        close(descriptor)
        return true
    }

    /// Asks for a line that is not shown while it is typed.
    ///
    /// - Throws: ``CommandError``: there is no terminal. `CancellationError`: Control-C or Control-D.
    static func readSecret(_ prompt: String) throws -> Secret {
        let descriptor = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw CommandError("There is no terminal to ask on.", status: .usage) }
        defer { close(descriptor) }
        var before = termios()
        guard tcgetattr(descriptor, &before) == 0 else {
            throw CommandError("There is no terminal to ask on.", status: .usage)
        }
        var quiet = before
        // Without ISIG Control-C is a character like others, so that the terminal is always set back.
        quiet.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(descriptor, TCSAFLUSH, &quiet)
        defer { tcsetattr(descriptor, TCSAFLUSH, &before) }
        print(prompt, to: descriptor)
        defer { print("\n", to: descriptor) }
        var typed: [UInt8] = []
        typed.reserveCapacity(lengthLimit)
        defer { Secret.wipe(&typed) }
        var byte: UInt8 = 0
        while typed.count < lengthLimit {
            let count = read(descriptor, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { throw CancellationError() }
            switch byte {
            case 0x0a, 0x0d: return Secret(copying: typed)
            case 0x03, 0x04: throw CancellationError()
            case 0x08, 0x7f:
                // A character of several bytes goes as a whole.
                while let last = typed.popLast(), last & 0xc0 == 0x80 {}
            case 0x15: typed.removeAll(keepingCapacity: true)
            default: typed.append(byte)
            }
        }
        throw CommandError("That is longer than \(lengthLimit) bytes.", status: .usage)
    }

    private static let lengthLimit = 4096

    private static func print(_ text: String, to descriptor: Int32) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
}
