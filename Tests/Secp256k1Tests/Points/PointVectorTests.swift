import Primitives
import Secp256k1
import Testing

@Suite("Known multiples of the generator")
struct PointVectorTests {
    static let multiples = [
        (
            "0000000000000000000000000000000000000000000000000000000000000001",
            "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000002",
            "02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000003",
            "02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000004",
            "02e493dbf1c10d80f3581e4904930b1404cc6c13900ee0758474fa94abe8c4cd13"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000005",
            "022f8bde4d1a07209355b4a7250a5c5128e88b84bddc619ab7cba8d569b240efe4"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000006",
            "03fff97bd5755eeea420453a14355235d382f6472f8568a18b2f057a1460297556"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000007",
            "025cbdf0646e5db4eaa398f365f2ea7a0e3d419b7e0330e39ce92bddedcac4f9bc"
        ),
        (
            "000000000000000000000000000000000000000000000000000000000000000f",
            "02d7924d4f7d43ea965a465ae3095ff41131e5946f3c85f79e44adbcf8e27e080e"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000010",
            "03e60fce93b59e9ec53011aabc21c23e97b2a31369b87a5ae9c44ee89e2a6dec0a"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000011",
            "03defdea4cdb677750a420fee807eacf21eb9898ae79b9768766e4faa04a2d4a34"
        ),
        (
            "000000000000000000000000000000000000000000000000000000000000001f",
            "026a245bf6dc698504c89a20cfded60853152b695336c28063b61c65cbd269e6b4"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000020",
            "03d30199d74fb5a22d47b6e054e2f378cedacffcb89904a61d75d0dbd407143e65"
        ),
        (
            "0000000000000000000000000000000000000000000000000000000000000021",
            "021697ffa6fd9de627c077e3d2fe541084ce13300b0bec1146f95ae57f0d0bd6a5"
        ),
        (
            "0000000000000000000000000000000100000000000000000000000000000000",
            "028f68b9d2f63b5f339239c1ad981f162ee88c5678723ea3351b7b444c9ec4c0da"
        ),
        (
            "8000000000000000000000000000000000000000000000000000000000000000",
            "02b23790a42be63e1b251ad6c94fdef07271ec0aada31db6c3e8bd32043f8be384"
        ),
        (
            "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0",
            "0300000000000000000000003b78ce563f89a0ed9414f5aa28ad0d96d6795f9c63"
        ),
        (
            "7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a1",
            "0200000000000000000000003b78ce563f89a0ed9414f5aa28ad0d96d6795f9c63"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd036413f",
            "03c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5"
        ),
        (
            "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140",
            "0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
        ),
        (
            "aa5e28d6a97a2479a65527f7290311a3624d4cc0fa1578598ee3c2613bf99522",
            "0234f9460f0e4f08393d192b3c5133a6ba099aa0ad9fd54ebccfacdfa239ff49c6"
        ),
    ]

    @Test("every way to multiply gives the known point", arguments: Curve.backends)
    func multiplies(backend: Secp256k1Backend) throws {
        for (k, encoded) in Self.multiples {
            let k = try scalar(k)
            let expected = try bytes(encoded)
            #expect(Point.generator(timesSecret: k, using: backend).compressed == expected)
            #expect(Point.generator(timesPublic: k, using: backend).compressed == expected)
            #expect(Point.generator.multiplied(bySecret: k, using: backend).compressed == expected)
            #expect(Point.generator.multiplied(byPublic: k, using: backend).compressed == expected)
            let rest = k - Scalar(77)
            #expect(
                Point.linearCombination(rest, .generator, Scalar(77), using: backend).compressed == expected)
            #expect(try PrivateKey(k.bytes, using: backend).publicKey.compressed == expected)
        }
    }

    @Test("a shared point has both coordinates of the product", arguments: Curve.backends)
    func sharesPoint(backend: Secp256k1Backend) throws {
        let a = try PrivateKey(bytes("0000359ba2b98ca11d6864a331b45ae7114c01ffbdcf60cc16e692fb63c6e219"))
        let b = try PrivateKey(bytes("0000000180ea14e592bc647d081ee78ba6d7c3465fc3bb29eff2fd359a19f381"))
        let shared = a.sharedPoint(with: b.publicKey, using: backend)
        #expect(shared.x?.hex == "002952a0e69035bee7c926e94de175276033505c692105e6f9669e78cdb502c4")
        #expect(shared.y?.hex == "34bf75211066223bc9874541377a53965ac3bf7529c0e30221b57fb6ad846437")
        #expect(b.sharedPoint(with: a.publicKey, using: backend) == shared)
    }
}
