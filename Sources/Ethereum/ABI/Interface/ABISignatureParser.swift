/// Reads signatures as Solidity writes them.
struct ABISignatureParser {
    private var scanner: ABIScanner

    init(_ text: some StringProtocol) { scanner = ABIScanner(text) }

    mutating func entry() throws(ABIError) -> ABIEntry {
        let entry: ABIEntry
        scanner.skipSpace()
        let start = scanner.at
        switch scanner.word() {
        case "function": entry = .function(try function())
        case "event": entry = .event(try event())
        case "error": entry = .error(try error())
        case "constructor":
            let inputs = try scanner.parameters(.argument)
            let mutability = try modifiers(["public", "internal", "payable", "nonpayable"])
            entry = .constructor(try ABIConstructor(inputs: inputs, stateMutability: mutability))
        case "fallback": entry = .fallback(try fallback())
        case "receive":
            try emptyParentheses()
            guard try modifiers(["external", "payable"]) == .payable else {
                throw scanner.failure("receive() must be payable")
            }
            entry = .receive
        default:
            throw scanner.failure(
                "expected function, event, error, constructor, fallback or receive", at: start)
        }
        try scanner.end()
        return entry
    }

    mutating func wholeFunction() throws(ABIError) -> ABIFunction {
        takeKeyword("function")
        let function = try function()
        try scanner.end()
        return function
    }

    mutating func wholeEvent() throws(ABIError) -> ABIEvent {
        takeKeyword("event")
        let event = try event()
        try scanner.end()
        return event
    }

    mutating func wholeError() throws(ABIError) -> ABICustomError {
        takeKeyword("error")
        let error = try error()
        try scanner.end()
        return error
    }

    /// Takes the keyword unless it is itself the name, as in `error(string)`.
    private mutating func takeKeyword(_ keyword: String) {
        var ahead = scanner
        if ahead.take(keyword: keyword), !ahead.take("(") { _ = scanner.take(keyword: keyword) }
    }

    private mutating func name() throws(ABIError) -> String {
        let name = scanner.word()
        guard !name.isEmpty else { throw scanner.failure("expected a name, got \(scanner.found)") }
        return name
    }

    private mutating func function() throws(ABIError) -> ABIFunction {
        let name = try name()
        let inputs = try scanner.parameters(.argument)
        let mutability = try modifiers(
            [
                "external", "public", "virtual", "override", "pure", "view", "nonpayable", "payable",
                "constant",
            ])
        var outputs: [ABIParameter] = []
        if scanner.take(keyword: "returns") {
            outputs = try scanner.parameters(.argument)
            guard !outputs.isEmpty else { throw scanner.failure("returns () lists nothing") }
        }
        return try ABIFunction(
            name: name, inputs: inputs, outputs: outputs, stateMutability: mutability)
    }

    private mutating func event() throws(ABIError) -> ABIEvent {
        let name = try name()
        let inputs = try scanner.parameters(.eventParameter)
        let isAnonymous = scanner.take(keyword: "anonymous")
        return try ABIEvent(name: name, inputs: inputs, isAnonymous: isAnonymous)
    }

    private mutating func error() throws(ABIError) -> ABICustomError {
        let name = try name()
        return try ABICustomError(name: name, inputs: try scanner.parameters(.argument))
    }

    private mutating func fallback() throws(ABIError) -> ABIStateMutability {
        // Either form of Solidity: fallback() and fallback(bytes calldata) … returns (bytes memory).
        let inputs = try scanner.parameters(.argument)
        guard inputs.isEmpty || inputs.map(\.type) == [.bytes] else {
            throw scanner.failure("fallback takes nothing, or bytes")
        }
        let mutability = try modifiers(["external", "virtual", "override", "payable", "nonpayable"])
        if !inputs.isEmpty {
            guard scanner.take(keyword: "returns"),
                try scanner.parameters(.argument).map(\.type) == [.bytes]
            else { throw scanner.failure("fallback(bytes) must return bytes") }
        }
        return mutability
    }

    private mutating func emptyParentheses() throws(ABIError) {
        try scanner.expect("(")
        try scanner.expect(")")
    }

    /// Words after the parameters, each at most once, at most one of them about the state.
    private mutating func modifiers(_ allowed: [String]) throws(ABIError) -> ABIStateMutability {
        var seen: [String] = []
        var mutability: ABIStateMutability?
        while true {
            let before = scanner
            let word = scanner.word()
            if word.isEmpty || word == "returns" {
                scanner = before
                return mutability ?? .nonpayable
            }
            guard allowed.contains(word), !seen.contains(word) else {
                scanner = before
                throw scanner.failure("unexpected \(scanner.found)")
            }
            seen.append(word)
            if let state = word == "constant" ? .view : ABIStateMutability(rawValue: word) {
                guard mutability == nil else {
                    scanner = before
                    throw scanner.failure("\(word) contradicts what stands before it")
                }
                mutability = state
            }
        }
    }
}
