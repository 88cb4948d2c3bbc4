import Ethereum
import Lit
import LitContracts
import LitProtocol
import Primitives
import Testing

@Suite struct SessionPermissionTests {
    private let pkp: PKP
    private let other: PKP
    private let cid: CID

    init() throws {
        pkp = try SessionVectors.pkp(0)
        other = try SessionVectors.pkp(1)
        cid = try CID("QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3")
    }

    @Test func `Each permission asks for one ability on one resource`() {
        let hash = Keccak256.hash([1])
        let expected: [(SessionPermission, String, String)] = [
            (.executeActions(), "lit-litaction://*", "lit-action-execution"),
            (.executeAction(cid), "lit-litaction://\(cid)", "lit-action-execution"),
            (.executeAction(cid.asVersion1), "lit-litaction://\(cid)", "lit-action-execution"),
            (.sign(), "lit-pkp://*", "pkp-signing"),
            (.sign(with: pkp), "lit-pkp://\(pkp.tokenID.bytes32.hex)", "pkp-signing"),
            (.sign(withToken: 5), "lit-pkp://\(UInt256(5).bytes32.hex)", "pkp-signing"),
            (.decrypt(), "lit-accesscontrolcondition://*", "access-control-condition-decryption"),
            (
                .decrypt(conditions: hash, data: .zero),
                "lit-accesscontrolcondition://\(hash.hex)/\(Bytes32.zero.hex)",
                "access-control-condition-decryption"
            ),
            (.attest(), "lit-accesscontrolcondition://*", "access-control-condition-signing"),
            (
                .attest(conditions: hash), "lit-accesscontrolcondition://\(hash.hex)",
                "access-control-condition-signing"
            ),
            (.useCapacityCredits(), "lit-ratelimitincrease://*", "rate-limit-increase-auth"),
            (.useCapacityCredit(12), "lit-ratelimitincrease://12", "rate-limit-increase-auth"),
        ]
        for (permission, resource, ability) in expected {
            #expect(permission.resource == resource)
            #expect(permission.ability == ability)
            #expect(permission.covers(permission))
        }
        #expect(Set(expected.map(\.0)).count == expected.count - 1)
    }

    @Test func `A permission for all of a kind covers each of it, and nothing of another kind`() {
        #expect(SessionPermission.sign().covers(.sign(with: pkp)))
        #expect(!SessionPermission.sign(with: pkp).covers(.sign()))
        #expect(!SessionPermission.sign(with: pkp).covers(.sign(with: other)))
        #expect(SessionPermission.executeActions().covers(.executeAction(cid)))
        #expect(!SessionPermission.executeActions().covers(.sign()))
        #expect(!SessionPermission.decrypt().covers(.attest()))
        #expect(SessionPermission.useCapacityCredits().covers(.useCapacityCredit(1)))
    }

    @Test func `Permissions tell people what they are for`() {
        #expect("\(SessionPermission.sign(with: pkp))" == "sign with PKP \(pkp.address)")
        #expect("\(SessionPermission.sign())" == "sign with any PKP")
        #expect("\(SessionPermission.executeActions())" == "run any action")
        #expect("\(SessionPermission.executeAction(cid))" == "run the action \(cid)")
        #expect("\(SessionPermission.useCapacityCredit(7))" == "use capacity credit 7")
        #expect("\(SessionPermission.sign(withToken: 1))".hasSuffix("0x\(UInt256(1).bytes32.hex)"))
    }

    @Test func `How people know a PKP is no part of what the permission is`() {
        #expect(SessionPermission.sign(with: pkp) == .sign(withToken: pkp.tokenID))
        #expect(SessionPermission.sign(with: pkp) != .sign(with: other))
    }
}
