import HTTPTransport
import Lit
import Testing

@Suite struct ErrorMappingTests {
    @Test(arguments: [
        (EthereumRPCError.Code.transportFailed, LitError.Code.chainUnreachable),
        (.httpStatus, .chainUnreachable), (.malformedResponse, .chainUnreachable),
        (.deadlineExceeded, .timedOut), (.cancelled, .cancelled), (.invalidURL, .invalidArgument),
        (.insufficientFunds, .insufficientFunds), (.wrongChain, .wrongChain),
        (.abiMismatch, .contractNotFound), (.reverted, .transactionFailed),
        (.transactionFailed, .transactionFailed), (.outcomeUnknown, .transactionFailed),
        (.contradiction, .invalidArgument), (.nonceTooLow, .transactionFailed),
    ])
    func `An error of the chain becomes one of the client`(_ from: EthereumRPCError.Code, _ to: LitError.Code)
    {
        let error = LitError(
            EthereumRPCError(
                from, "why",
                context: .init(method: "eth_call", node: "http://chain", call: "PKPNFT.mintCost()")),
            during: "connect")
        #expect(error.code == to)
        #expect(error.context == .init(operation: "connect", node: "http://chain"))
        #expect(error.message.contains("PKPNFT.mintCost()") && error.message.contains("why"))
        #expect(error.hint?.isEmpty == false)
    }

    @Test func `What is refused before anything is asked is about an argument`() {
        let error = LitError(EthereumRPCError(.abiMismatch, "the id is the text 0x12"), during: "mint")
        #expect(error.code == .invalidArgument)
        #expect(
            "\(error)"
                == "mint: The id is the text 0x12. Nothing was sent. Correct it as it says. [invalidArgument]"
        )
    }

    @Test func `An account without gas is told how to come by it`() {
        let error = LitError(EthereumRPCError(.insufficientFunds, "have 0 want 21000"), during: "send")
        #expect(error.code == .insufficientFunds)
        #expect(error.hint?.contains("lit wallet fund") == true)
        #expect("\(error)".contains("Have 0 want 21000"))
    }

    @Test func `What a signer of ours threw comes back as it was`() {
        let refusal = LitError(.sessionExpired, "over", context: .init(operation: "sign", requestID: "lit_1"))
        let wrapped = EthereumRPCError(.signingFailed, "the signer failed", cause: refusal)
        #expect(LitError(wrapped, during: "send") == refusal)
        let foreign = EthereumRPCError(.signingFailed, "the signer failed", cause: CancellationError())
        #expect(LitError(foreign, during: "send").code == .transactionFailed)
    }

    @Test(arguments: [
        (HTTPTransportError.Code.connectionRefused, LitError.Code.nodeUnreachable),
        (.nameResolutionFailed, .nodeUnreachable), (.deadlineExceeded, .timedOut), (.cancelled, .cancelled),
        (.shutDown, .disconnected), (.invalidURL, .invalidArgument), (.bodyTooLarge, .invalidAnswer),
    ])
    func `An error of the transport becomes one of the client`(
        _ from: HTTPTransportError.Code, _ to: LitError.Code
    ) {
        let cause = HTTPTransportError(from, method: "POST", url: "http://a", requestID: "r", reason: "why")
        let error = LitError(cause, during: "sign")
        #expect(error.code == to)
        #expect(error.context.node == "http://a")
        #expect(error.message == "why")
    }

    @Test func `An address with a wrong checksum is shown as it must be written`() throws {
        let text = "0x2c7536E3605D9C16a7a3D7b1898e529396a65C23"
        let cause = #expect(throws: AddressError.self) { try Address(text) }
        let error = LitError(try #require(cause), during: "address")
        #expect(error.code == .invalidArgument)
        #expect("\(error)".contains("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"))
    }

    @Test func `Texts that are no numbers, digits or identifiers are arguments that make no sense`() throws {
        let hex = #expect(throws: HexError.self) { try Hex.decode("0xzz") }
        let cid = #expect(throws: CIDError.self) { try CID("Qm") }
        let units = #expect(throws: UnitsError.self) { try UInt256.ether("1,5") }
        for error in [hex as (any Error)?, cid, units] {
            #expect(LitError(try #require(error)).code == .invalidArgument)
        }
    }

    @Test func `One's own error stays, and learns what was being done`() {
        let own = LitError(.timedOut, "late")
        #expect(LitError(own as any Error, during: "execute").context.operation == "execute")
        let knowing = LitError(.timedOut, "late", context: .init(operation: "sign"))
        #expect(LitError(knowing as any Error, during: "execute").context.operation == "sign")
    }

    @Test func `Cancellation and what nobody knows are told apart`() {
        struct Unknown: Error {}
        #expect(LitError(CancellationError()).code == .cancelled)
        #expect(LitError(Unknown()).code == .internalError)
        #expect(LitError(Unknown()).cause == "Unknown()")
    }
}
