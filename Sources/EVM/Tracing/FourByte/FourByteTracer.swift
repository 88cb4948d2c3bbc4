public import Ethereum
import Primitives

/// Counts the function selectors of a transaction's calls, as go-ethereum's `4byteTracer` does.
///
/// Creations, calls of precompiles, and calls with less than four bytes do not count.
public final class FourByteTracer: ExecutionTracer {
    private struct Signature: Hashable {
        let selector: [UInt8]
        let size: Int
    }

    private var signatures: [Signature: Int] = [:]

    /// Without a count.
    public init() {}

    /// How often each selector was called with so many bytes of arguments: `0x27dc297e-128` for 128 of
    /// them. The JSON is an object with these members.
    public var counts: [String: Int] {
        [String: Int](
            uniqueKeysWithValues: signatures.map {
                ("\($0.key.selector.prefixedHex)-\($0.key.size)", $0.value)
            })
    }

    public func willExecute(_ step: borrowing ExecutionStep) {}

    public func didExecute(cost: UInt64, halt: Halt?) {}

    public func willEnter(_ call: CallDescription) {
        switch call.kind {
        case .create, .create2, .selfDestruct: return
        case .call, .callCode, .delegateCall, .staticCall: break
        }
        guard call.input.count >= 4, Precompile.at(call.to) == nil else { return }
        let signature = Signature(selector: Array(call.input.prefix(4)), size: call.input.count - 4)
        signatures[signature, default: 0] += 1
    }

    public func didExit(_ outcome: CallOutcome) {}

    public func didLog(_ log: Log) {}
}
