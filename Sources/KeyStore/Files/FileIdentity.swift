internal import Foundation

#if os(Linux)
    internal import CStatx
#endif

/// What tells a file from a copy of it: its number in the file system and, where the system knows it, when
/// it was made, which no tool can choose. Both stay when a file is written, or moved within a file system.
package struct FileIdentity: Hashable, Sendable {
    static let count = 24
    let bytes: [UInt8]

    /// - Parameter descriptor: of an open file; nil if the system does not answer.
    init?(of descriptor: Int32) {
        #if canImport(Darwin)
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return nil }
            self.init(
                inode: UInt64(status.st_ino),
                seconds: UInt64(bitPattern: Int64(status.st_birthtimespec.tv_sec)),
                fraction: UInt64(bitPattern: Int64(status.st_birthtimespec.tv_nsec)))
        #else
            var birth = file_birth()
            if file_birth(descriptor, &birth) == 0 {
                self.init(
                    inode: birth.inode, seconds: UInt64(bitPattern: birth.seconds),
                    fraction: UInt64(birth.nanoseconds))
                return
            }
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { return nil }
            // Without a birth time, the file system at least; the last field tells the two forms apart.
            self.init(inode: UInt64(status.st_ino), seconds: UInt64(status.st_dev), fraction: .max)
        #endif
    }

    private init(inode: UInt64, seconds: UInt64, fraction: UInt64) {
        bytes = [inode, seconds, fraction].flatMap { number in
            (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
    }

    /// From its twenty-four bytes; nil for another count.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == FileIdentity.count else { return nil }
        self.bytes = bytes
    }
}

/// How files and the machine are told from copies of them.
package struct HostIdentities: Sendable {
    /// Of an open file, by its descriptor; nil if the system does not answer.
    let ofFile: @Sendable (Int32) -> FileIdentity?
    /// The machine, at most 64 bytes; empty where it has no name.
    let ofMachine: @Sendable () -> [UInt8]

    package init(
        ofFile: @escaping @Sendable (Int32) -> FileIdentity?, ofMachine: @escaping @Sendable () -> [UInt8]
    ) {
        self.ofFile = ofFile
        self.ofMachine = ofMachine
    }

    /// By file numbers and birth times, and by the name that the installation was given (machine-id(5)): a disk
    /// that was cloned into another installation is noticed by it.
    package static let system = HostIdentities(
        ofFile: { FileIdentity(of: $0) },
        ofMachine: {
            let file = try? StoreFiles.read("/etc/machine-id", limit: 256)
            return Array((file?.bytes ?? []).prefix(64))
        })

    /// Of the file at a path; nil if there is none.
    func ofFile(at path: String) -> FileIdentity? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        return ofFile(file)
    }
}
