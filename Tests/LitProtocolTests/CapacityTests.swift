import Ethereum
import LitProtocol
import Primitives
import Testing

@Suite struct CapacityTests {
    private let owner = EthereumWallet.random()
    private let now: Timestamp

    init() throws { now = try #require(Transcripts.clock) }

    private func delegation(_ message: SIWEMessage) throws -> CapacityDelegation {
        try CapacityDelegation(verifying: AuthSig(signing: message, with: owner), now: now)
    }

    private func message(
        _ change: (inout SIWEMessage.Fields) throws -> Void = { _ in }
    ) throws -> SIWEMessage {
        var fields = try CapacityDelegation.message(
            owner: owner.address, users: [.zero], uses: 3, credit: 7, nonce: "12345678", now: now
        ).fields
        try change(&fields)
        return try SIWEMessage(fields)
    }

    @Test func `A delegation of the JavaScript SDK is read and made`() throws {
        let json = try #require(
            try Transcripts.file("06-capacityDelegation")["result"]?["capacityDelegationAuthSig"])
        let authSig = try AuthSig(json)
        #expect(CapacityDelegation.isClaimed(by: authSig))
        let delegation = try CapacityDelegation(verifying: authSig, now: now)
        let users = try [
            "0xD6bC7B0dE5d9cAc4Db9C9D9fEF0Ea071871C5c6A", "0x4853d1A7ad1E1564e6CdA4EB3A2d41296D64edBa",
        ].map { try Address($0) }
        #expect(delegation.owner == (try Address(authSig.address)))
        #expect(delegation.terms == [.init(users: Set(users), uses: 10, credits: [1])])
        #expect(users.allSatisfy { delegation.terms[0].permit($0) } && !delegation.terms[0].permit(.zero))

        let made = try CapacityDelegation.message(
            owner: delegation.owner, users: users, uses: 10, credit: 1,
            nonce: SIWEMessage(parsing: authSig.signedMessage).nonce, now: now,
            expiration: SIWETimestamp("2026-01-15T13:00:00.000Z"))
        #expect(made.text == authSig.signedMessage)
    }

    @Test func `What is left out does not restrict, and an empty list permits nobody`() throws {
        let any = try delegation(
            CapacityDelegation.message(owner: owner.address, nonce: "12345678", now: now))
        #expect(any.terms == [.init()])
        #expect(any.terms[0].permit(.zero))
        let nobody = try delegation(
            CapacityDelegation.message(owner: owner.address, users: [], nonce: "12345678", now: now))
        #expect(!nobody.terms[0].permit(.zero))
    }

    @Test func `The resource's id restricts as well as the list does`() throws {
        func credits(_ id: String, _ list: JSON) throws -> Set<UInt256>? {
            let resource = LitResource(kind: .rateLimitIncrease, id: id)
            let request = ResourceAbilityRequest(
                .rateLimitIncreaseAuth, on: resource, restriction: ["nft_id": list])
            return try delegation(
                .granting(
                    [request], to: CapacityDelegation.uri, by: owner.address, nonce: "12345678", now: now)
            ).terms.first?.credits
        }
        #expect(try credits("*", ["1", "2"]) == [1, 2])
        #expect(try credits("2", ["1", "2"]) == [2])
        #expect(try credits("3", ["1", "2"]) == [])
        #expect(try credits("3", .null) == [3])
        for (id, list) in [("0x3", .null), ("3", [1]), ("3", "1"), ("3", ["one"])] as [(String, JSON)] {
            #expect(throws: NodeError.self) { try credits(id, list) }
        }
    }

    @Test func `Restrictions of another form are refused`() throws {
        let bad: [JSON] = [
            ["delegate_to": "x"], ["delegate_to": ["x"]], ["delegate_to": [1]], ["uses": "many"],
            ["uses": "-1"],
            ["uses": [1]], ["uses": "18446744073709551616"],
        ]
        for restriction in bad {
            let request = ResourceAbilityRequest(
                .rateLimitIncreaseAuth, on: .any(.rateLimitIncrease), restriction: restriction)
            let message = try SIWEMessage.granting(
                [request], to: CapacityDelegation.uri, by: owner.address, nonce: "12345678", now: now)
            let refused = #expect(throws: NodeError.self, "\(restriction)") { try delegation(message) }
            #expect(refused?.code == .siweCapabilityInvalid)
        }
    }

    @Test func `A message that breaks a rule is refused`() throws {
        #expect(try delegation(message()).terms == [.init(users: [.zero], uses: 3, credits: [7])])
        func refusal(_ change: (inout SIWEMessage.Fields) throws -> Void) throws -> NodeErrorCode? {
            let message = try message(change)
            return #expect(throws: NodeError.self) { try delegation(message) }?.code
        }
        #expect(try refusal { $0.uri = "https://a.example/" } == .siweMessageError)
        #expect(try refusal { $0.address = .zero } == .siweMessageError)
        #expect(try refusal { $0.expirationTime = try SIWETimestamp(now) } == .siweMessageError)
        #expect(try refusal { $0.expirationTime = nil } == .siweMessageError)
        #expect(try refusal { $0.issuedAt = try SIWETimestamp(now + .seconds(61)) } == .siweMessageError)
        #expect(try refusal { $0.resources = nil } == .siweCapabilityInvalid)
        #expect(try refusal { $0.statement = "I sign." } == .siweCapabilityInvalid)

        var authSig = try AuthSig(signing: message(), with: EthereumWallet.random())
        #expect(throws: NodeError.self) { try CapacityDelegation(verifying: authSig, now: now) }
        authSig.address = owner.address.checksummed
        let refused = #expect(throws: NodeError.self) { try CapacityDelegation(verifying: authSig, now: now) }
        #expect(refused?.code == .invalidAuthSig)
        authSig.derivedVia = "EIP1271"
        #expect(throws: NodeError.self) { try CapacityDelegation(verifying: authSig, now: now) }
        #expect(!CapacityDelegation.isClaimed(by: authSig))
    }

    @Test func `A delegation stays the same however its signature is written`() throws {
        var authSig = try AuthSig(signing: message(), with: owner)
        let id = try CapacityDelegation(verifying: authSig, now: now).id
        authSig.sig = authSig.sig.dropFirst(2).uppercased()
        #expect(try CapacityDelegation(verifying: authSig, now: now).id == id)
        let other = try delegation(message { $0.nonce = "87654321" })
        #expect(other.id != id)
    }

    @Test func `A delegation may hold for longer than a session`() throws {
        let year = try message { $0.expirationTime = try SIWETimestamp(now + .seconds(365 * 86_400)) }
        #expect(try delegation(year).owner == owner.address)
    }
}
