import Primitives

/// The text of answers, written piece by piece (JSON-RPC 2.0 section 5).
enum RPCAnswer {
    /// Appends the answer to the request with this id: `{"jsonrpc":"2.0","id":…,"result":…}` or with `error`.
    static func write(_ outcome: Result<JSON, RPCError>, id: JSON, to output: inout [UInt8]) {
        output += #"{"jsonrpc":"2.0","id":"#.utf8
        id.write(to: &output)
        switch outcome {
        case .success(let result):
            output += #","result":"#.utf8
            result.write(to: &output)
        case .failure(let error):
            output += #","error":{"code":"#.utf8
            output += String(error.code).utf8
            output += #","message":"#.utf8
            JSON.string(error.message).write(to: &output)
            if let data = error.data {
                output += #","data":"#.utf8
                data.write(to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "}"))
    }

    /// The answer to something that has no id that could be told.
    static func bytes(_ error: RPCError) -> [UInt8] {
        var output: [UInt8] = []
        write(.failure(error), id: .null, to: &output)
        return output
    }
}
