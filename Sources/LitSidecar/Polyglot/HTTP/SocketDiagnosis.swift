#if os(Linux)
    #if canImport(Glibc)
        internal import Glibc
    #else
        internal import Musl
    #endif

    /// Asks the kernel about one socket: sock_diag(7). Listing all of them in /proc takes milliseconds
    /// where the kernel has large tables, and the clients here make a connection for each call.
    enum SocketDiagnosis {
        /// Whose it is; nil if there is no such socket, or nobody who answers: the kernel says the same of
        /// both.
        static func ask(_ question: SocketQuestion) -> SocketOwner? {
            // AF_NETLINK, NETLINK_SOCK_DIAG.
            let descriptor = socket(16, Int32(SOCK_RAW.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 4)
            guard descriptor >= 0 else { return nil }
            defer { close(descriptor) }
            // The kernel answers at once; this is against one that does not.
            var patience = timeval(tv_sec: 1, tv_usec: 0)
            setsockopt(
                descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            let request = request(question)
            guard request.withUnsafeBytes({ send(descriptor, $0.baseAddress, $0.count, 0) }) == request.count
            else { return nil }
            var answer = [UInt8](repeating: 0, count: 1024)
            let count = answer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
            return count > 0 ? read(Array(answer.prefix(count))) : nil
        }

        /// `nlmsghdr`, `inet_diag_req_v2`: linux/netlink.h, linux/inet_diag.h.
        static func request(_ question: SocketQuestion) -> [UInt8] {
            let isV4 = question.source.count == 4
            var body: [UInt8] = [isV4 ? UInt8(AF_INET) : UInt8(AF_INET6), UInt8(IPPROTO_TCP), 0, 0]
            // In any state, any interface, with any cookie.
            body += native(UInt32.max)
            for port in [question.sourcePort, question.destinationPort] {
                body += [UInt8(port >> 8), UInt8(port & 0xff)]
            }
            for address in [question.source, question.destination] {
                body += address + [UInt8](repeating: 0, count: 16 - address.count)
            }
            body += native(UInt32(0)) + native(UInt32.max) + native(UInt32.max)
            // SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST.
            return native(UInt32(16 + body.count)) + native(UInt16(20)) + native(UInt16(1))
                + native(UInt32(1)) + native(UInt32(0)) + body
        }

        /// `inet_diag_msg` after the header: state and ports, 48 bytes of addresses, expires, rqueue,
        /// wqueue, uid, inode.
        static func read(_ message: [UInt8]) -> SocketOwner? {
            guard number(UInt16.self, message, 4) == 20, let user = number(UInt32.self, message, 16 + 64),
                let inode = number(UInt32.self, message, 16 + 68)
            else { return nil }
            return SocketOwner(user: user, inode: UInt64(inode))
        }

        private static func native(_ value: some FixedWidthInteger) -> [UInt8] {
            withUnsafeBytes(of: value) { Array($0) }
        }

        private static func number<T: FixedWidthInteger>(_ type: T.Type, _ bytes: [UInt8], _ at: Int) -> T? {
            let size = MemoryLayout<T>.size
            guard bytes.count >= at + size else { return nil }
            return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: at, as: type) }
        }
    }
#endif
