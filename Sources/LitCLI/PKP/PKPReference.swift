import ArgumentParser
import Ethereum
import Lit
import LitContracts
import Primitives

/// Which PKP is meant.
struct PKPReference: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The PKP: its address, public key or token id. Without it the only one that the wallet may use.",
            valueName: "pkp"))
    var pkp: String?

    /// Before anything is connected to.
    func validate() throws {
        if let pkp { _ = try Self.name(pkp) }
    }

    /// Looks it up.
    func resolve(_ contracts: LitContracts, for owner: @autoclosure () throws -> Address) async throws -> PKP
    {
        guard let pkp else { return try await Self.onlyOne(contracts, of: owner()) }
        return try await Self.resolve(pkp, contracts)
    }

    static func resolve(_ text: String, _ contracts: LitContracts) async throws -> PKP {
        let tokenID =
            switch try name(text) {
            case .address(let address): try await contracts.pubkeyRouter.tokenID(of: address)
            case .token(let tokenID): tokenID
            }
        guard !tokenID.isZero, let pkp = try await contracts.pkp(tokenID) else {
            throw CommandError(
                "There is no PKP \(text) on this network.", hint: "See what there is: lit pkp list",
                status: .notFound)
        }
        return pkp
    }

    private enum Name {
        case address(Address)
        case token(UInt256)
    }

    /// What a text names, by its length: an address, a public key, or a token id in either form.
    private static func name(_ text: String) throws -> Name {
        let digits = text.hasPrefix("0x") || text.hasPrefix("0X") ? String(text.dropFirst(2)) : text
        switch digits.utf8.count {
        case 40 where digits != text:
            do {
                return .address(try Address(text))
            } catch {
                throw ValidationError("\(text): \(error)")
            }
        case 130:
            guard let bytes = try? Hex.decode(digits, count: 65), let pkp = PKP(publicKey: bytes) else {
                break
            }
            return .token(pkp.tokenID)
        case 64:
            guard let bytes = try? Hex.decode(digits, count: 32), let word = Bytes32(bytes) else { break }
            return .token(UInt256(word))
        default:
            guard digits == text, let number = UInt256(decimal: text) else { break }
            return .token(number)
        }
        throw ValidationError(
            "\(text) names no PKP: give its address (0x and 40 digits), its public key (0x04 and 128 digits), or its "
                + "token id")
    }

    private static func onlyOne(_ contracts: LitContracts, of owner: Address) async throws -> PKP {
        let pkps = try await PKPSearch(contracts).all(for: owner)
        guard let first = pkps.first else {
            throw CommandError(
                "The wallet \(owner) has no PKP on this network.", hint: "Mint one with: lit pkp mint",
                status: .notFound)
        }
        guard pkps.count == 1 else {
            let list = pkps.prefix(10).map { "  \($0.address)" }.joined(separator: "\n")
            throw CommandError(
                "The wallet has \(pkps.count) PKPs. Say which:\n\(list)", status: .usage)
        }
        return first
    }
}

/// The PKPs that somebody has to do with.
struct PKPSearch {
    let contracts: LitContracts

    init(_ contracts: LitContracts) { self.contracts = contracts }

    /// Those that he owns, and those that permit him in either form in which contracts have wallets.
    func all(for account: Address) async throws -> [PKP] {
        var pkps = try await contracts.pkps(ownedBy: account)
        for method in [AuthMethod.wallet(account), .address(account)] {
            for pkp in try await contracts.pkps(permitting: method) where !pkps.contains(pkp) {
                pkps.append(pkp)
            }
        }
        return pkps
    }
}
