import ActionProtocol
import ActionRuntime
import Primitives
import Testing

@Suite struct ActionAccountTests {
    private func failures(
        _ limit: Int, _ count: (inout ActionAccount) throws(OperationFailure) -> Void
    ) -> [String] {
        var account = ActionAccount(limits: ActionLimits())
        var texts: [String] = []
        for _ in 0..<limit + 2 {
            do throws(OperationFailure) { try count(&account) } catch { texts.append(error.message) }
        }
        return texts
    }

    @Test func `Each count has its default and its text`() {
        let tail = "per session and you have attempted to exceed that limit."
        #expect(
            failures(50) { account throws(OperationFailure) in try account.countFetch() }
                == Array(repeating: "You may not send more than 50 HTTP requests \(tail)", count: 2))
        #expect(
            failures(10) { account throws(OperationFailure) in try account.countSignature() }
                == Array(repeating: "You may not sign more than 10 times \(tail)", count: 2))
        #expect(
            failures(30) { account throws(OperationFailure) in try account.countContractCall() }
                == Array(repeating: "You may not invoke contract calls more than 30 times \(tail)", count: 2))
        #expect(
            failures(30) { account throws(OperationFailure) in try account.countExchange() }
                == Array(
                    repeating:
                        "You may not use broadcast and collect functionality more than 30 times \(tail)",
                    count: 2))
    }

    @Test func `The counts do not touch each other`() throws {
        var account = ActionAccount(limits: ActionLimits())
        for _ in 0..<10 { try account.countSignature() }
        try account.countFetch()
        try account.countExchange()
        #expect(throws: OperationFailure.self) { try account.countSignature() }
    }

    @Test func `A response may be as long as the limit and no longer`() throws {
        var limits = ActionLimits()
        limits.maxResponseLength = 4
        var account = ActionAccount(limits: limits)
        try account.respond("1234")
        #expect(account.response == "1234")
        let error = #expect(throws: OperationFailure.self) { try account.respond("12\u{e9}4") }
        #expect(error?.message == "Response is too long. Max length is 4 bytes")
        #expect(account.response == "1234")
        try account.respond("")
        #expect(account.response.isEmpty)
    }

    @Test func `Children nest as deep as the limit`() throws {
        let account = ActionAccount(limits: ActionLimits())
        for depth in 0...5 { try account.checkDepth(depth) }
        let error = #expect(throws: OperationFailure.self) { try account.checkDepth(6) }
        #expect(
            error?.message
                == "The recursion limit of a child action is 5 and you have attempted to exceed that limit.")
    }

    @Test func `A failed result has the logs but neither response nor signatures`() throws {
        var account = ActionAccount(limits: ActionLimits())
        try account.respond("x")
        account.append(toLog: Array("said\n".utf8))
        let claim = ActionClaim(signature: "aa", derivedKeyID: "bb")
        account.add(claim, for: "k")
        let good = account.result(actionID: "Qm", failure: nil)
        #expect(good.response == "x")
        #expect(good.claimData == ["k": claim])
        let bad = account.result(actionID: "Qm", failure: ActionFailure(.script, "Uncaught Error: no"))
        #expect(bad.json.text == #"{"success":false,"error":"Uncaught Error: no","logs":"said\n"}"#)
        #expect(bad.claimData.isEmpty)
    }

    @Test func `A result is written with its members in the protocol's order`() throws {
        var account = ActionAccount(limits: ActionLimits())
        account.add(ActionSignature(absentFrom: "b"), named: "b")
        account.add(ActionClaim(signature: "01", derivedKeyID: "02"), for: "k")
        #expect(
            account.result(actionID: "Qm", failure: nil).json.text == """
                {"success":true,"signedData":{"b":{"sigType":"K256","dataSigned":"fail","signatureShare":"",\
                "shareIndex":0,"bigR":"","publicKey":"","sigName":"b"}},"decryptedData":{},\
                "claimData":{"k":{"signature":"01","derivedKeyId":"02"}},"response":"","logs":""}
                """)
    }

    @Test func `Logs up to the limit are kept whole`() {
        var log = ActionLog(limit: 100)
        log.append(Array(repeating: 97, count: 60))
        log.append(Array(repeating: 98, count: 40))
        #expect(log.text == String(repeating: "a", count: 60) + String(repeating: "b", count: 40))
    }

    @Test(arguments: [0, 1, 10, 78, 79, 80, 100, 102_400])
    func `Logs beyond the limit are cut, marked, and still text`(limit: Int) {
        var log = ActionLog(limit: limit)
        for _ in 0..<(limit / 3 + 2) { log.append(Array("€".utf8)) }
        log.append(Array("late".utf8))
        #expect(log.text.utf8.count <= limit)
        #expect(!log.text.contains("\u{fffd}"))
        if limit >= 80 {
            #expect(log.text.hasPrefix("€"))
            #expect(
                log.text.hasSuffix(
                    "\n[Logs truncated. Max length for all logs in a single request is \(limit) bytes]\n"))
        }
    }

    @Test func `Failures say what a node answers`() {
        let limits = ActionLimits()
        #expect(ActionFailure(.script, "").httpStatus == 400)
        #expect(ActionFailure(.busy, "").httpStatus == 429)
        #expect(ActionFailure(.timeout, "").httpStatus == 502)
        #expect(ActionFailure(.timeout, "").nodeErrorCode == "NodeJsTimeoutError")
        #expect(ActionFailure(.memory, "").nodeErrorCode == "NodeJsMemoryLimitError")
        #expect(ActionFailure(.connection, "").nodeErrorCode == "NodeJsConnectionError")
        #expect(limits.timeoutMs == 30_000 && limits.memoryLimitMb == 256)
        for code in ActionFailure.Code.allCases {
            #expect((400...599).contains(ActionFailure(code, "").httpStatus))
        }
    }
}
