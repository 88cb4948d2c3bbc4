import Primitives
import Secp256k1
import TestSupport
import Testing
import ThresholdBLS

@Suite("Keys derived from root keys")
struct RootKeysTests {
    private let roots: [PrivateKey] = {
        var generator = SplitMix64(seed: 11)
        return (0..<4).map { _ in PrivateKey.generate(from: &generator) }
    }()

    private func shares(_ keys: [PrivateKey]) throws -> RootShares { try RootShares(keys.map(\.secret)) }

    @Test("A derived secret is that of the derived public key, for every number of root keys")
    func secretsMatchKeys() throws {
        for count in 2...4 {
            let keys = Array(roots.prefix(count))
            let id = DerivedKeyID(userID: "someone", appID: "app \(count)")
            let key = try RootKeys(keys.map(\.publicKey)).derive(id)
            #expect(try shares(keys).derive(id).publicKey == key.publicKey)
        }
    }

    @Test("Another order of root keys gives another key")
    func orderCounts() throws {
        let id = DerivedKeyID(Bytes32(words: 1, 2, 3, 4))
        let keys = roots.map(\.publicKey)
        let forward = try RootKeys(keys).derive(id)
        let backward = try RootKeys(keys.reversed()).derive(id)
        #expect(forward != backward)
    }

    @Test("The first root key is the constant term: a sum of weighted keys gives the same")
    func polynomial() throws {
        let id = DerivedKeyID(Bytes32(words: 9, 9, 9, 9))
        let tweak = KeyTweak.secp256k1(id.bytes.bytes)
        var weight = Scalar.one
        var sum = Point.infinity
        for key in roots {
            sum += key.publicKey.point.multiplied(byPublic: weight)
            weight *= tweak
        }
        #expect(try RootKeys(roots.map(\.publicKey)).derive(id).publicKey.point == sum)
    }

    @Test("Shares on a line derive shares on a line: derivation and sharing commute")
    func derivationIsLinear() throws {
        var generator = SplitMix64(seed: 5)
        let slopes = roots.map { _ in Scalar.random(using: &generator) }
        let id = DerivedKeyID(userID: "u", appID: "a")
        func derived(at x: UInt64) throws -> Scalar {
            let points = zip(roots, slopes).map { $0.scalar + $1 * Scalar(x) }
            return try RootShares(points.map { Secret(copying: $0.bytes) }).derive(id).scalar
        }
        // f(0) = 2 f(1) - f(2) on a line.
        let interpolated = try derived(at: 1) + derived(at: 1) - derived(at: 2)
        #expect(try interpolated == shares(roots).derive(id).scalar)
    }

    @Test("Fewer than two root keys are refused, but for the comparison with the SDK")
    func shortLists() throws {
        let one = [roots[0].publicKey]
        #expect(throws: KeyDerivationError.self) { try RootKeys([]) }
        #expect(throws: KeyDerivationError.self) { try RootKeys(one) }
        #expect(throws: KeyDerivationError.self) { try RootKeys([], shortLists: .likeSDK) }
        #expect(throws: KeyDerivationError.self) { try RootShares([roots[0].secret]) }
        let id = DerivedKeyID(Bytes32.zero)
        let derived = try RootKeys(one, shortLists: .likeSDK).derive(id).publicKey.point
        let tweak = KeyTweak.secp256k1(id.bytes.bytes)
        #expect(derived == one[0].point.multiplied(byPublic: tweak))
    }

    @Test("Root keys that cancel out are refused")
    func infinity() throws {
        let id = DerivedKeyID(Bytes32.zero)
        let tweak = KeyTweak.secp256k1(id.bytes.bytes)
        let second = roots[0].publicKey
        let first = try PublicKey(-second.point.multiplied(byPublic: tweak))
        let error = #expect(throws: KeyDerivationError.self) { try RootKeys([first, second]).derive(id) }
        #expect(error?.code == .infiniteKey)
        let opposite = try PrivateKey(-(roots[0].scalar * tweak))
        let zero = #expect(throws: KeyDerivationError.self) { try shares([opposite, roots[0]]).derive(id) }
        #expect(zero?.code == .zeroShare)
    }

    @Test("An undecodable root key is named by its place")
    func invalidKeys() throws {
        let good = roots[0].publicKey.compressed
        let tail = Array(good.dropFirst())
        let others: [[UInt8]] = [[], [0], [UInt8](repeating: 2, count: 32), [5] + tail, [6] + tail]
        for bad in others {
            let error = #expect(throws: KeyDerivationError.self) { try RootKeys(encoded: [good, bad]) }
            guard case .invalidRootKey(1, _) = error?.code else {
                Issue.record("refused as \(String(describing: error))")
                continue
            }
        }
        let large = Secret(copying: [UInt8](repeating: 0xff, count: 32))
        let error = #expect(throws: KeyDerivationError.self) { try RootShares([roots[0].secret, large]) }
        #expect(error?.code == .invalidRootShare(index: 1, .scalarOutOfRange))
    }

    @Test("Shares are not printed")
    func redaction() throws {
        let shares = try shares(roots)
        let digits = roots[0].scalar.bytes.hex
        #expect(!"\(shares) \(String(reflecting: shares))".contains(digits.prefix(8)))
    }

    @Test("Fuzz: any bytes as root keys derive a key or are refused")
    func fuzzRootKeys() {
        var generator = SplitMix64(seed: fuzzSeed)
        let good = roots.map(\.publicKey.compressed)
        for _ in 0..<fuzzIterations / 10 {
            let keys = good.map { generator.next() % 4 == 0 ? generator.mutated($0) : $0 }
            guard let roots = try? RootKeys(encoded: keys) else { continue }
            #expect(throws: Never.self) { try roots.derive(idBytes: generator.bytes(upTo: 40)) }
        }
    }
}
