package import NIOCore
package import Primitives

/// What each side says first: who it is, of which network, and in which version.
package struct Hello: Hashable, Sendable {
    /// The version of the frames and of all that is in them.
    package static let version: UInt16 = 1
    private static let magic = Array("LITP".utf8)
    package static let size = 4 + 2 + 8 + 20 + 20 + 32 + 32 + 32

    package var network: PeerNetworkName
    package var node: PeerID
    /// New for each connection.
    package var nonce: Bytes32
    /// The nonce of the hello that this answers; zero in the first.
    package var answering: Bytes32
    /// Drawn when the process starts, so that peers see that an older connection was another process's.
    package var instance: Bytes32

    package func write(to buffer: inout ByteBuffer) {
        buffer.writeBytes(Self.magic)
        buffer.writeInteger(Self.version)
        buffer.writeInteger(network.chainID)
        buffer.writeBytes(network.staking)
        buffer.writeBytes(node.bytes)
        for word in [nonce, answering, instance] { buffer.writeBytes(word.bytes) }
    }

    package init(
        network: PeerNetworkName, node: PeerID, nonce: Bytes32, answering: Bytes32, instance: Bytes32
    ) {
        self.network = network
        self.node = node
        self.nonce = nonce
        self.answering = answering
        self.instance = instance
    }

    /// Every version begins with the same six bytes, so that another one is recognised as such.
    package init(reading buffer: inout ByteBuffer) throws(PeerLinkError) {
        guard buffer.readBytes(length: 4) == Self.magic, let version = buffer.readInteger(as: UInt16.self)
        else {
            throw PeerLinkError(.malformed, "what came first is not a hello of a peer")
        }
        guard version == Self.version else {
            throw PeerLinkError(
                .version,
                "it speaks version \(version) and this node version \(Self.version): run the same version on both"
            )
        }
        guard buffer.readableBytes == Self.size - 6, let chainID = buffer.readInteger(as: UInt64.self),
            let staking = buffer.readBytes(length: 20),
            let network = PeerNetworkName(chainID: chainID, staking: staking),
            let node = buffer.readBytes(length: 20).flatMap({ PeerID($0) }),
            let nonce = buffer.readBytes(length: 32).flatMap({ Bytes32($0) }),
            let answering = buffer.readBytes(length: 32).flatMap({ Bytes32($0) }),
            let instance = buffer.readBytes(length: 32).flatMap({ Bytes32($0) })
        else { throw PeerLinkError(.malformed, "its hello has the wrong length") }
        self.init(network: network, node: node, nonce: nonce, answering: answering, instance: instance)
    }
}
