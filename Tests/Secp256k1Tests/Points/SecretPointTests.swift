import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Points in computations with secrets")
struct SecretPointTests {
    private static func scalars(_ count: Int) -> [Scalar] {
        var random = SplitMix64(seed: 9)
        let order = Scalar.zero - .one
        return [.zero, .one, order, Scalar(16), Scalar(31)] + (0..<count).map { _ in .random(using: &random) }
    }

    @Test
    func `products and sums are those of points, infinity included, when they are made coordinates together`()
    {
        let scalars = Self.scalars(30)
        let base = Point.generator(timesPublic: Scalar(77))
        let table = PointTable(base)
        let all = SecretPoint.points(count: 4 * scalars.count) { places in
            for (index, k) in scalars.enumerated() {
                places[4 * index] = .generator(times: k)
                places[4 * index + 1] = .multiple(of: base, by: k)
                places[4 * index + 2] = table.times(secret: k)
                places[4 * index + 3] = .generator(times: k) + table.times(secret: k)
            }
        }
        for (index, k) in scalars.enumerated() {
            let (g, p) = (Point.generator(timesPublic: k), base.multiplied(byPublic: k))
            #expect(all[4 * index] == g)
            #expect(all[4 * index + 1] == p)
            #expect(all[4 * index + 2] == p)
            #expect(all[4 * index + 3] == g + p)
        }
        #expect(all[0].isInfinity && all[3].isInfinity)
    }

    @Test
    func `a choice takes one of two, and places that are not written are infinity`() {
        let (a, b) = (SecretPoint(.generator), SecretPoint(.infinity))
        let points = SecretPoint.points(count: 3) { places in
            places[0] = .select(a, b, bit: 0)
            places[1] = .select(a, b, bit: 1)
        }
        #expect(points == [.generator, .infinity, .infinity])
        #expect(SecretPoint.points(count: 0) { _ in }.isEmpty)
    }

    @Test
    func `multiples of infinity are infinity`() {
        let table = PointTable(.infinity)
        for k in Self.scalars(3) {
            let points = SecretPoint.points(count: 2) {
                $0[0] = table.times(secret: k)
                $0[1] = .multiple(of: .infinity, by: k)
            }
            #expect(points == [.infinity, .infinity])
        }
    }
}
