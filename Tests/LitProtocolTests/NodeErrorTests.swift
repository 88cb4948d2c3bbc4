import LitProtocol
import Primitives
import Testing

@Suite struct NodeErrorTests {
    @Test(arguments: NodeErrorCode.allCases)
    func `An envelope reads as it was written`(_ code: NodeErrorCode) throws {
        var error = NodeError(code, "what was wrong")
        error.requestID = "lit_1"
        #expect(error.json["status"]?.int == code.status)
        #expect((400...502).contains(code.status))
        #expect(try NodeError(JSON(parsing: error.json.text), status: code.status) == error)
    }

    @Test func `Members stand in one order, and empty ones are left out`() {
        let error = NodeError(.notAuthorized, requestID: "lit_9", details: ["because"])
        #expect(
            error.json.text == #"{"errorKind":"Validation","errorCode":"NodeNotAuthorized","status":403,"#
                + #""message":"You are not authorized for this.","correlationId":"lit_9","details":["because"]}"#
        )
        #expect(NodeError(.badInput).json["details"] == nil)
    }

    @Test func `An unknown code is kept as it was read`() throws {
        let json: JSON = ["errorKind": "Unexpected", "errorCode": "NodeFromTheFuture", "status": 500]
        let error = try #require(NodeError(json, status: 500))
        #expect(error.code == nil)
        #expect(error.codeName == "NodeFromTheFuture")
        #expect(error.json == json)
        #expect(NodeError(["success": false], status: 400) == nil)
        #expect(NodeError("text", status: 400) == nil)
    }
}
