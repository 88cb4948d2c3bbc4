import EVM
import Primitives

/// How a trace is to be made, in the members of go-ethereum's configuration.
struct TraceRequest: Sendable {
    enum Kind: Sendable {
        case structLogs(StructLogTracer.Options)
        case calls(CallTracer.Options)
        /// What was there before, or what is different after.
        case prestate(PrestateTracer.Options, difference: Bool)
        case fourByte
        /// Nothing: for callers who want to know whether it can be traced.
        case nothing
    }

    let kind: Kind

    /// - Parameter byteLimit: how many bytes a trace may take, about.
    init(_ argument: Argument, byteLimit: Int) throws(RPCError) {
        if argument.isPresent { _ = try argument.object() }
        func flag(_ argument: Argument, _ name: String) throws(RPCError) -> Bool {
            try argument.member(name).present.read { value throws(RPCError) in try value.bool() } ?? false
        }
        let config = argument.member("tracerConfig")
        if config.isPresent { _ = try config.object() }
        switch try argument.member("tracer").present.read({ value throws(RPCError) in try value.text() }) {
        case nil, "":
            var options = StructLogTracer.Options()
            options.disableStorage = try flag(argument, "disableStorage")
            options.disableStack = try flag(argument, "disableStack")
            options.enableMemory = try flag(argument, "enableMemory")
            options.enableReturnData = try flag(argument, "enableReturnData")
            options.limit =
                try argument.member("limit").present.read { value throws(RPCError) in
                    Int(clamping: try value.number64())
                } ?? 0
            options.byteLimit = byteLimit
            kind = .structLogs(options)
        case "callTracer":
            var options = CallTracer.Options()
            options.onlyTopCall = try flag(config, "onlyTopCall")
            options.withLog = try flag(config, "withLog")
            options.byteLimit = byteLimit
            kind = .calls(options)
        case "prestateTracer":
            var options = PrestateTracer.Options()
            options.disableCode = try flag(config, "disableCode")
            options.disableStorage = try flag(config, "disableStorage")
            kind = .prestate(options, difference: try flag(config, "diffMode"))
        case "4byteTracer": kind = .fourByte
        case "noopTracer": kind = .nothing
        case .some(let name):
            throw argument.member("tracer").error("there is no tracer \(name.prefix(80).debugDescription)")
        }
    }
}
