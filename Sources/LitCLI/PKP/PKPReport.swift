import Ethereum
import Lit
import LitContracts
import Primitives

/// What there is to know about a PKP.
struct PKPReport {
    let pkp: PKP
    let owner: Address
    let permissions: [PKPPermission]
    let balance: UInt256

    init(_ pkp: PKP, _ contracts: LitContracts) async throws {
        self.pkp = pkp
        owner = try await contracts.pkpNFT.owner(of: pkp.tokenID)
        permissions = try await contracts.permissions(of: pkp)
        balance = try await contracts.provider.balance(of: pkp.address)
    }

    /// For a person; the account's own names are put in words.
    func lines(for account: Address?, style: Style) -> [String] {
        var lines = [
            row("Address", pkp.address.checksummed, style),
            row("Public key", "0x" + pkp.publicKey.hex, style),
            row("Token", pkp.tokenID.bytes32.bytes.prefixedHex, style),
            row("Owner", "\(owner)" + ownerNote(account).map { style.dim("  \($0)") }, style),
            row("Balance", Units.format(balance, decimals: 18) + " ether", style),
        ]
        if permissions.isEmpty {
            lines.append(row("Permits", style.dim("nobody but its owner"), style))
        }
        for (index, permission) in permissions.enumerated() {
            lines.append(row(index == 0 ? "Permits" : "", who(permission.authMethod, account), style))
            let scopes = permission.scopes.map(\.description).joined(separator: ", ")
            lines.append(
                row("", style.dim(scopes.isEmpty ? "no scope: may not sign" : "may " + scopes), style))
        }
        return lines
    }

    /// For a program.
    var json: JSON {
        var object = JSON.Object()
        object["address"] = .string(pkp.address.checksummed)
        object["publicKey"] = .string("0x" + pkp.publicKey.hex)
        object["tokenId"] = .string(pkp.tokenID.bytes32.bytes.prefixedHex)
        object["owner"] = .string(owner.checksummed)
        object["balance"] = .string(balance.description)
        object["permissions"] = .array(permissions.map(Self.json))
        return .object(object)
    }

    private static func json(_ permission: PKPPermission) -> JSON {
        let method = permission.authMethod
        return [
            "type": .number(JSON.Number(method.type.rawValue)), "id": .string(method.id.prefixedHex),
            "who": .string(method.description),
            "scopes": .array(permission.scopes.map { .string(ScopeName.name(of: $0)) }),
        ]
    }

    private func ownerNote(_ account: Address?) -> String? {
        if owner == pkp.address { return "itself" }
        return account == owner ? "this wallet" : nil
    }

    private func who(_ method: AuthMethod, _ account: Address?) -> String {
        if method == .address(pkp.address) { return "itself" }
        if let account {
            if method == .wallet(account) { return "this wallet, \(account)" }
            if method == .address(account) { return "this wallet's address, \(account)" }
        }
        return method.description
    }

    private func row(_ name: String, _ value: String, _ style: Style) -> String {
        style.dim(name.padded(to: 12)) + value
    }
}

extension String {
    /// With something behind it, where there is something.
    fileprivate static func + (text: String, more: String?) -> String { more.map { text + $0 } ?? text }
}
