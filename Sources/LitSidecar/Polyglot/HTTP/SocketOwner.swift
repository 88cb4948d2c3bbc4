/// Whose a socket is, as the kernel knows it.
package struct SocketOwner: Hashable, Sendable {
    /// The effective user of the process that made it.
    package let user: UInt32
    /// The kernel's number of the open socket; 0 for one that its program has closed, of which the kernel
    /// says that it is root's.
    package let inode: UInt64

    /// Whether a program still has it.
    package var isThere: Bool { inode != 0 }

    package init(user: UInt32, inode: UInt64) {
        self.user = user
        self.inode = inode
    }

    #if os(Linux)
        /// Asks the kernel about the one socket, or has it list all where it does not answer that.
        package static func find(_ question: SocketQuestion) -> SocketOwner? {
            SocketDiagnosis.ask(question) ?? SocketTable.find(question)
        }
    #endif
}
