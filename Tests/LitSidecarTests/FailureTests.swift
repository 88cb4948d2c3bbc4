import Lit
import LitSidecar
import Primitives
import Testing

struct FailureTests {
    @Test func `Every code of the client has the status that callers decide by`() {
        let table: [Int: [LitError.Code]] = [
            400: [.invalidArgument, .unknownNetwork, .retiredNetwork, .unsupported],
            402: [.rateLimited],
            403: [
                .notAuthorized, .sessionLacksPermission, .authMethodRefused, .signInFailed,
                .attestationRequired,
            ],
            404: [.pkpNotFound, .actionNotFound],
            409: [.sessionExpired, .invalidSession, .insufficientFunds],
            422: [.actionFailed], 499: [.cancelled], 500: [.internalError],
            502: [
                .wrongChain, .contractNotFound, .nodesDisagree, .requestRefused, .nodeFailed, .invalidAnswer,
                .sessionStoreFailed, .signatureMissing, .tooFewShares, .invalidSignature, .transactionFailed,
            ],
            503: [
                .networkNotRunning, .networkNotReady, .chainUnreachable, .nodeUnreachable, .tooFewNodes,
                .disconnected,
            ],
            504: [.timedOut, .actionTimedOut],
        ]
        for (status, codes) in table {
            for code in codes { #expect(Failure.status(of: code) == status, "\(code)") }
        }
        #expect(Set(table.values.joined()) == Set(LitError.Code.all))
    }

    @Test func `What nodes said goes along, and the id by which they know the request`() {
        let error = LitError(
            .actionFailed, "It failed.", hint: "Mend it.",
            context: .init(operation: "execute", requestID: "lit_1", node: "http://n"),
            reports: [.init(node: "http://n", status: 400, code: "X", message: "no")], logs: "log")
        let expected: JSON = [
            "code": "actionFailed", "message": "It failed.", "hint": "Mend it.", "node": "http://n",
            "requestId": "lit_1", "operation": "execute", "logs": "log",
            "reports": [["node": "http://n", "status": 400, "code": "X", "message": "no"]],
        ]
        #expect(Failure(error).json(requestID: "sc_1") == expected)
    }

    @Test func `What never came to a node has the id of the call`() {
        let json = Failure(.notFound, "Nothing.").json(requestID: "sc_1")
        #expect(json["requestId"] == "sc_1")
        #expect(json["reports"] == [])
    }

    @Test func `Errors of the chain name their transaction`() {
        let error = EthereumRPCError(
            .outcomeUnknown, "no answer came", context: .init(transaction: Bytes32(words: 0, 0, 0, 7)))
        let failure = Failure(error, during: "sendTransaction")
        #expect(failure.code == "transactionFailed")
        #expect(
            failure.message.contains("0x0000000000000000000000000000000000000000000000000000000000000007"))
    }

    @Test func `What was cancelled is told as that, and what nobody knows as a defect`() {
        #expect(Failure(CancellationError(), during: "x").code == "cancelled")
        struct Odd: Error {}
        #expect(Failure(Odd(), during: "x").status == 500)
    }
}
