internal import Primitives

/// Appends a message's fields.
struct BodyWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func append(_ value: UInt32) { withUnsafeBytes(of: value.bigEndian) { bytes += $0 } }
    mutating func append(_ other: [UInt8]) { bytes += other }
    mutating func append(_ value: Bytes32) { append(value, count: 32) }
    mutating func append(_ scalar: some ThresholdScalar) { append(scalar.encoded32, count: 32) }
    mutating func append(_ element: some ThresholdGroup) { bytes += element.encodedElement }

    private mutating func append(_ value: Bytes32, count: Int) {
        let words = (
            value.words.0.bigEndian, value.words.1.bigEndian, value.words.2.bigEndian,
            value.words.3.bigEndian
        )
        withUnsafeBytes(of: words) { bytes += $0 }
    }

    mutating func append<G>(_ proof: DiscreteLogProof<G>) {
        append(proof.challenge)
        append(proof.response)
    }

    mutating func append<G>(_ proof: EqualDiscreteLogProof<G>) {
        append(proof.challenge)
        append(proof.response)
    }
}

/// Reads a message's fields; whatever is wrong with them, the sender did it.
struct BodyReader {
    private var reader: ByteReader
    private let sender: PartyID

    init(_ body: [UInt8], from sender: PartyID) {
        reader = ByteReader(body)
        self.sender = sender
    }

    private var malformed: ProtocolAbort { ProtocolAbort(.messageForm, culprit: sender) }

    mutating func bytes(_ count: Int) throws(ProtocolAbort) -> ArraySlice<UInt8> {
        do { return try reader.read(count) } catch { throw malformed }
    }

    mutating func uint32() throws(ProtocolAbort) -> UInt32 {
        do { return try reader.readBigEndian() } catch { throw malformed }
    }

    mutating func bytes32() throws(ProtocolAbort) -> Bytes32 {
        do { return try reader.readBytes32() } catch { throw malformed }
    }

    mutating func scalar<S: ThresholdScalar>(as type: S.Type = S.self) throws(ProtocolAbort) -> S {
        let bytes = try bytes32()
        do { return try S(strict: bytes) } catch { throw malformed }
    }

    mutating func element<G: ThresholdGroup>(
        orNeutral allowsNeutral: Bool = false, as type: G.Type = G.self
    ) throws(ProtocolAbort) -> G {
        let bytes = Array(try bytes(G.encodedCount))
        guard let element = try? G(strict: bytes), allowsNeutral || !element.isNeutral else {
            throw malformed
        }
        return element
    }

    mutating func proof<G: ThresholdGroup>(
        as type: G.Type = G.self
    ) throws(ProtocolAbort) -> DiscreteLogProof<G> {
        DiscreteLogProof(challenge: try scalar(), response: try scalar())
    }

    mutating func equalityProof<G: ThresholdGroup>(
        as type: G.Type = G.self
    ) throws(ProtocolAbort) -> EqualDiscreteLogProof<G> {
        EqualDiscreteLogProof(challenge: try scalar(), response: try scalar())
    }

    /// A count that must be the threshold, then the elements. The neutral element is allowed: it is a
    /// polynomial's coefficient like any other, and checks of their own refuse it where it must not be.
    mutating func polynomial<G: ThresholdGroup>(
        count: Int, as type: G.Type = G.self
    ) throws(ProtocolAbort) -> PublicPolynomial<G> {
        guard try uint32() == UInt32(truncatingIfNeeded: count) else {
            throw ProtocolAbort(.polynomialLength, culprit: sender)
        }
        var elements: [G] = []
        for _ in 0..<count { elements.append(try element(orNeutral: true)) }
        return PublicPolynomial(elements)
    }

    func end() throws(ProtocolAbort) {
        guard reader.isAtEnd else { throw malformed }
    }
}
