import Ethereum
import LitProtocol
import Primitives
import Testing

@Suite struct ResourceTests {
    @Test func `Token ids are written as the JavaScript SDK writes them`() throws {
        let cases = try #require(try Transcripts.file("client-offline-vectors")["pkpResource"]?.array)
        #expect(cases.count == 6)
        for sample in cases {
            let input = try #require(sample["input"]?.string)
            #expect(LitResource(pkp: input)?.key == sample["key"]?.string, "\(input)")
        }
        #expect(LitResource(pkp: String(repeating: "f", count: 65)) == nil)
        #expect(LitResource.pkp(UInt256(0xabc)).id == String(repeating: "0", count: 61) + "abc")
    }

    @Test func `Sign-in messages equal those of the JavaScript SDK`() throws {
        let cases = try #require(try Transcripts.file("client-offline-vectors")["siwe"]?.array)
        var compared = 0
        for sample in cases {
            let message = try SIWEMessage(parsing: try #require(sample["message"]?.string))
            guard let asked = sample["params"]?["resources"]?.array else { continue }
            let requests = asked.compactMap(ResourceAbilityRequest.init)
            #expect(requests.count == asked.count)
            #expect(requests.map(\.json) == asked)
            let statement =
                sample["params"]?["statement"]?.string
                ?? "This is a test statement.  You can put anything you want here."
            let bare = try message.changing { fields in
                fields.statement = statement
                fields.resources = nil
            }
            #expect(try bare.adding(ReCap(requests)).text == message.text, "\(sample["name"]?.string ?? "")")
            compared += 1
        }
        #expect(compared >= 4)
    }

    @Test func `A ReCap covers what it names, and what its wildcard names`() throws {
        let cases = try #require(try Transcripts.file("client-offline-vectors")["coverage"]?.array)
        #expect(cases.count == 4)
        for sample in cases {
            var recap = ReCap()
            for (resource, abilities) in try #require(sample["attenuations"]?.object) {
                for (ability, _) in try #require(abilities.object) {
                    try recap.grant(ReCap.Ability(ability), on: resource)
                }
            }
            let key = try #require(sample["resource"]?.string)
            let colon = try #require(key.firstIndex(of: ":"))
            let kind = try #require(LitResource.Kind(rawValue: String(key[..<colon])))
            let ability = try #require(sample["ability"]?.string.flatMap(LitAbility.init(rawValue:)))
            let resource = LitResource(kind: kind, id: String(key[colon...].dropFirst(3)))
            #expect(recap.covers(ability, on: resource) == sample["covered"]?.bool, "\(key)")
        }
    }

    @Test func `An exact grant counts although the wildcard has another ability`() throws {
        var recap = ReCap()
        try recap.grant(LitAbility.actionExecution.recapAbility(), on: "lit-pkp://*")
        try recap.grant(LitAbility.pkpSigning.recapAbility(), on: LitResource.pkp(UInt256(7)).key)
        #expect(recap.covers(.pkpSigning, on: .pkp(UInt256(7))))
        #expect(!recap.covers(.pkpSigning, on: .pkp(UInt256(8))))
        #expect(!recap.covers(.accessControlConditionSigning, on: .pkp(UInt256(9))))
    }

    @Test func `A list of no alternatives grants nothing`() throws {
        // {"att":{"lit-pkp://*":{"Threshold/Signing":[]}},"prf":[]}
        let text = #"{"att":{"lit-pkp://*":{"Threshold/Signing":[]}},"prf":[]}"#
        let recap = try ReCap(urn: "urn:recap:" + Base64URL.encode(Array(text.utf8)))
        #expect(!recap.covers(.pkpSigning, on: .pkp(UInt256(1))))
    }
}
