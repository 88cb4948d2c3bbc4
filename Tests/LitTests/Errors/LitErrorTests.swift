import Lit
import Testing

@Suite struct LitErrorTests {
    @Test func `A description says what failed, where, why, and what to do`() {
        let error = LitError(
            .notAuthorized, "Nodes refused to sign with 0x12", hint: "Permit the wallet on the contract",
            context: .init(operation: "sign", requestID: "lit_1", node: nil),
            reports: [
                .init(node: "http://a", status: 401, code: "NodeNotAuthorized", message: "not you"),
                .init(node: "http://b", message: "connection refused"),
            ])
        let expected = """
            sign: Nodes refused to sign with 0x12. http://a said 401 NodeNotAuthorized: not you. http://b did not \
            answer: connection refused. Permit the wallet on the contract. [notAuthorized, request lit_1]
            """
        #expect("\(error)" == expected)
    }

    @Test func `A short error is a short sentence`() {
        #expect(
            "\(LitError(.disconnected, "The client was disconnected."))"
                == "The client was disconnected. [disconnected]")
    }

    @Test func `A cause is told unless the message has it`() {
        struct Cause: Error, CustomStringConvertible { let description = "the disk is full" }
        let told = LitError(.sessionStoreFailed, "The session was not kept", cause: Cause())
        #expect("\(told)" == "The session was not kept. Cause: the disk is full. [sessionStoreFailed]")
        let known = LitError(.sessionStoreFailed, "Not kept: the disk is full", cause: Cause())
        #expect("\(known)" == "Not kept: the disk is full. [sessionStoreFailed]")
    }

    @Test func `The node that failed is named once`() {
        var error = LitError(.nodeFailed, "It failed", context: .init(node: "http://a"))
        #expect("\(error)" == "It failed. [nodeFailed, http://a]")
        error.reports = [.init(node: "http://a", status: 500, message: "")]
        #expect("\(error)" == "It failed. http://a said 500. [nodeFailed]")
    }

    @Test func `Nodes that say the same are told together, and not again what the message says`() {
        var reports = (1...3).map {
            LitError.NodeReport(node: "http://\($0)", status: 500, message: "no key")
        }
        reports.append(.init(node: "http://4", message: "connection refused"))
        let other = LitError(.nodeFailed, "They failed", reports: reports)
        let expected = """
            They failed. http://1, http://2 and http://3 said 500: no key. http://4 did not answer: connection \
            refused. [nodeFailed]
            """
        #expect("\(other)" == expected)
        let same = LitError(.nodeFailed, "They failed: no key", reports: Array(reports.prefix(2)))
        #expect("\(same)" == "They failed: no key. http://1 and http://2 said 500. [nodeFailed]")
    }

    @Test func `Codes are told apart by their names`() {
        #expect(LitError.Code.all.count == Set(LitError.Code.all.map(\.rawValue)).count)
        #expect(LitError.Code(rawValue: "timedOut") == .timedOut)
        #expect("\(LitError.Code.timedOut)" == "timedOut")
    }
}
