import Ethereum
import LitContracts
import Primitives
import Testing

@Suite struct LayoutTests {
    static let owner = Address(truncating: Keccak256.hash([7]))

    @Test("the embedded code is that of the artifact", arguments: ContractKind.allCases)
    func theEmbeddedCodeIsThatOfThe(kind: ContractKind) throws {
        let json = try PublishedABI.json("Contracts/artifacts/\(kind).json")
        let artifact = kind.artifact
        #expect(artifact.name == kind.rawValue)
        #expect(artifact.creationCode == (try [UInt8](hex: json["bytecode"]?.string ?? "")))
        #expect(artifact.runtimeCode == (try [UInt8](hex: json["deployedBytecode"]?.string ?? "")))
        #expect(artifact.runtimeCode.count > 300)
        let places = json["immutables"]?.array?.compactMap { $0["offset"]?.int } ?? []
        #expect(artifact.immutables.map(\.offset) == places)
        #expect(places == Array(stride(from: 0, to: 32 * places.count, by: 32)))
        #expect(artifact.runtimeCode.count + 32 * places.count <= 24_576)
    }

    @Test("settings decide every address")
    func settingsDecideEveryAddress() throws {
        func addresses(_ settings: DeploymentSettings) throws -> [Address] {
            try DeploymentLayout(settings).contracts.map(\.address)
        }
        let settings = DeploymentSettings(owner: Self.owner)
        let first = try addresses(settings)
        #expect(Set(first).count == ContractKind.allCases.count)
        #expect(try addresses(settings) == first)
        var other = settings
        other.environment = .prod
        // What has no settings of its own is shared: the key deriver, and what only has an owner.
        let shared: Set<ContractKind> = [
            .keyDeriver, .litToken, .rateLimitNFT, .allowlist, .multisender, .paymentDelegation,
        ]
        for (kind, pair) in zip(ContractKind.allCases, zip(first, try addresses(other))) {
            #expect((pair.0 == pair.1) == shared.contains(kind), "\(kind)")
        }
        other = settings
        other.owner = Address(truncating: Keccak256.hash([8]))
        for (kind, pair) in zip(ContractKind.allCases, zip(first, try addresses(other))) {
            #expect((pair.0 == pair.1) == (kind == .keyDeriver), "\(kind)")
        }
        other = settings
        other.factory = Self.owner
        #expect(Set(try addresses(other)).isDisjoint(with: first))
    }

    @Test("immutables stand behind the code as words")
    func immutablesStandBehindTheCodeAsWords() throws {
        let layout = try DeploymentLayout(DeploymentSettings(owner: Self.owner, environment: .staging))
        let nft = try #require(layout.contracts.first { $0.kind == .pkpNFT })
        let words = Array(nft.runtimeCode.dropFirst(ContractKind.pkpNFT.artifact.runtimeCode.count))
        #expect(words == layout[.contractResolver].word.bytes + UInt256(1).bytes32.bytes)
        #expect(nft.creationCode.starts(with: ContractKind.pkpNFT.artifact.creationCode))
        #expect(nft.creationCode.suffix(32) == Self.owner.word.bytes[...])
    }

    @Test("a record is read as it was written, and refused where it is none")
    func aRecordIsReadAsItWas() throws {
        let layout = try DeploymentLayout(DeploymentSettings(owner: Self.owner))
        let record = DeploymentRecord(layout, chainID: 31337)
        #expect(try DeploymentRecord(json: JSON(parsing: record.text)) == record)
        let context = try #require(record.json["contractContext"]?.object)
        #expect(Set(context.keys) == Set(DeploymentRecord.contextKinds.map(\.rawValue)))
        #expect(context.count == 11)
        #expect(record.json["resolverAddress"]?.string == layout[.contractResolver].checksummed)
        let resolver = try ContractABI(json: record.json["abi"] ?? .null)
        #expect(try resolver.function("getContract").selector == ABISelector(number: 0x8e8d_fd16))
        let empty = DeploymentRecord(
            chainID: 1, environment: .dev, owner: Self.owner, factory: layout[.staking])
        #expect(try DeploymentRecord(json: JSON(parsing: empty.text)) == empty)
        for (text, word) in [
            ("{}", "format"), ("{\"format\": 2}", "format 2"), ("{\"format\": 1}", "chainId"),
            ("{\"format\": 1, \"chainId\": 5, \"environment\": 0, \"owner\": \"0x12\"}", "owner"),
        ] {
            let error = #expect(throws: DeploymentError.self) {
                try DeploymentRecord(json: JSON(parsing: text))
            }
            #expect(error?.description.contains(word) == true)
        }
    }
}
