public import Primitives

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

extension Keystore {
    /// The content of a file, on one line.
    public var text: String { json.text }

    /// The content of a file as JSON.
    public var json: JSON {
        let parameters: JSON
        let name: JSON
        let salt = JSON.string(self.salt.hex)
        let length = JSON.number(.init(derivedKeyLength))
        switch kdf {
        case .scrypt(let n, let r, let p):
            name = "scrypt"
            parameters = [
                "dklen": length, "n": .number(.init(n)), "p": .number(.init(p)), "r": .number(.init(r)),
                "salt": salt,
            ]
        case .pbkdf2(let iterations):
            name = "pbkdf2"
            parameters = [
                "c": .number(.init(iterations)), "dklen": length, "prf": "hmac-sha256", "salt": salt,
            ]
        }
        var file = JSON.Object()
        file["address"] = address.map { .string($0.bytes.hex) }
        file["crypto"] = [
            "cipher": "aes-128-ctr",
            "ciphertext": .string(ciphertext.hex),
            "cipherparams": ["iv": .string(iv.hex)],
            "kdf": name,
            "kdfparams": parameters,
            "mac": .string(mac.hex),
        ]
        file["id"] = id.map { .string($0) }
        file["version"] = 3
        return .object(file)
    }

    /// The name that Ethereum clients give to a file made at `date`:
    /// `UTC--2016-03-22T12-57-55.920751759Z--7ef5a6135f1fd6a02593eedc869c6d44fd2be13f`.
    ///
    /// Without an address the name ends with the id, reduced to letters, digits and hyphens, since it
    /// may come from a stranger's file. Years outside of 1970 to 9999 count as the nearest of them.
    public func fileName(at date: Date) -> String {
        let interval = date.timeIntervalSince1970
        // Bounded before it becomes an integer; NaN fails the comparison and counts as zero.
        let bounded = interval > 0 ? min(interval, 253_402_300_799) : 0
        let seconds = Int(bounded)
        let nanoseconds = min(Int((bounded - Double(seconds)) * 1_000_000_000), 999_999_999)
        let (year, month, day) = Self.civilDate(daysSince1970: seconds / 86_400)
        let time = seconds % 86_400
        func digits(_ value: Int, _ count: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(count - text.count, 0)) + text
        }
        let clock = [time / 3600, time / 60 % 60, time % 60].map { digits($0, 2) }.joined(separator: "-")
        let calendarDay = "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
        let safeID = String((id ?? "").filter(Self.isFileNameCharacter).prefix(36))
        let owner = address.map { $0.bytes.hex } ?? safeID
        return "UTC--\(calendarDay)T\(clock).\(digits(nanoseconds, 9))Z--\(owner)"
    }

    private static func isFileNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || character == "-")
    }

    /// The Gregorian date, counting in years that begin in March and eras of 400 years.
    private static func civilDate(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
        let days = daysSince1970 + 719_468
        let era = days / 146_097
        let dayOfEra = days % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
