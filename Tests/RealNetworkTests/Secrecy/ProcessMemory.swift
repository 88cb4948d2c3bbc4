import Foundation

/// The memory of a running process, as its debugger would read it.
enum ProcessMemory {
    struct Unreadable: Error, CustomStringConvertible {
        var description: String
    }

    /// Searches everything that is mapped and readable; the number of bytes tells whether there was anything to read.
    static func search(_ pid: Int32, for search: PatternSearch) throws -> (names: Set<String>, byteCount: Int)
    {
        let maps = try String(contentsOfFile: "/proc/\(pid)/maps", encoding: .utf8)
        let memory = open("/proc/\(pid)/mem", O_RDONLY)
        guard memory >= 0 else {
            throw Unreadable(description: "/proc/\(pid)/mem: \(String(cString: strerror(errno)))")
        }
        defer { close(memory) }
        var (names, byteCount) = (Set<String>(), 0)
        let pieceSize = 4 << 20
        let overlap = search.longest
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceSize + overlap, alignment: 16)
        defer { piece.deallocate() }
        for line in maps.split(separator: "\n") {
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count >= 2, fields[1].hasPrefix("r"), fields.last != "[vvar]",
                fields.last != "[vsyscall]"
            else { continue }
            let ends = fields[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
            guard ends.count == 2 else { continue }
            var (at, gaps) = (ends[0], 0)
            while at < ends[1], gaps < 4096 {
                let wanted = Int(min(UInt64(piece.count), ends[1] - at))
                let count = pread(memory, piece.baseAddress, wanted, off_t(truncatingIfNeeded: at))
                // A page that cannot be read hides nothing but itself.
                guard count > 0 else {
                    (at, gaps) = (at + 4096, gaps + 1)
                    continue
                }
                names.formUnion(search.found(in: UnsafeRawBufferPointer(rebasing: piece[..<count])))
                let step = count < wanted ? count : min(count, pieceSize)
                byteCount += step
                at += UInt64(step)
            }
        }
        return (names, byteCount)
    }

    /// The same in all files of a folder.
    static func search(folder: String, for search: PatternSearch) throws -> (
        names: Set<String>, byteCount: Int
    ) {
        var (names, byteCount) = (Set<String>(), 0)
        let files = FileManager.default.enumerator(atPath: folder)
        while let name = files?.nextObject() as? String {
            guard let content = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            names.formUnion(content.withUnsafeBytes { search.found(in: $0) })
            byteCount += content.count
        }
        return (names, byteCount)
    }
}
