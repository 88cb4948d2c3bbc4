import Ethereum
import Primitives
import Secp256k1
import Testing

@Suite("HD wallets")
struct HDWalletTests {
    /// Known to everybody: the accounts of local development chains.
    private static let development = "test test test test test test test test test test test junk"

    // Entropy, passphrase, path; key and address as eth-account derives them.
    private static let cases:
        [(entropy: String, passphrase: String, path: String, key: String, address: String)] = [
            (
                "bda3401be9c8cbccc935f6cd1f61226ae15338ae1a34004d33ba0d24", "x", "m/1'/1492026737'",
                "58adcf28ccb2d21fe4b6eefb3f96565c8b777472cac89f1b5efe168100b81400",
                "0x1104b9ef386E36A28D88A8c00BfEfF8E1561E0c5"
            ),
            (
                "3bf9eef5f79f2b4934af87f5520b69b9", "päss", "m/116146605'/2147483647'",
                "ed0b37fa08c9e618199100cb635dbc15a245ddbe2c6a96c24d29d7abc86deb42",
                "0x8B99f0dCE5B678841FFaC4DcD66869F81D529Aad"
            ),
            (
                "55b672a872637acd7466fcb60e0e8ff18463b0e4b2ba2970", "x", "m/60",
                "997cca2bb99e070d56e550e72a81599dd5221c24764e0480c1bfbc532d1da843",
                "0x9f6FC32d70fF0adF9A3b9A29d004c7cc19aa817f"
            ),
            (
                "f700f5b02b3dc666f45bdeaa2ccaedcd2b515741", "päss", "m/649187324'",
                "99798646ed9830d6feaf4ce073bdff69c43f99f1c2e98cafef774d841d471a6c",
                "0xDd73da8aF3F916637E347532FBcB095439562065"
            ),
            (
                "f2b34f430a073447de636c0e806c957ba684d643", "päss", "m/60'",
                "769b172147758de641800585a9d4e28a231484360850043a45851ef1f720634c",
                "0x0369D4B2E8D1784f339389aA9C70194d9e559E63"
            ),
            (
                "4d09e15d024c5848f23d1fa6f7361d7f618d1532", "päss",
                "m/1942080812/60'/2147483647'/1942810371'/2147483647'",
                "aefa72ea12f3eb4764ab04c7c6df3db587ad236bc3f60cbbef30245ae4e93f91",
                "0x85fDe8B534B598BD5e3fc6847d4b5EbFFb16d0d9"
            ),
            (
                "e546d53ec8e2a1257bdb256c9b3e4fbb498146ef", "", "m/60'/2147483647",
                "190cc8e5b09a33c4fd88e0b004ad616786cf4a9b20a82533fdf208625f07dbed",
                "0xedEbf3c0A58521890219097c42319260e6Dd2Cab"
            ),
            (
                "ceadd764b6a32fbb09adeae109c4a997203975352b878b145c8a42d8", "", "m/60/2147483647'/44/60/0/0",
                "04c0b3abeb37deef2ad6b40032a6d8a6d0fc12a7acf4e78a54bb9f065a642101",
                "0x572AeCf4bdDc166f189635B73058746166a2CeB7"
            ),
            (
                "3ee805add58942167a385286195c679f9c6994e45b8ab109", "päss", "m/0/813709449'/60",
                "bcaa69bdbf773c2224c66ef9ab17f9b1e476a3491055224c315a047ce8472159",
                "0x63d62f2eafd631983697C9B9E491326839f47552"
            ),
            (
                "fdc99d6e75af6547cfb11b42072482dc531c2bc3907c9617eb5e5089", "", "m/44'/1412727126'/0'/44",
                "539f2db4155734e4edb3929fb9d14f2641dbb60fc29ae15b94f510f47ee87a30",
                "0x3a065ad9De1b7b0fF3F06C3A3ecFA7C4aCD93DFE"
            ),
            (
                "c32af38e667f022e872d49cc15c90b999b772b4fc7a6fd4c", "", "m/0'/598321626/0",
                "11f776a4e4f66ce2356d3695847e346e37931c05f3f733d7bea263b5c0a679b2",
                "0x6fB279EaB12616Ae15b60377583c7B9280b0411d"
            ),
            (
                "b835c0e719097dfa8701e9232f21f28126877869", "", "m/60'/60'",
                "eaa224aefdc9e63f4104a437132fe1a295d776c2172311dfd55f891458312931",
                "0x98152373674de94e43A72477378c453fba2cF61A"
            ),
        ]

    @Test("gives the accounts of local development chains")
    func developmentAccounts() throws {
        let wallet = try HDWallet(mnemonic: Mnemonic(parsing: Self.development))
        let accounts = try (0..<3).map { try wallet.account($0) }
        #expect(
            accounts.map(\.address.checksummed) == [
                "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
                "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
            ])
        #expect(accounts.map(\.path.description) == (0..<3).map { "m/44'/60'/0'/0/\($0)" })
        #expect(
            accounts[0].privateKey.secret.withUnsafeBytes { $0.hex }
                == "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
        #expect(try wallet.account(at: accounts[1].path).address == accounts[1].address)
    }

    @Test("agrees with eth-account on any path", arguments: cases.indices)
    func foreign(_ index: Int) throws {
        let aCase = Self.cases[index]
        let mnemonic = try Mnemonic(entropy: Secret(copying: [UInt8](hex: aCase.entropy)))
        let wallet = try HDWallet(mnemonic: mnemonic, passphrase: aCase.passphrase)
        let account = try wallet.account(at: DerivationPath(parsing: aCase.path))
        #expect(account.privateKey.secret.withUnsafeBytes { $0.hex } == aCase.key)
        #expect(account.address.checksummed == aCase.address)
    }

    @Test("numbers accounts below another base path")
    func otherBase() throws {
        let mnemonic = try Mnemonic(parsing: Self.development)
        let base = try DerivationPath(parsing: "m/44'/60'/7'")
        let wallet = try HDWallet(mnemonic: mnemonic, basePath: base)
        let path = try DerivationPath(parsing: "m/44'/60'/7'/5")
        #expect(try wallet.account(5).path == path)
        #expect(try wallet.account(5).address == HDWallet(mnemonic: mnemonic).account(at: path).address)
    }

    @Test("gives other accounts for another passphrase")
    func passphrase() throws {
        let mnemonic = try Mnemonic(parsing: Self.development)
        let plain = try HDWallet(mnemonic: mnemonic).account(0)
        #expect(try HDWallet(mnemonic: mnemonic, passphrase: "x").account(0).address != plain.address)
    }

    @Test("refuses an account's number of 2^31 or more")
    func badNumber() throws {
        let wallet = try HDWallet(mnemonic: Mnemonic(parsing: Self.development))
        #expect(throws: HDKeyError(.badAccountNumber(1 << 31))) { try wallet.account(1 << 31) }
        #expect(throws: HDKeyError(.badAccountNumber(.max))) { try wallet.account(.max) }
    }

    @Test("refuses an account below a base path of full depth")
    func tooDeep() throws {
        let base = try DerivationPath(parsing: "m" + String(repeating: "/0", count: 255))
        let wallet = try HDWallet(mnemonic: Mnemonic(parsing: Self.development), basePath: base)
        #expect(throws: HDKeyError(.tooDeep)) { try wallet.account(0) }
    }

    @Test("is never printed")
    func neverPrinted() throws {
        let wallet = try HDWallet(mnemonic: Mnemonic(parsing: Self.development))
        var dumped = ""
        dump(wallet, to: &dumped)
        dump(try wallet.account(0), to: &dumped)
        #expect(!dumped.contains("ac0974be") && !dumped.contains("junk"))
        #expect("\(wallet)" == "HDWallet(m/44'/60'/0'/0)")
    }
}
