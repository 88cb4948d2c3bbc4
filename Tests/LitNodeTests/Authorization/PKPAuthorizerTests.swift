import Ethereum
import LitContracts
import LitNode
import LitProtocol
import Primitives
import Testing

@Suite struct PKPAuthorizerTests {
    static let token = UInt256(77)
    static let user = try? Address("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")
    static let stranger = try? Address("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045")
    static let action = "QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"
    static let otherAction = "QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG"

    /// The code of the refusal; nil if it is allowed.
    private func refusal(
        _ scope: Scope, _ context: AuthContext, _ entry: PermissionBook.Entry
    ) async -> NodeErrorCode? {
        do throws(NodeError) {
            try await PKPAuthorizer(registry: PermissionBook(entry)).require(
                scope, of: Self.token, for: context)
            return nil
        } catch {
            return error.code
        }
    }

    private func entry(_ method: AuthMethod, _ scopes: [Scope]) -> PermissionBook.Entry {
        PermissionBook.Entry(
            owner: Self.stranger, permissions: [PKPPermission(authMethod: method, scopes: scopes)])
    }

    private static func context(_ type: UInt32, _ userID: String, _ appID: String) -> AuthContext {
        AuthContext(methods: [
            AuthMethodContext(type: type, userID: userID, appID: appID, usedForSignSessionKeyRequest: true)
        ])
    }

    @Test func `The owner may do everything, without any permission`() async throws {
        let user = try #require(Self.user)
        let book = PermissionBook.Entry(owner: user)
        for scope in [Scope.signAnything, .personalSign] {
            #expect(await refusal(scope, AuthContext(address: user), book) == nil)
            let byMethod = Self.context(1, user.prefixedHex, "lit")
            #expect(await refusal(scope, byMethod, book) == nil)
        }
        #expect(
            await refusal(.signAnything, AuthContext(address: Self.stranger), book) == .authSigScopeTooLimited
        )
        #expect(await refusal(.signAnything, AuthContext(), book) == .authSigScopeTooLimited)
    }

    @Test func `An address is permitted by its bytes, and by the hash of either spelling`() async throws {
        let user = try #require(Self.user)
        let forms: [AuthMethod] = [
            .address(user), .wallet(user),
            .user(user.checksummed.lowercased(), of: "lit", type: .ethereumAddress),
        ]
        for form in forms {
            let book = entry(form, [.signAnything])
            #expect(await refusal(.signAnything, AuthContext(address: user), book) == nil)
            #expect(await refusal(.signAnything, Self.context(1, user.checksummed, "lit"), book) == nil)
            #expect(await refusal(.signAnything, Self.context(1, user.prefixedHex, "lit"), book) == nil)
            let other = AuthContext(address: .zero)
            #expect(await refusal(.signAnything, other, book) == .authSigScopeTooLimited)
        }
    }

    @Test func `What nearly names an address does not`() async throws {
        let user = try #require(Self.user)
        let near: [AuthMethod] = [
            .custom(type: .action, id: user.bytes), .custom(type: .webAuthn, id: AuthMethod.wallet(user).id),
            .user(user.checksummed.uppercased(), of: "lit", type: .ethereumAddress),
            .user(user.checksummed, of: "LIT", type: .ethereumAddress),
            .custom(type: .ethereumAddress, id: user.bytes + [0]),
            .custom(type: .ethereumAddress, id: Array(user.bytes.dropLast())),
            .custom(type: .ethereumAddress, id: Array(user.checksummed.utf8)),
            .custom(type: .ethereumAddress, id: []),
        ]
        for method in near {
            let book = entry(method, [.signAnything])
            let found = await refusal(.signAnything, AuthContext(address: user), book)
            #expect(found == .authSigScopeTooLimited, "\(method)")
        }
    }

    @Test func `An auth method is permitted by type, user and application together`() async throws {
        let book = entry(.user("123", of: "app", type: .discord), [.signAnything])
        #expect(await refusal(.signAnything, Self.context(4, "123", "app"), book) == nil)
        for (type, userID, appID) in [
            (5, "123", "app"), (4, "124", "app"), (4, "123", "apq"), (4, "12", "3:app"),
        ] {
            let found = await refusal(.signAnything, Self.context(UInt32(type), userID, appID), book)
            #expect(found == .authSigScopeTooLimited, "\(type) \(userID) \(appID)")
        }
        // Only wallets have an address that may own a key.
        let user = try #require(Self.user)
        let owned = PermissionBook.Entry(owner: user)
        #expect(
            await refusal(.signAnything, Self.context(4, user.checksummed, "lit"), owned)
                == .authSigScopeTooLimited)
    }

    @Test func `An action is permitted by its content, however its CID is written`() async throws {
        let cid = try CID(Self.action)
        let book = entry(.action(cid), [.signAnything])
        let newer = cid.asVersion1.text(in: .base32)
        for text in [Self.action, newer] {
            let context = AuthContext(actionStack: [Self.otherAction, text])
            #expect(await refusal(.signAnything, context, book) == nil)
        }
        for stack in [[], [Self.otherAction], ["not a CID"]] {
            let context = AuthContext(address: Self.user, actionStack: stack)
            #expect(await refusal(.signAnything, context, book) == .authSigScopeTooLimited)
        }
        // An action's bytes among another type's ids name no action.
        let other = entry(.custom(type: .ethereumAddress, id: AuthMethod.action(cid).id), [.signAnything])
        let context = AuthContext(actionStack: [Self.action])
        #expect(await refusal(.signAnything, context, other) == .authSigScopeTooLimited)
    }

    @Test func `A key that was burnt signs for the actions that it permits (defect 13)`() async throws {
        var book = entry(.action(try CID(Self.action)), [.signAnything])
        book.owner = nil
        #expect(await refusal(.signAnything, AuthContext(actionStack: [Self.action]), book) == nil)
        let others = AuthContext(address: .zero, actionStack: [Self.otherAction])
        #expect(await refusal(.signAnything, others, book) == .authSigScopeTooLimited)
    }

    @Test(arguments: [
        (Scope.signAnything, [Scope.signAnything], true), (.personalSign, [.personalSign], true),
        (.personalSign, [.signAnything], true), (.signAnything, [.personalSign], false),
        (.signAnything, [], false), (.personalSign, [], false), (.signAnything, [Scope.none], false),
        (.signAnything, [Scope(rawValue: UInt256(3)), Scope(rawValue: UInt256(31))], false),
        (Scope(rawValue: UInt256(31)), [Scope(rawValue: UInt256(31))], true),
        (Scope(rawValue: UInt256(32)), [Scope.signAnything], false),
        (Scope(rawValue: .max), [.signAnything], false),
    ])
    func `To sign anything includes personal messages, and not the other way round`(
        wanted: Scope, given: [Scope], isAllowed: Bool
    ) async throws {
        let user = try #require(Self.user)
        let found = await refusal(wanted, AuthContext(address: user), entry(.wallet(user), given))
        #expect((found == nil) == isAllowed)
    }

    @Test func `The refusal has the original's words and status`() async throws {
        for (scope, list) in [(Scope.signAnything, "[1]"), (.personalSign, "[2]")] {
            let authorizer = PKPAuthorizer(
                registry: PermissionBook(PermissionBook.Entry(owner: Self.stranger)))
            let error = await #expect(throws: NodeError.self) {
                try await authorizer.require(scope, of: Self.token, for: AuthContext(address: Self.user))
            }
            #expect(error?.status == 401)
            #expect(error?.codeName == "NodeAuthSigScopeTooLimited")
            #expect(
                error?.details == [
                    "None of the AuthMethods, AuthSig or Lit Actions meet the requires scope \(list)."
                ])
        }
    }

    @Test func `A chain that cannot be read neither allows nor refuses`() async throws {
        let user = try #require(Self.user)
        let context = AuthContext(address: user, actionStack: [Self.action])
        var book = entry(.wallet(user), [.signAnything])
        let action = AuthMethod.action(try CID(Self.action))
        book.permissions.append(PKPPermission(authMethod: action, scopes: []))
        for name in ["owner", "methods", "scopes \(AuthMethod.wallet(user).id.hex)"] {
            book.failing = [name]
            #expect(await refusal(.signAnything, context, book) == .blockchainError, "\(name)")
        }
        // What could not be read does not matter if another way is open.
        book.failing = ["scopes \(action.id.hex)"]
        #expect(await refusal(.signAnything, context, book) == nil)
        book = PermissionBook.Entry(owner: user, failing: ["methods"])
        #expect(await refusal(.signAnything, context, book) == nil)
    }

    @Test func `Scopes are read of the user's permissions only`() async throws {
        let user = try #require(Self.user)
        var entry = entry(.wallet(user), [.signAnything])
        for number in 0..<20 {
            let method = AuthMethod.custom(type: .discord, id: [UInt8(number)])
            entry.permissions.append(PKPPermission(authMethod: method, scopes: [.signAnything]))
        }
        let book = PermissionBook(entry)
        try await PKPAuthorizer(registry: book).require(
            .signAnything, of: Self.token, for: AuthContext(address: user))
        #expect(book.record.sorted() == ["methods", "owner", "scopes \(AuthMethod.wallet(user).id.hex)"])
    }

    @Test func `Nobody is refused by what is remembered`() async throws {
        let user = try #require(Self.user)
        var entry = PermissionBook.Entry(owner: Self.stranger)
        entry.newer = [PKPPermission(authMethod: .wallet(user), scopes: [.signAnything])]
        #expect(await refusal(.signAnything, AuthContext(address: user), entry) == nil)
        #expect(await refusal(.signAnything, AuthContext(address: .zero), entry) == .authSigScopeTooLimited)
    }
}
