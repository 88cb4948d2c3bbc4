import Ethereum
import Primitives

/// The program by which ``CallBatch`` makes several calls in one, in EVM code.
///
/// It copies the input of each call from its own end, calls, and puts success, length and output (32, 32 and
/// length bytes) behind those of the calls before. Its first word of memory is kept for the input.
enum CallProgram {
    /// Inputs are copied to address 0 of the memory, outputs are collected from here on.
    private static let outputStart = 0x1000

    /// - Parameter calls: of at most 4096 bytes of input each.
    static func code(_ calls: [(target: Address, input: [UInt8])]) -> [UInt8] {
        let perCall = 62
        let inputStart = 3 + perCall * calls.count + ending.count
        var code = push2(outputStart)
        var inputs: [UInt8] = []
        for call in calls {
            // CODECOPY(0, where the input is, its length)
            code += push2(call.input.count) + push2(inputStart + inputs.count) + [0x60, 0x00, 0x39]
            // STATICCALL(all gas, target, 0, length of the input, 0, 0)
            code += [0x60, 0x00, 0x60, 0x00] + push2(call.input.count) + [0x60, 0x00]
            code += [0x73] + call.target.bytes + [0x5a, 0xfa]
            // MSTORE(end, success)
            code += [0x81, 0x52]
            // MSTORE(end + 32, RETURNDATASIZE)
            code += [0x3d, 0x81, 0x60, 0x20, 0x01, 0x52]
            // RETURNDATACOPY(end + 64, 0, RETURNDATASIZE)
            code += [0x3d, 0x60, 0x00, 0x82, 0x60, 0x40, 0x01, 0x3e]
            // end += RETURNDATASIZE + 64
            code += [0x3d, 0x01, 0x60, 0x40, 0x01]
            inputs += call.input
        }
        return code + ending + inputs
    }

    /// RETURN(start, end - start)
    private static let ending: [UInt8] = push2(outputStart) + [0x90, 0x03] + push2(outputStart) + [0xf3]

    private static func push2(_ value: Int) -> [UInt8] {
        [0x61, UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value)]
    }

    /// What each call returned, nil for one that failed; nil as a whole if this is not what the program answers.
    static func results(in output: [UInt8], count: Int) -> [[UInt8]?]? {
        var results: [[UInt8]?] = []
        var rest = output[...]
        for _ in 0..<count {
            guard let success = word(&rest), let length = word(&rest), length <= rest.count else {
                return nil
            }
            results.append(success == 1 ? Array(rest.prefix(length)) : nil)
            rest = rest.dropFirst(length)
        }
        return rest.isEmpty ? results : nil
    }

    private static func word(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= 32, rest.prefix(28).allSatisfy({ $0 == 0 }) else { return nil }
        let value = rest.dropFirst(28).prefix(4).reduce(0) { $0 << 8 | Int($1) }
        rest = rest.dropFirst(32)
        return value
    }
}
