internal import Primitives
package import Secp256k1

/// The cross products of two parties, the side of the higher id: it receives in the base transfers and
/// holds the correlations of the extensions.
package struct MultiplicationSender: Sendable {
    private let peer: PartyID
    private let factors: [Factors]
    private let extensions: [TransferExtension]
    private let baseCount: Int
    private var bases: [(correlation: SecretArray<Block128>, keys: SecretArray<Block128>)] = []
    private var transfers: [ExtensionSender] = []
    private var seeds: [Bytes32] = []
    private var masks: [SecretArray<Scalar>] = []

    /// - Parameter sharesBase: whether all instances use one set of base transfers.
    package init(peer: PartyID, factors: [Factors], sessionNames: [[UInt8]], sharesBase: Bool) {
        self.peer = peer
        self.factors = factors
        extensions = sessionNames.map {
            TransferExtension(usable: 2 * MultiplicativeToAdditive.transferCount, sessionName: $0)
        }
        baseCount = sharesBase ? 1 : factors.count
    }

    /// From the base transfers' first message to the points that answer it.
    package mutating func choose(
        _ body: [UInt8], randomness: inout any ProtocolRandomness
    ) throws(ProtocolAbort) -> [UInt8] {
        var reader = BodyReader(body, from: peer)
        var messages: [Point] = []
        for _ in 0..<baseCount { messages.append(try reader.element()) }
        try reader.end()
        var writer = BodyWriter(capacity: messages.count * BaseTransfer.count * Point.compressedCount)
        for (instance, message) in messages.enumerated() {
            let correlation = SecretArray(repeating: Block128.zero, count: 1) { block in
                let bytes = UnsafeMutableRawBufferPointer(block)
                randomness.fill(bytes, .init(.correlation, peer: peer, instance: instance))
                block[0] = Block128(loading: UnsafeRawBufferPointer(bytes), at: 0)
            }
            let receiver = BaseTransferReceiver(message: message, choices: correlation[0]) { index in
                randomness.scalar(.init(.baseBlinder, peer: peer, index: index, instance: instance))
            }
            for answer in receiver.answers { writer.append(answer) }
            bases.append((correlation, receiver.keys))
        }
        return writer.bytes
    }

    /// From the extensions' messages to the seeds of the checks.
    package mutating func challenge(
        _ body: [UInt8], randomness: inout any ProtocolRandomness
    ) throws(ProtocolAbort) -> [UInt8] {
        var reader = BodyReader(body, from: peer)
        var writer = BodyWriter(capacity: 32 * extensions.count)
        for (instance, transfer) in extensions.enumerated() {
            let (correlation, keys) = bases[bases.count == 1 ? 0 : instance]
            transfers.append(
                ExtensionSender(
                    transfer, keys: keys, correlation: correlation,
                    message: try reader.bytes(transfer.messageByteCount)))
            let seed = randomness.bytes32(.init(.checkSeed, peer: peer, instance: instance))
            seeds.append(seed)
            writer.append(seed)
        }
        try reader.end()
        bases = []
        return writer.bytes
    }

    /// From the proofs of consistency to the pairs of every product.
    package mutating func offer(
        _ body: [UInt8], randomness: inout any ProtocolRandomness
    ) throws(ProtocolAbort) -> [UInt8] {
        var reader = BodyReader(body, from: peer)
        var proofs: [ConsistencyProof] = []
        for _ in transfers {
            let choices = try reader.block256()
            var columns: [Block256] = []
            columns.reserveCapacity(128)
            for _ in 0..<128 { columns.append(try reader.block256()) }
            proofs.append(ConsistencyProof(choices: choices, columns: columns))
        }
        try reader.end()
        // All are checked before anything that depends on a correlation is released.
        for (instance, transfer) in transfers.enumerated() {
            guard transfer.accepts(proofs[instance], seed: seeds[instance]) else {
                throw ProtocolAbort(.transferConsistency, culprit: peer)
            }
        }
        let count = MultiplicativeToAdditive.transferCount
        var writer = BodyWriter(
            capacity: 2 * MultiplicativeToAdditive.pairsByteCount * transfers.count)
        for (instance, transfer) in transfers.enumerated() {
            let masks = SecretArray<Scalar>(count: 2 * count) { index in
                randomness.scalar(
                    .init(
                        index < count ? .masks0 : .masks1, peer: peer, index: index % count,
                        instance: instance))
            }
            let factors = factors[instance]
            transfer.forEachOutput(2 * count) { index, first, second in
                let pair = MultiplicativeToAdditive.pair(
                    first, second, mask: masks[index], factor: index < count ? factors.a : factors.b)
                writer.append(pair.0)
                writer.append(pair.1)
            }
            self.masks.append(masks)
        }
        transfers = []
        return writer.bytes
    }

    /// From the multipliers to this side's summand of every product.
    package func finish(_ body: [UInt8]) throws(ProtocolAbort) -> SecretArray<Scalar> {
        let count = MultiplicativeToAdditive.transferCount
        var reader = BodyReader(body, from: peer)
        var sums = SecretList()
        for masks in masks {
            var sum = Scalar.zero
            for half in 0..<2 {
                let first: Scalar = try reader.scalar()
                let others = MultiplicativeToAdditive.multipliers(
                    from: try reader.bytes32(), count: count)
                sum += MultiplicativeToAdditive.senderSummand(
                    masks: { masks[half * count + $0] }, first: first, others: others)
            }
            sums.append(sum)
        }
        try reader.end()
        return sums.finished()
    }
}
