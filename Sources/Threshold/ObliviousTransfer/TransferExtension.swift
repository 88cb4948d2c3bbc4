internal import Primitives
internal import Secp256k1

/// Many random oblivious transfers from 128 base transfers (Ishai, Kilian, Nissim, Petrank, 2003), with the
/// consistency check of Keller, Orsini and Scholl (2015).
///
/// The roles turn: who received in the base transfers, and holds the correlation Δ, sends here. Row i is
/// transfer i, column j belongs to base transfer j, and every row satisfies Q = T + b·Δ.
struct TransferExtension: Sendable {
    /// How many rows the check sacrifices.
    static let sacrificed = 256

    /// How many transfers are made: a multiple of 128.
    let rowCount: Int
    /// Names the pair and the run; never used twice with the same base transfers.
    let sessionName: [UInt8]

    /// For `count` transfers that can be used.
    init(usable count: Int, sessionName: [UInt8]) {
        rowCount = (count + 127) / 128 * 128 + TransferExtension.sacrificed
        self.sessionName = sessionName
    }

    var blockCount: Int { rowCount / 128 }
    var messageByteCount: Int { rowCount * Block128.byteCount }

    /// Column j of the pseudo-random matrix of a key, written over `column` of rowCount / 64 words.
    fileprivate func expand(_ key: Block128, _ j: Int, into column: UnsafeMutableBufferPointer<UInt64>) {
        var hash = TaggedHash(.columnExpansion)
        hash.add(prefixed: sessionName)
        hash.add(UInt32(truncatingIfNeeded: j))
        withUnsafeBytes(of: (key.low.littleEndian, key.high.littleEndian)) { hash.add($0) }
        SeedStream.fill(UnsafeMutableRawBufferPointer(column), from: hash.finish())
        for index in column.indices { column[index] = UInt64(littleEndian: column[index]) }
    }

    /// The public multipliers of the check.
    func multipliers(from seed: Bytes32) -> [Block128] {
        var hash = TaggedHash(.checkExpansion)
        hash.add(seed)
        let bytes = SeedStream.bytes(Block128.byteCount * blockCount, from: hash.finish())
        return bytes.withUnsafeBytes { bytes in
            (0..<blockCount).map { Block128(loading: bytes, at: Block128.byteCount * $0) }
        }
    }

    /// A transfer's output, which is a scalar, from its row.
    struct OutputHash {
        private var message: [UInt8]
        private let indexOffset: Int

        init(sessionName: [UInt8]) {
            message = [HashTag.randomTransfer.rawValue]
            message += UInt32(truncatingIfNeeded: sessionName.count).bigEndianBytes
            message += sessionName
            indexOffset = message.count
            message += [UInt8](repeating: 0, count: 4 + Block128.byteCount)
        }

        mutating func scalar(_ index: Int, _ row: Block128) -> Scalar {
            let seed = message.withUnsafeMutableBytes { buffer in
                buffer.storeBytes(
                    of: UInt32(truncatingIfNeeded: index).bigEndian, toByteOffset: indexOffset,
                    as: UInt32.self)
                row.store(into: buffer, at: indexOffset + 4)
                return SHA2.sha256(UnsafeRawBufferPointer(buffer))
            }
            return SeedStream.scalar(from: seed)
        }

        /// Overwrites the last row.
        mutating func wipe() { Secret.wipe(&message) }
    }
}

/// What proves the extension's receiver consistent: the choices and the columns, each multiplied by the
/// public multipliers and summed.
package struct ConsistencyProof: Hashable, Sendable {
    static let byteCount = Block256.byteCount * 129

    var choices: Block256
    /// One for each of the 128 columns.
    var columns: [Block256]

    /// As received.
    package init(choices: Block256, columns: [Block256]) {
        self.choices = choices
        self.columns = columns
    }

    /// Whether every column of the sender's rows agrees: for those in which its correlation has a one, up
    /// to the choices.
    package func holds(for rows: [Block128], correlation: Block128, multipliers: [Block128]) -> Bool {
        guard rows.count == 128 * multipliers.count else { return false }
        return rows.withUnsafeBufferPointer { holds(for: $0, correlation, multipliers) }
    }

    fileprivate func holds(
        for rows: UnsafeBufferPointer<Block128>, _ correlation: Block128, _ multipliers: [Block128]
    ) -> Bool {
        guard columns.count == 128 else { return false }
        let own = BinaryPolynomials.multiplyColumns(of: rows, by: multipliers)
        var difference: UInt64 = 0
        for j in 0..<128 {
            let wrong = own[j] ^ columns[j] ^ choices.masked(by: correlation.bit(j))
            difference |= wrong.low.low | wrong.low.high | wrong.high.low | wrong.high.high
        }
        return difference == 0
    }
}

/// Who chooses: the sender of the base transfers.
struct ExtensionReceiver: Sendable {
    private let transfer: TransferExtension
    /// Bit i is the choice in transfer i, 128 to a block.
    private let choices: SecretArray<Block128>
    private let rows: SecretArray<Block128>
    /// The rows of T0 + T1 + the choices, the message to the sender.
    let message: [UInt8]

    /// - Parameters:
    ///   - first, second: the two keys of every base transfer.
    ///   - choices: `rowCount` bits.
    init(
        _ transfer: TransferExtension, keys first: SecretArray<Block128>, _ second: SecretArray<Block128>,
        choices: SecretArray<Block128>
    ) {
        self.transfer = transfer
        self.choices = choices
        let words = transfer.rowCount / 64
        (rows, message) = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 2 * 128 * words) {
            buffer in
            buffer.initialize(repeating: 0)
            defer { Secret.wipe(UnsafeMutableRawBufferPointer(buffer)) }
            let zero = UnsafeMutableBufferPointer(rebasing: buffer[..<(128 * words)])
            let sum = UnsafeMutableBufferPointer(rebasing: buffer[(128 * words)...])
            for j in 0..<128 {
                let place = (j * words)..<((j + 1) * words)
                transfer.expand(first[j], j, into: .init(rebasing: zero[place]))
                transfer.expand(second[j], j, into: .init(rebasing: sum[place]))
                for word in 0..<words {
                    let block = choices[word / 2]
                    sum[j * words + word] ^=
                        zero[j * words + word] ^ (word & 1 == 0 ? block.low : block.high)
                }
            }
            let masked = BitMatrix.rows(ofColumns: sum, words: words)
            var message = [UInt8](repeating: 0, count: transfer.messageByteCount)
            message.withUnsafeMutableBytes { bytes in
                for row in 0..<transfer.rowCount {
                    masked[row].store(into: bytes, at: Block128.byteCount * row)
                }
            }
            return (BitMatrix.rows(ofColumns: zero, words: words), message)
        }
    }

    /// The choice in a transfer, as 0 or 1.
    func choice(_ index: Int) -> UInt64 { choices[index / 128].bit(index % 128) }

    /// The proof for the sender's seed, which it sends only after it has the message.
    func proof(for seed: Bytes32) -> ConsistencyProof {
        let multipliers = transfer.multipliers(from: seed)
        var sum = Block256.zero
        for (block, multiplier) in multipliers.enumerated() {
            sum = sum ^ BinaryPolynomials.multiply(choices[block], multiplier)
        }
        let columns = rows.withValues { BinaryPolynomials.multiplyColumns(of: $0, by: multipliers) }
        return ConsistencyProof(choices: sum, columns: columns.withValues { Array($0) })
    }

    /// The outputs of the first `count` transfers, each being the sender's output of the choice.
    func outputs(_ count: Int) -> SecretArray<Scalar> {
        var hash = TransferExtension.OutputHash(sessionName: transfer.sessionName)
        defer { hash.wipe() }
        return SecretArray(count: count) { hash.scalar($0, rows[$0]) }
    }
}

/// Who holds the correlation Δ: the receiver of the base transfers.
struct ExtensionSender: Sendable {
    private let transfer: TransferExtension
    private let correlation: SecretArray<Block128>
    private let rows: SecretArray<Block128>

    /// - Parameter message: exactly ``TransferExtension/messageByteCount`` bytes.
    init(
        _ transfer: TransferExtension, keys: SecretArray<Block128>, correlation: SecretArray<Block128>,
        message: ArraySlice<UInt8>
    ) {
        precondition(message.count == transfer.messageByteCount)
        self.transfer = transfer
        self.correlation = correlation
        let words = transfer.rowCount / 64
        let expanded = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128 * words) { columns in
            columns.initialize(repeating: 0)
            defer { Secret.wipe(UnsafeMutableRawBufferPointer(columns)) }
            for j in 0..<128 {
                let place = (j * words)..<((j + 1) * words)
                transfer.expand(keys[j], j, into: .init(rebasing: columns[place]))
            }
            return BitMatrix.rows(ofColumns: columns, words: words)
        }
        let delta = correlation[0]
        rows = message.withUnsafeBytes { bytes in
            SecretArray(count: transfer.rowCount) { row in
                expanded[row] ^ (Block128(loading: bytes, at: Block128.byteCount * row) & delta)
            }
        }
    }

    /// Whether the receiver used the same choice in every column of each row.
    ///
    /// A false answer tells the receiver something about Δ: the base transfers must not be used again.
    func accepts(_ proof: ConsistencyProof, seed: Bytes32) -> Bool {
        rows.withValues { proof.holds(for: $0, correlation[0], transfer.multipliers(from: seed)) }
    }

    /// Both outputs of each of the first `count` transfers, handed out one by one.
    func forEachOutput(_ count: Int, _ body: (Int, Scalar, Scalar) -> Void) {
        var hash = TransferExtension.OutputHash(sessionName: transfer.sessionName)
        defer { hash.wipe() }
        let delta = correlation[0]
        for index in 0..<count {
            body(index, hash.scalar(index, rows[index]), hash.scalar(index, rows[index] ^ delta))
        }
    }
}
