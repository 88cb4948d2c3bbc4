import Primitives

/// Code in memory, by the names under which it was asked for, up to a number of bytes.
struct CodeMemory: Sendable {
    private var codes: [CodeName: (code: ActionCode, used: UInt64)] = [:]
    private var size = 0
    private var clock: UInt64 = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func code(_ name: CodeName) -> ActionCode? {
        guard let code = codes[name]?.code else { return nil }
        clock += 1
        codes[name]?.used = clock
        return code
    }

    mutating func keep(_ code: ActionCode, as name: CodeName) {
        let bytes = code.text.utf8.count
        guard bytes <= limit, codes[name] == nil else { return }
        clock += 1
        codes[name] = (code, clock)
        size += bytes
        while size > limit, let oldest = codes.min(by: { $0.value.used < $1.value.used }) {
            size -= oldest.value.code.text.utf8.count
            codes[oldest.key] = nil
        }
    }
}
