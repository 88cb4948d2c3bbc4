/// How a file becomes blocks: the choices of `ipfs add` for version 0 identifiers.
enum UnixFS {
    /// Bytes of content per leaf.
    static let chunkSize = 262_144

    /// Children per parent.
    static let maximumLinks = 174

    /// A finished block, as its parent refers to it.
    struct Link: Sendable {
        let digest: Bytes32
        /// Bytes of content beneath the block.
        let fileSize: UInt64
        /// Bytes of the block and of all blocks beneath it.
        let totalSize: UInt64
    }

    /// A dag-pb leaf: `content` inside a UnixFS file, inside a node without links.
    static func leaf(_ content: UnsafeRawBufferPointer) -> Link {
        let size = UInt64(content.count)
        var head = ByteWriter(capacity: 24)
        var tail = ByteWriter(capacity: 12)
        if size > 0 {
            head.append(Tag.dataBytes)
            head.appendLEB128(size)
        }
        tail.append(Tag.dataFileSize)
        tail.appendLEB128(size)

        let dataSize = Tag.typeFile.count + head.count + content.count + tail.count
        var front = ByteWriter(capacity: 32)
        front.append(Tag.nodeData)
        front.appendLEB128(UInt64(dataSize))
        front.append(contentsOf: Tag.typeFile)
        front.append(contentsOf: head.bytes)

        return Link(
            digest: SHA2.sha256(front.bytes, content, tail.bytes),
            fileSize: size,
            totalSize: UInt64(front.count + content.count + tail.count))
    }

    /// A dag-pb node over `children` in order.
    static func parent(_ children: [Link]) -> Link {
        // At most 53 bytes a link and 5 a block size, for files below 2³⁵ bytes.
        var block = ByteWriter(capacity: 64 * children.count + 32)
        var fileSize: UInt64 = 0
        var totalSize: UInt64 = 0
        for child in children {
            var link = ByteWriter(capacity: 64)
            link.append(Tag.linkHash)
            link.appendLEB128Prefixed(Multihash(sha256: child.digest).bytes)
            // The name is present, and empty.
            link.append(Tag.linkName)
            link.appendLEB128(0)
            link.append(Tag.linkTotalSize)
            link.appendLEB128(child.totalSize)
            block.append(Tag.nodeLink)
            block.appendLEB128Prefixed(link.bytes)
            fileSize &+= child.fileSize
            totalSize &+= child.totalSize
        }
        var data = ByteWriter(capacity: 8 * children.count + 16)
        data.append(contentsOf: Tag.typeFile)
        data.append(Tag.dataFileSize)
        data.appendLEB128(fileSize)
        for child in children {
            data.append(Tag.dataBlockSize)
            data.appendLEB128(child.fileSize)
        }
        // The canonical form of dag-pb has the links in front, although their field number is higher.
        block.append(Tag.nodeData)
        block.appendLEB128Prefixed(data.bytes)
        return Link(
            digest: SHA2.sha256(block.bytes),
            fileSize: fileSize,
            totalSize: totalSize &+ UInt64(block.count))
    }

    /// Protobuf tags: field number, and 0 for a number or 2 for bytes.
    private enum Tag {
        static let nodeData: UInt8 = 1 << 3 | 2
        static let nodeLink: UInt8 = 2 << 3 | 2
        static let linkHash: UInt8 = 1 << 3 | 2
        static let linkName: UInt8 = 2 << 3 | 2
        static let linkTotalSize: UInt8 = 3 << 3 | 0
        /// Field 1 with its value: a file.
        static let typeFile: [UInt8] = [1 << 3 | 0, 2]
        static let dataBytes: UInt8 = 2 << 3 | 2
        static let dataFileSize: UInt8 = 3 << 3 | 0
        static let dataBlockSize: UInt8 = 4 << 3 | 0
    }
}
