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
        message = Point.base(timesSecret: y)
        square = message.times(secret: y)
    }

    /// Both keys of every transfer from the receiver's points; nil for a point equal to the sender's own,
    /// which an honest receiver sends with negligible probability.
    func keys(answering points: [Point]) -> (SecretArray<Block128>, SecretArray<Block128>)? {
        let y = message.encodedElement
        guard points.allSatisfy({ $0 != message && !$0.isNeutral }) else { return nil }
        let minusSquare = -square
        let secret = secret[0]
        var common: [Point] = []
        common.reserveCapacity(points.count)
        for point in points { common.append(point.times(secret: secret)) }
        let encoded = points.map(\.encodedElement)
        let first = SecretArray(count: points.count) { BaseTransfer.key($0, encoded[$0], y, common[$0]) }
        let second = SecretArray(count: points.count) { index in
            BaseTransfer.key(index, encoded[index], y, common[index].adding(minusSquare, using: .portable))
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
        var answers: [Point] = []
        keys = SecretArray(count: BaseTransfer.count) { index in
            let x = blinder(index)
            let zero = Point.base(timesSecret: x)
            // Both answers are made, and one is taken without a branch. The sum is made by complete formulas:
            // the other party, who knows both possible summands, must not recognise one by its time.
            let answer = Point.select(
                zero, zero.adding(message, using: .portable), if: choices.bit(index) == 1)
            answers.append(answer)
            return BaseTransfer.key(index, answer.encodedElement, y, message.times(secret: x))
        }
        self.answers = answers
    }
}
