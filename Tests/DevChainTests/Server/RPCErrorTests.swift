import DevChain
import Primitives
import Testing

@Suite("Errors of JSON-RPC")
struct RPCErrorTests {
    @Test("Each kind has the code and the words that clients look for")
    func kinds() {
        let unknown = RPCError.methodNotFound("eth_x")
        #expect(unknown.code == -32601)
        #expect(unknown.message == "the method eth_x does not exist/is not available")
        #expect(RPCError.parseError("why").code == -32700)
        #expect(RPCError.invalidRequest("why").code == -32600)
        #expect(RPCError.internalError("why").code == -32603)
        #expect(RPCError.unsupported("why").code == -32004)
        #expect(RPCError.limitExceeded("why").code == -32005)
        #expect(RPCError.server("header not found") == RPCError(code: -32000, message: "header not found"))
    }

    @Test("A wrong parameter is named by its place, and by its name where there is one")
    func parameters() {
        let error = RPCError.invalidParams(1, "block", reason: "hex string without 0x prefix")
        #expect(error.code == -32602)
        #expect(error.message == "invalid argument 1: block: hex string without 0x prefix")
        #expect(RPCError.invalidParams(0, reason: "missing").message == "invalid argument 0: missing")
    }

    @Test("A revert has code 3, begins with the words that clients look for, and carries the bytes as hex")
    func reverts() {
        #expect(
            RPCError.reverted("no", data: [0x08, 0xc3])
                == RPCError(code: 3, message: "execution reverted: no", data: "0x08c3"))
        #expect(RPCError.reverted(data: []) == RPCError(code: 3, message: "execution reverted", data: "0x"))
    }
}
