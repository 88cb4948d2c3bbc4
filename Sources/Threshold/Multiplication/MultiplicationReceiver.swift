internal import Primitives
package import Secp256k1

/// The cross products of two parties, the side of the lower id: it sends in the base transfers and chooses
/// in the extensions. It makes one product for each instance of a batch, over base transfers of their own
/// or over one set for all.
package struct MultiplicationReceiver: Sendable {
    private let peer: PartyID
    private let factors: [Factors]
    private let extensions: [TransferExtension]
    private let bases: [BaseTransferSender]
    private var transfers: [ExtensionReceiver] = []

    /// - Parameter sharesBase: whether all instances use one set of base transfers.
    package init(
        peer: PartyID, factors: [Factors], sessionNames: [[UInt8]], sharesBase: Bool,
        randomness: inout any ProtocolRandomness
    ) {
        self.peer = peer
        self.factors = factors
        extensions = sessionNames.map {
            TransferExtension(usable: 2 * MultiplicativeToAdditive.transferCount, sessionName: $0)
        }
        var bases: [BaseTransferSender] = []
        for instance in 0..<(sharesBase ? 1 : factors.count) {
            bases.append(
                BaseTransferSender(
                    secret: randomness.scalar(.init(.baseSecret, peer: peer, instance: instance))))
        }
        self.bases = bases
    }

    /// The base transfers' first message.
    package var opening: [UInt8] {
        var writer = BodyWriter()
        for base in bases { writer.append(base.message) }
        return writer.bytes
    }

    /// From the points that answer it to the extensions' messages.
    package mutating func extend(
        _ body: [UInt8], randomness: inout any ProtocolRandomness
    ) throws(ProtocolAbort) -> [UInt8] {
        var reader = BodyReader(body, from: peer)
        var keys: [(SecretArray<Block128>, SecretArray<Block128>)] = []
        for base in bases {
            var points: [Point] = []
            points.reserveCapacity(BaseTransfer.count)
            for _ in 0..<BaseTransfer.count { points.append(try reader.element()) }
            guard let pair = base.keys(answering: points) else {
                throw ProtocolAbort(.baseTransferPoint, culprit: peer)
            }
            keys.append(pair)
        }
        try reader.end()
        var writer = BodyWriter(capacity: extensions.reduce(0) { $0 + $1.messageByteCount })
        for (instance, transfer) in extensions.enumerated() {
            let choices = SecretArray(repeating: Block128.zero, count: transfer.blockCount) { blocks in
                let bytes = UnsafeMutableRawBufferPointer(blocks)
                randomness.fill(bytes, .init(.choices, peer: peer, instance: instance))
                for index in blocks.indices {
                    blocks[index] = Block128(
                        loading: UnsafeRawBufferPointer(bytes), at: Block128.byteCount * index)
                }
            }
            let (first, second) = keys[keys.count == 1 ? 0 : instance]
            let receiver = ExtensionReceiver(transfer, keys: first, second, choices: choices)
            writer.append(receiver.message)
            transfers.append(receiver)
        }
        return writer.bytes
    }

    /// From the sender's seeds to the proofs of consistency.
    package func prove(_ body: [UInt8]) throws(ProtocolAbort) -> [UInt8] {
        var reader = BodyReader(body, from: peer)
        var writer = BodyWriter(capacity: ConsistencyProof.byteCount * transfers.count)
        for transfer in transfers {
            let proof = transfer.proof(for: try reader.bytes32())
            writer.append(proof.choices)
            for column in proof.columns { writer.append(column) }
        }
        try reader.end()
        return writer.bytes
    }

    /// From the sender's pairs to the multipliers, and to this side's summand of every product.
    package func multiply(
        _ body: [UInt8], randomness: inout any ProtocolRandomness
    ) throws(ProtocolAbort) -> (message: [UInt8], summands: SecretArray<Scalar>) {
        let count = MultiplicativeToAdditive.transferCount
        var reader = BodyReader(body, from: peer)
        var writer = BodyWriter(capacity: 128 * transfers.count)
        var sums = SecretList()
        for (instance, transfer) in transfers.enumerated() {
            let outputs = transfer.outputs(2 * count)
            // The sender multiplies its a with this side's b, and its b with this side's a.
            let halves: [(Scalar, RandomDraw.Purpose)] = [
                (factors[instance].b, .multiplierSeed0), (factors[instance].a, .multiplierSeed1),
            ]
            var sum = Scalar.zero
            for (half, (factor, purpose)) in halves.enumerated() {
                let start = half * count
                var pairs: [(Scalar, Scalar)] = []
                pairs.reserveCapacity(count)
                for _ in 0..<count { pairs.append((try reader.scalar(), try reader.scalar())) }
                let seed = randomness.bytes32(.init(purpose, peer: peer, instance: instance))
                let (first, summand) = MultiplicativeToAdditive.receive(
                    factor: factor,
                    masked: { index in
                        Scalar.select(
                            pairs[index].0, pairs[index].1, if: transfer.choice(start + index) == 1)
                            - outputs[start + index]
                    },
                    choice: { transfer.choice(start + $0) },
                    others: MultiplicativeToAdditive.multipliers(from: seed, count: count))
                writer.append(first)
                writer.append(seed)
                sum += summand
            }
            sums.append(sum)
        }
        try reader.end()
        return (writer.bytes, sums.finished())
    }
}

extension BodyWriter {
    mutating func append(_ block: Block256) {
        withUnsafeBytes(
            of: (
                block.low.low.littleEndian, block.low.high.littleEndian, block.high.low.littleEndian,
                block.high.high.littleEndian
            )
        ) { append(Array($0)) }
    }
}

extension BodyReader {
    mutating func block256() throws(ProtocolAbort) -> Block256 {
        try bytes(Block256.byteCount).withUnsafeBytes { bytes in
            Block256(low: Block128(loading: bytes, at: 0), high: Block128(loading: bytes, at: 16))
        }
    }
}
