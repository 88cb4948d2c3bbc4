package import ActionRuntime
internal import Ethereum
package import LitProtocol
package import Primitives

extension AuthMethodContext {
    /// As nodes write it into session messages, names in alphabetical order.
    package var json: JSON {
        [
            "appId": .string(appID), "authMethodType": .number(.init(type)),
            "usedForSignSessionKeyRequest": .bool(usedForSignSessionKeyRequest), "userId": .string(userID),
        ]
    }

    init(_ json: JSON) throws(NodeError) {
        guard let type: UInt32 = json["authMethodType"]?.number?.integer(),
            let userID = json["userId"]?.string, let appID = json["appId"]?.string,
            let isForSession = json["usedForSignSessionKeyRequest"]?.bool
        else { throw AuthContext.malformed("authMethodContexts") }
        self.init(type: type, userID: userID, appID: appID, usedForSignSessionKeyRequest: isForSession)
    }
}

extension AuthContext {
    /// As nodes write it into the session messages that the network signs, names in alphabetical order.
    ///
    /// `actionIpfsIds` is there for old readers; it names a running action, and none runs when this is
    /// written.
    package var json: JSON {
        [
            "actionIpfsIdStack": .array(actionStack.map { .string($0) }), "actionIpfsIds": [],
            "authMethodContexts": .array(methods.map(\.json)),
            "authSigAddress": address.map { .string($0.checksummed) } ?? .null,
            "customAuthResource": .string(customAuthResource),
            "resources": .array(resources.map { .string($0) }),
        ]
    }

    /// From what the network signed.
    ///
    /// - Throws: `NodeError` with `authContextFromSessionSigError` unless every member is there and has its
    ///   type.
    package init(_ json: JSON) throws(NodeError) {
        func strings(_ name: String) throws(NodeError) -> [String] {
            guard let list = json[name]?.array else { throw Self.malformed(name) }
            let texts = list.compactMap(\.string)
            guard texts.count == list.count else { throw Self.malformed(name) }
            return texts
        }
        guard let list = json["authMethodContexts"]?.array else { throw Self.malformed("authMethodContexts") }
        var methods: [AuthMethodContext] = []
        for item in list { methods.append(try AuthMethodContext(item)) }
        let address: Address?
        switch json["authSigAddress"] {
        case .null?: address = nil
        case .string(let text)?:
            do { address = try Address(text) } catch { throw Self.malformed("authSigAddress") }
        default: throw Self.malformed("authSigAddress")
        }
        guard let customAuthResource = json["customAuthResource"]?.string else {
            throw Self.malformed("customAuthResource")
        }
        self.init(
            address: address, methods: methods, actionStack: try strings("actionIpfsIdStack"),
            resources: try strings("resources"), customAuthResource: customAuthResource)
    }

    static func malformed(_ member: String) -> NodeError {
        NodeError(
            .authContextFromSessionSigError,
            "The session's \(LitResource.Kind.resolvedAuthContext.rawValue) has no \(member) of the right form."
        )
    }
}

extension AuthContext {
    /// On whose behalf a verified session acts.
    ///
    /// A wallet's session acts for the wallet. A PKP's acts for whoever proved to the nodes that they may use
    /// it, which is in the message that the network signed; the key's own address gives it no rights.
    ///
    /// - Throws: `NodeError` with `authContextFromSessionSigError` if the network signed no such context.
    package init(_ session: VerifiedSession) throws(NodeError) {
        guard session.isPKP else {
            self.init(address: session.user, resources: session.resources)
            return
        }
        guard let json = session.authContext else {
            throw NodeError(
                .authContextFromSessionSigError,
                "The network signed this session without saying for whom. Have it signed anew.")
        }
        try self.init(json)
    }

    /// The same for the action runtime: what a script sees as `Lit.Auth`.
    package var authentication: ActionAuthentication {
        ActionAuthentication(
            hasAuthSig: true, address: address?.checksummed,
            methods: methods.map { method in
                ActionAuthentication.Method(
                    userID: method.userID, appID: method.appID, authMethodType: method.type,
                    usedForSignSessionKeyRequest: method.usedForSignSessionKeyRequest)
            },
            resources: resources, customAuthResource: customAuthResource, precedingActions: actionStack)
    }

    /// For whom an operation of a running action is done: the session's context and the innermost action.
    ///
    /// The actions that called it lend it nothing: what a parent may do, its children may not.
    package init(_ authentication: ActionAuthentication, running action: String) {
        self.init(
            address: authentication.address.flatMap { try? Address($0) },
            methods: authentication.methods.map { method in
                AuthMethodContext(
                    type: method.authMethodType, userID: method.userID, appID: method.appID,
                    usedForSignSessionKeyRequest: method.usedForSignSessionKeyRequest)
            },
            actionStack: authentication.precedingActions + [action], resources: authentication.resources,
            customAuthResource: authentication.customAuthResource)
    }
}
