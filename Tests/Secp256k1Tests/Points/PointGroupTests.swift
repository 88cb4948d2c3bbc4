import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("The group")
struct PointGroupTests {
    @Test("infinity is neutral, and zero times anything is infinity", arguments: Curve.backends)
    func handlesInfinity(backend: Secp256k1Backend) {
        let g = Point.generator
        let infinity = Point.infinity
        #expect(infinity.isInfinity && infinity.x == nil && infinity.y == nil)
        #expect(
            infinity.compressed == nil && infinity.uncompressed == nil && infinity.description == "infinity")
        #expect(infinity.adding(infinity, using: backend) == infinity)
        #expect(infinity.adding(g, using: backend) == g)
        #expect(g.adding(infinity, using: backend) == g)
        #expect(g.adding(-g, using: backend) == infinity)
        #expect(-infinity == infinity)
        #expect(Point.sum([], using: backend) == infinity)
        #expect(Point.sum([infinity, infinity], using: backend) == infinity)
        #expect(Point.sum([infinity, g, infinity], using: backend) == g)
        #expect(Point.sum([g, -g], using: backend) == infinity)
        #expect(Point.sum([g, -g, g], using: backend) == g)
        #expect(Point.generator(timesSecret: .zero, using: backend) == infinity)
        #expect(Point.generator(timesPublic: .zero, using: backend) == infinity)
        #expect(g.multiplied(bySecret: .zero, using: backend) == infinity)
        #expect(g.multiplied(byPublic: .zero, using: backend) == infinity)
        for k in Curve.edgeScalars {
            #expect(infinity.multiplied(bySecret: k, using: backend) == infinity)
            #expect(infinity.multiplied(byPublic: k, using: backend) == infinity)
            #expect(
                Point.linearCombination(k, infinity, k, using: backend)
                    == Point.generator(timesSecret: k, using: backend))
            #expect(Point.linearCombination(k, g, -k, using: backend) == infinity)
        }
    }

    @Test("doubling, opposite and equal points", arguments: Curve.backends)
    func handlesSpecialSums(backend: Secp256k1Backend) {
        var generator = SplitMix64(seed: 4)
        for _ in 0..<50 {
            let p = Point.generator(timesSecret: .random(using: &generator), using: backend)
            #expect(p.adding(p, using: backend) == p.multiplied(byPublic: Scalar(2), using: backend))
            #expect(p.adding(-p, using: backend).isInfinity)
            #expect(
                Point.sum([p, p, p], using: backend) == p.multiplied(bySecret: Scalar(3), using: backend))
            #expect(-(-p) == p)
        }
    }

    @Test("multiplication distributes over scalars and points", arguments: Curve.backends)
    func distributes(backend: Secp256k1Backend) {
        var generator = SplitMix64(seed: 5)
        for _ in 0..<100 {
            let (a, b) = (Scalar.random(using: &generator), Scalar.random(using: &generator))
            let p = Point.generator(timesSecret: a, using: backend)
            let q = Point.generator(timesSecret: b, using: backend)
            #expect(p.adding(q, using: backend) == Point.generator(timesPublic: a + b, using: backend))
            #expect(p.multiplied(bySecret: b, using: backend) == q.multiplied(byPublic: a, using: backend))
            #expect(
                Point.linearCombination(b, p, a, using: backend)
                    == Point.generator(timesSecret: a * b + a, using: backend))
        }
    }

    @Test("operators do what the methods do")
    func hasOperators() {
        let g = Point.generator
        var p = g + g
        #expect(p == g.multiplied(byPublic: Scalar(2)))
        p += g
        #expect(p - g == g + g)
        p -= g + g + g
        #expect(p.isInfinity)
        #expect(Set([g, g + .infinity, -(-g)]).count == 1)
        #expect(Point.select(g, -g, if: false) == g)
        #expect(Point.select(g, -g, if: true) == -g)
        #expect(g.hasOddY != (-g).hasOddY)
    }

    @Test("there is a default backend, and each has its name")
    func namesBackends() {
        #expect(Secp256k1Backend.portable.name == "portable")
        #if os(Linux)
            if let system = Secp256k1Backend.system {
                #expect(system.name == "libsecp256k1")
                #expect(Secp256k1Backend.default == system)
                #expect(system != .portable)
            } else {
                #expect(Secp256k1Backend.default == .portable)
            }
        #endif
    }
}
