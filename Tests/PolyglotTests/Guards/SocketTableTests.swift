import LitSidecar
import Testing

/// The kernel's list of sockets, as it is on machines whose numbers are little-endian.
@Suite struct SocketTableTests {
    private static let head =
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"

    private static func question(_ from: UInt16, _ to: UInt16) -> SocketQuestion {
        SocketQuestion(
            source: [127, 0, 0, 1], sourcePort: from, destination: [127, 0, 0, 1], destinationPort: to)
    }

    private static let list =
        head + """
               0: 0100007F:0C14 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 20 1 0 100
               1: 0100007F:0C14 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 21 1 0 20
               2: 0100007F:C350 0100007F:0C14 01 00000000:00000000 00:00000000 00000000  1000        0 7558378 1 0 20
               3: 0100007F:C351 0100007F:0C14 05 00000000:00000000 00:00000000 00000000     0        0 0 1 0 20
            """

    @Test(.enabled(if: UInt16(1).littleEndian == 1))
    func `The line with both ends tells whose the socket is`() {
        let owner = SocketTable.find(Self.question(50000, 3092), in: Self.list)
        #expect(owner == SocketOwner(user: 1000, inode: 7_558_378))
        #expect(owner?.isThere == true)
    }

    @Test(.enabled(if: UInt16(1).littleEndian == 1))
    func `A socket that was closed is nobody's, though the list says root's`() {
        let owner = SocketTable.find(Self.question(50001, 3092), in: Self.list)
        #expect(owner?.user == 0)
        #expect(owner?.isThere == false)
    }

    @Test(arguments: [(50002, 3092), (50000, 3093), (0, 3092)] as [(UInt16, UInt16)])
    func `A socket that is not listed has no owner`(from: UInt16, to: UInt16) {
        #expect(SocketTable.find(Self.question(from, to), in: Self.list) == nil)
        #expect(SocketTable.find(Self.question(from, to), in: "") == nil)
        #expect(SocketTable.find(Self.question(from, to), in: Self.head + " 0: nonsense\n") == nil)
    }

    @Test(.enabled(if: UInt16(1).littleEndian == 1))
    func `Version 6 is found, and version 4 as sockets of version 6 have it`() {
        let own = [UInt8](repeating: 0, count: 15) + [1]
        let six = "00000000000000000000000001000000"
        let mapped = "0000000000000000FFFF00000100007F"
        let tail = "01 00000000:00000000 00:00000000 00000000  1001        0 99 1 0 20\n"
        let question = SocketQuestion(
            source: own, sourcePort: 50000, destination: own, destinationPort: 3092)
        let list = Self.head + "   0: \(six):C350 \(six):0C14 \(tail)"
        #expect(SocketTable.find(question, in: list)?.user == 1001)
        let other = Self.head + "   0: \(mapped):C350 \(mapped):0C14 \(tail)"
        #expect(SocketTable.find(Self.question(50000, 3092), in: other)?.user == 1001)
    }
}
