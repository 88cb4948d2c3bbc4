internal import Primitives

extension SIWEMessage {
    /// Reads a message, strictly by the grammar of EIP-4361.
    ///
    /// Lines end with a single line feed and the last one with nothing; the fields stand in their
    /// order. The address must carry the checksum of EIP-55. At most ``lengthLimit`` bytes.
    public init(parsing text: String) throws(SIWEError) {
        guard text.utf8.count <= Self.lengthLimit else { throw SIWEError(.tooLong(limit: Self.lengthLimit)) }
        var parser = SIWEParser(Array(text.utf8))
        self = try parser.parse()
    }
}

/// Goes through a message line by line.
struct SIWEParser {
    /// The current line without its line feed; nil after the last one.
    private var line: ArraySlice<UInt8>?
    private var rest: ArraySlice<UInt8>?
    private var number = 0

    init(_ bytes: [UInt8]) {
        rest = bytes[...]
        advance()
    }

    private mutating func advance() {
        number += 1
        guard let text = rest else {
            line = nil
            return
        }
        if let end = text.firstIndex(of: 0x0a) {
            (line, rest) = (text[..<end], text[(end + 1)...])
        } else {
            (line, rest) = (text, nil)
        }
    }

    private func error(_ code: SIWEError.Code) -> SIWEError { SIWEError(code, line: number) }

    private func invalid(_ field: SIWEError.Field) -> SIWEError { error(.invalid(field)) }

    mutating func parse() throws(SIWEError) -> SIWEMessage {
        let (scheme, domain) = try header()
        let address = try address()
        try blankLine()
        let statement = try statement()
        let uri = try required(.uri, URISyntax.isURI)
        _ = try required(.version) { $0.elementsEqual([0x31]) }
        let chainIDText = try required(.chainID) { !$0.isEmpty && $0.allSatisfy(URISyntax.isDigit) }
        guard let chainID = UInt256(decimal: chainIDText) else {
            throw SIWEError(.invalid(.chainID), line: number - 1)
        }
        let nonce = try required(.nonce, SIWEGrammar.isNonce)
        guard let issuedAt = try time(.issuedAt) else { throw error(.missing(.issuedAt)) }
        let expirationTime = try time(.expirationTime)
        let notBefore = try time(.notBefore)
        let requestID = try optional(.requestID) { URISyntax.isPathText($0) }
        let resources = try resources()
        guard line == nil else { throw error(.unexpectedLine) }
        let fields = SIWEMessage.Fields(
            scheme: scheme, domain: domain, address: address, statement: statement, uri: uri,
            chainID: chainID, nonce: nonce, issuedAt: issuedAt, expirationTime: expirationTime,
            notBefore: notBefore, requestID: requestID, resources: resources)
        return try SIWEMessage(fields, chainIDText: chainIDText)
    }

    private mutating func header() throws(SIWEError) -> (scheme: String?, domain: String) {
        let end = Array(SIWEMessage.headerEnd.utf8)
        guard let line, line.count >= end.count, line.suffix(end.count).elementsEqual(end) else {
            throw invalid(.header)
        }
        var domain = line.dropLast(end.count)
        var scheme: String?
        // No authority contains a slash.
        if let slash = domain.firstIndex(of: 0x2f) {
            let mark = domain[..<slash]
            guard mark.last == 0x3a, domain[slash...].starts(with: [0x2f, 0x2f]) else {
                throw invalid(.domain)
            }
            guard URISyntax.isScheme(mark.dropLast()) else { throw invalid(.scheme) }
            scheme = Self.string(mark.dropLast())
            domain = domain[slash...].dropFirst(2)
        }
        guard SIWEGrammar.isDomain(domain) else { throw invalid(.domain) }
        advance()
        return (scheme, Self.string(domain))
    }

    private mutating func address() throws(SIWEError) -> Address {
        guard let line else { throw error(.missing(.address)) }
        // Measured before the line becomes a string: it may be as long as the message.
        guard line.count == 42 else { throw invalid(.address) }
        do {
            let address = try Address(Self.string(line), checksumRequired: true)
            advance()
            return address
        } catch {
            if case .badChecksum(let expected) = error.code {
                throw self.error(.badChecksum(expected: expected))
            }
            throw invalid(.address)
        }
    }

    private mutating func blankLine() throws(SIWEError) {
        guard let line, line.isEmpty else { throw error(.blankLineExpected) }
        advance()
    }

    private mutating func statement() throws(SIWEError) -> String? {
        guard let line else { throw error(.blankLineExpected) }
        if line.isEmpty {
            advance()
            return nil
        }
        guard SIWEGrammar.isStatement(line) else { throw invalid(.statement) }
        advance()
        try blankLine()
        return Self.string(line)
    }

    /// The text after `field`'s tag, if this line has it.
    private func content(_ field: SIWEError.Field) -> ArraySlice<UInt8>? {
        let tag = Array(field.rawValue.utf8) + [0x3a, 0x20]
        guard let line, line.starts(with: tag) else { return nil }
        return line.dropFirst(tag.count)
    }

    private mutating func optional(
        _ field: SIWEError.Field, _ rule: (URISyntax.Text) -> Bool
    ) throws(SIWEError) -> String? {
        guard let content = content(field) else { return nil }
        guard rule(content) else { throw invalid(field) }
        advance()
        return Self.string(content)
    }

    private mutating func required(
        _ field: SIWEError.Field, _ rule: (URISyntax.Text) -> Bool
    ) throws(SIWEError) -> String {
        guard let text = try optional(field, rule) else { throw error(.missing(field)) }
        return text
    }

    private mutating func time(_ field: SIWEError.Field) throws(SIWEError) -> SIWETimestamp? {
        guard let content = content(field) else { return nil }
        do {
            let time = try SIWETimestamp(Self.string(content))
            advance()
            return time
        } catch {
            throw self.error(.badTimestamp(field, error))
        }
    }

    private mutating func resources() throws(SIWEError) -> [String]? {
        guard let line, line.elementsEqual("Resources:".utf8) else { return nil }
        advance()
        var resources: [String] = []
        while let line = self.line {
            guard line.starts(with: [0x2d, 0x20]), URISyntax.isURI(line.dropFirst(2)) else {
                throw invalid(.resources)
            }
            resources.append(Self.string(line.dropFirst(2)))
            advance()
        }
        return resources
    }

    private static func string(_ text: ArraySlice<UInt8>) -> String { String(decoding: text, as: UTF8.self) }
}
