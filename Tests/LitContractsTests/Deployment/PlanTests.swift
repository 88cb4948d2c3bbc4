import Ethereum
import LitContracts
import Primitives
import TestSupport
import Testing

@Suite struct PlanTests {
    static let owner = Address(truncating: Keccak256.hash([7]))
    static let payer = Address(truncating: Keccak256.hash([9]))
    static let fresh = DeploymentObservation.Staking(
        state: .paused, epoch: UInt256(1), validatorCount: .zero, owner: owner)

    let layout: DeploymentLayout

    init() throws { layout = try DeploymentLayout(DeploymentSettings(owner: Self.owner)) }

    /// What is found where some contracts and entries are there.
    func found(_ codes: Set<ContractKind>, _ entries: Set<ContractKind> = [], active: Bool = false)
        -> DeploymentObservation
    {
        var found = DeploymentObservation(factoryCode: Create2Factory.runtimeCode)
        for contract in layout.contracts {
            if codes.contains(contract.kind) { found.codes[contract.kind] = contract.runtimeCode }
            if entries.contains(contract.kind) { found.entries[contract.kind] = contract.address }
        }
        if codes.contains(.contractResolver) { found.administrators = [Self.owner] }
        if codes.contains(.staking) {
            found.staking = Self.fresh
            if active { found.staking?.state = .active }
        }
        return found
    }

    func kinds(_ steps: [DeploymentStep]) -> (
        created: Set<ContractKind>, registered: Set<ContractKind>, active: Bool
    ) {
        var result: (Set<ContractKind>, Set<ContractKind>, Bool) = ([], [], false)
        for step in steps {
            switch step.action {
            case .create(let kind): result.0.insert(kind)
            case .register(let kind): result.1.insert(kind)
            case .activate: result.2 = true
            }
        }
        return result
    }

    @Test("on an empty chain everything is created first, and configured later")
    func onAnEmptyChainEverythingIsCreated() throws {
        let plan = try DeploymentPlan(layout, found: found([]), signers: [Self.owner])
        #expect(kinds(plan.ready).created == Set(ContractKind.allCases))
        #expect(plan.ready.count == 14)
        #expect(kinds(plan.later).registered == Set(ContractKind.registered))
        #expect(kinds(plan.later).active)
        #expect(plan.later.count == 14)
        #expect(plan.forOthers.isEmpty)
        #expect(!plan.needsFactory)
        #expect(!plan.isComplete)
    }

    @Test("without the well-known factory it is brought first; another must be there")
    func withoutTheWellKnownFactoryItIs() throws {
        var observation = found([])
        observation.factoryCode = []
        #expect(try DeploymentPlan(layout, found: observation, signers: [Self.owner]).needsFactory)
        let other = try DeploymentLayout(DeploymentSettings(owner: Self.owner, factory: Self.payer))
        let error = #expect(throws: DeploymentError.self) {
            try DeploymentPlan(other, found: observation, signers: [Self.owner])
        }
        #expect(error?.code == .noFactory(at: Self.payer))
    }

    @Test("a complete deployment needs no factory, and nothing at all")
    func aCompleteDeploymentNeedsNoFactoryAnd() throws {
        var observation = found(Set(ContractKind.allCases), Set(ContractKind.registered), active: true)
        observation.factoryCode = []
        let plan = try DeploymentPlan(layout, found: observation, signers: [Self.payer])
        #expect(plan.isComplete)
        #expect(!plan.needsFactory)
    }

    @Test("whatever part is there, the plan is the rest of it (fuzz)")
    func whateverPartIsThereThePlanIs() throws {
        var random = SplitMix64(seed: 20)
        for _ in 0..<400 {
            let codes = Set(ContractKind.allCases.filter { _ in Bool.random(using: &random) })
            let entries = Set(ContractKind.registered.filter { _ in Bool.random(using: &random) })
            let active = Bool.random(using: &random)
            let isOwner = Bool.random(using: &random)
            let observation = found(
                codes, codes.contains(.contractResolver) ? entries : [], active: active)
            let plan = try DeploymentPlan(
                layout, found: observation, signers: isOwner ? [Self.payer, Self.owner] : [Self.payer])
            let all = kinds(plan.ready + plan.later + plan.forOthers)
            #expect(all.created == Set(ContractKind.allCases).subtracting(codes))
            let known = codes.contains(.contractResolver) ? entries : []
            #expect(all.registered == Set(ContractKind.registered).subtracting(known))
            #expect(all.active == !(codes.contains(.staking) && active))
            // Whoever may do a step is asked for it, and configuration waits for contracts.
            #expect(plan.forOthers.isEmpty || !isOwner)
            #expect(kinds(plan.forOthers).created.isEmpty)
            let ready = kinds(plan.ready)
            #expect(ready.created.isEmpty || (ready.registered.isEmpty && !ready.active))
            #expect(plan.ready.isEmpty ? plan.later.isEmpty : true)
            for step in plan.ready + plan.later { #expect(step.sender == nil || step.sender == Self.owner) }
        }
    }

    @Test(
        "a single wrong byte of code is refused, also among the immutables", arguments: ContractKind.allCases)
    func aSingleWrongByteOfCodeIs(kind: ContractKind) throws {
        for position in [0, -1] {
            var observation = found(Set(ContractKind.allCases))
            var code = try #require(observation.codes[kind])
            code[position < 0 ? code.count - 1 : position] ^= 1
            observation.codes[kind] = code
            let error = #expect(throws: DeploymentError.self) {
                try DeploymentPlan(layout, found: observation, signers: [Self.owner])
            }
            #expect(error?.code == .wrongCode(kind.rawValue, at: layout[kind]))
        }
    }

    @Test("a foreign factory code is refused")
    func aForeignFactoryCodeIsRefused() throws {
        var observation = found([])
        observation.factoryCode[3] ^= 1
        #expect(throws: DeploymentError.self) {
            try DeploymentPlan(layout, found: observation, signers: [Self.owner])
        }
    }

    @Test("another entry is refused, unless it is to be replaced")
    func anotherEntryIsRefusedUnlessItIs() throws {
        var observation = found(Set(ContractKind.allCases), Set(ContractKind.registered), active: true)
        observation.entries[.pkpNFT] = Self.payer
        let error = #expect(throws: DeploymentError.self) {
            try DeploymentPlan(layout, found: observation, signers: [Self.owner])
        }
        #expect(
            error?.code == .conflictingEntry(.pkpNFT, found: Self.payer, expected: layout[.pkpNFT]))
        var options = DeploymentPlan.Options()
        options.replacesEntries = true
        let plan = try DeploymentPlan(layout, found: observation, signers: [Self.owner], options: options)
        #expect(plan.ready.map(\.action) == [.register(.pkpNFT)])
    }

    @Test("a network that was ever touched, or shall stay paused, is not activated")
    func aNetworkThatWasEverTouchedOr() throws {
        var observation = found(Set(ContractKind.allCases), Set(ContractKind.registered))
        #expect(
            try DeploymentPlan(layout, found: observation, signers: [Self.owner]).ready.map(\.action)
                == [.activate])
        var options = DeploymentPlan.Options()
        options.leavesPaused = true
        #expect(
            try DeploymentPlan(layout, found: observation, signers: [Self.owner], options: options)
                .isComplete)
        observation.staking?.epoch = UInt256(5)
        #expect(try DeploymentPlan(layout, found: observation, signers: [Self.owner]).isComplete)
        observation.staking?.epoch = UInt256(1)
        observation.staking?.validatorCount = UInt256(3)
        #expect(try DeploymentPlan(layout, found: observation, signers: [Self.owner]).isComplete)
    }

    @Test("any administrator at hand registers, and any owner of staking activates")
    func anyAdministratorAtHandRegistersAndAny() throws {
        var observation = found(Set(ContractKind.allCases))
        observation.administrators = [Self.payer]
        let plan = try DeploymentPlan(layout, found: observation, signers: [Self.payer])
        #expect(plan.ready.count == 13)
        #expect(plan.ready.allSatisfy { $0.sender == Self.payer })
        #expect(plan.forOthers.map(\.action) == [.activate])
        #expect(plan.forOthers.first?.sender == Self.owner)
    }

    @Test("steps carry the very calls")
    func stepsCarryTheVeryCalls() throws {
        let plan = try DeploymentPlan(layout, found: found([]), signers: [Self.owner])
        let register = try #require(plan.later.first { $0.action == .register(.pkpNFT) })
        let setContract = try ABIFunction(parsing: "setContract(bytes32,uint8,address)")
        let arguments = try setContract.decodeCall(register.data)
        #expect(register.to == layout[.contractResolver])
        #expect(arguments[0].bytes32 == Keccak256.hash("PKP_NFT".utf8))
        #expect(arguments[1].uint == .zero)
        #expect(arguments[2].address == layout[.pkpNFT])
        let activate = try #require(plan.later.first { $0.action == .activate })
        #expect(activate.to == layout[.staking])
        #expect(activate.data.prefixedHex == "0x3f819713" + String(repeating: "0", count: 64))
        let create = try #require(plan.ready.first { $0.action == .create(.staking) })
        #expect(create.to == Create2Factory.address)
        #expect(create.data.starts(with: DeploymentSettings.salt.bytes))
        #expect(
            plan.gas(of: Self.owner, payer: Self.owner) == (plan.ready + plan.later).reduce(0) { $0 + $1.gas }
        )
        #expect(plan.gas(of: Self.owner, payer: Self.payer) == plan.later.reduce(0) { $0 + $1.gas })
    }
}
