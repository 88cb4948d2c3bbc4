internal import Primitives
internal import Secp256k1

/// One hundred and twenty-eight random oblivious transfers ("the simplest protocol", Chou and Orlandi, 2015).
///
/// The sender comes to hold two keys for each, the receiver the one of its choice, and neither learns more.
enum BaseTransfer {
    /// How many at once; the security parameter of what is built on them.
    static let count = 128

    /// The first 16 bytes of a hash of the transfer's number, both messages and the common point.
    fileprivate static func key(_ index: Int, _ x: [UInt8], _ y: [UInt8], _ common: Point) -> Block128 {
        var hash = TaggedHash(.baseTransfer)
        hash.add(UInt32(truncatingIfNeeded: index))
        hash.add(x)
        hash.add(y)
        hash.add(common.encodedElement)
        return Block128(hash.finish())
    }
}

/// Who holds both keys.
struct BaseTransferSender: Sendable {
    private let secret: SecretArray<Scalar>
    /// y·G, the first message.
    let message: Point
    private let square: Point

    init(secret y: Scalar) {
        secret = SecretArray(y)
        let message = SecretPoint.points(count: 1) { $0[0] = .generator(times: y) }[0]
        self.message = message
        square = SecretPoint.points(count: 1) { $0[0] = .multiple(of: message, by: y) }[0]
    }

    /// Both keys of every transfer from the receiver's points; nil for a point equal to the sender's own,
    /// which an honest receiver sends with negligible probability.
    func keys(answering points: [Point]) -> (SecretArray<Block128>, SecretArray<Block128>)? {
        let y = message.encodedElement
        guard points.allSatisfy({ $0 != message && !$0.isNeutral }) else { return nil }
        let secret = secret[0]
        let minusSquare = SecretPoint(-square)
        let count = points.count
        // Both common points of every transfer, one after the other.
        let common = SecretPoint.points(count: 2 * count) { places in
            for index in 0..<count {
                let product = SecretPoint.multiple(of: points[index], by: secret)
                places[index] = product
                places[count + index] = product + minusSquare
            }
        }
        let encoded = points.map(\.encodedElement)
        let first = SecretArray(count: count) { BaseTransfer.key($0, encoded[$0], y, common[$0]) }
        let second = SecretArray(count: count) {
            BaseTransfer.key($0, encoded[$0], y, common[count + $0])
        }
        return (first, second)
    }
}

/// Who holds a choice, and the key of that choice.
struct BaseTransferReceiver: Sendable {
    /// The points that answer the sender's.
    let answers: [Point]
    /// The key of choice i.
    let keys: SecretArray<Block128>

    /// - Parameters:
    ///   - message: the sender's point, not infinity.
    ///   - choices: bit i is the choice in transfer i.
    ///   - blinder: a fresh scalar for each transfer.
    init(message: Point, choices: Block128, blinder: (Int) -> Scalar) {
        let y = message.encodedElement
        let blinders = SecretArray(count: BaseTransfer.count, blinder)
        let table = PointTable(message)
        let summand = SecretPoint(message)
        let answers = SecretPoint.points(count: BaseTransfer.count) { places in
            for index in places.indices {
                let zero = SecretPoint.generator(times: blinders[index])
                // Both answers are made, and one is taken without a branch. The sum is made by complete
                // formulas: the other party, who knows both possible summands, must not recognise one by
                // its time.
                places[index] = .select(zero, zero + summand, bit: choices.bit(index))
            }
        }
        let common = SecretPoint.points(count: BaseTransfer.count) { places in
            for index in places.indices { places[index] = table.times(secret: blinders[index]) }
        }
        keys = SecretArray(count: BaseTransfer.count) { index in
            BaseTransfer.key(index, answers[index].encodedElement, y, common[index])
        }
        self.answers = answers
    }
}
