internal import ActionRuntime
internal import Ethereum
internal import Foundation
internal import HTTPTransport
internal import Logging
internal import Primitives

extension NodeConfiguration {
    /// Reads the configuration: the file, then variables that begin with `LIT_NODE_`, then what a command line says.
    ///
    /// - Parameters:
    ///   - file: the path of a JSON file; nil for none. Paths in it are relative to its folder.
    ///   - overrides: texts by member, such as `chain.rpcUrl`, with the flag that gave them.
    /// - Throws: ``NodeConfigurationError`` with the first thing that does not fit.
    public static func load(
        file: String?, environment: [String: String] = [:],
        overrides: [(member: String, value: String, flag: String)] = []
    ) throws(NodeConfigurationError) -> NodeConfiguration {
        var document = ConfigurationDocument()
        if let file {
            let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
            try document.add(try read(file), from: file, relativeTo: folder)
        }
        for member in ConfigurationMember.all {
            guard let text = environment[member.variable], !text.isEmpty else { continue }
            try document.add(text: text, to: member, from: member.variable)
        }
        for (path, value, flag) in overrides {
            guard let member = ConfigurationMember.byPath[path] else {
                let names = ConfigurationMember.all.map(\.path)
                let advice = NearMiss.of(path, among: names).map { "Did you mean \($0)?" }
                throw NodeConfigurationError(
                    path, "there is no such member",
                    advice ?? "Known: \(names.joined(separator: ", ")).", origin: flag)
            }
            try document.add(text: value, to: member, from: flag)
        }
        return try ConfigurationReader(document: document, file: file).configuration()
    }

    /// The configuration that a JSON text says, without a file or an environment.
    public static func parse(
        _ text: String, named name: String = "configuration"
    ) throws(NodeConfigurationError) -> NodeConfiguration {
        var document = ConfigurationDocument()
        try document.add(try parse(Array(text.utf8), name), from: name, relativeTo: nil)
        return try ConfigurationReader(document: document, file: name).configuration()
    }

    private static func read(_ file: String) throws(NodeConfigurationError) -> JSON {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw NodeConfigurationError(
                "", "it cannot be read", "Check the path and its permissions.", origin: file)
        }
        return try parse([UInt8](data), file)
    }

    private static func parse(_ bytes: [UInt8], _ name: String) throws(NodeConfigurationError) -> JSON {
        do { return try JSON(parsing: bytes) } catch {
            throw NodeConfigurationError("", "it is no JSON: \(error)", "Correct it there.", origin: name)
        }
    }
}

/// Makes a configuration of what was given.
struct ConfigurationReader {
    let document: ConfigurationDocument
    let file: String?

    func configuration() throws(NodeConfigurationError) -> NodeConfiguration {
        var result = NodeConfiguration(
            listen: try listenAddress("listen"), publicIP: try publicIP(),
            publicPort: try integer("public.port", in: 0...65_535) ?? 0,
            peerListen: try listenAddress("peer.listen"), chain: try chain(), wallet: try wallet(),
            sealing: try sealing(), state: try required("state"))
        if let certificate = text("tls.certificate") {
            result.tls = .init(certificate: certificate, key: try required("tls.key"))
        } else if text("tls.key") != nil {
            throw missing("tls.certificate")
        }
        result.rpc = try rpc()
        result.actions = try actions()
        result.keys.rootCount = try integer("keys.rootCount", in: 2...10) ?? result.keys.rootCount
        result.keys.minimumPool = try integer("keys.minimumPool", in: 1...1_000_000)
        result.keys.maximumPool = try integer("keys.maximumPool", in: 1...1_000_000)
        if let minimum = result.keys.minimumPool, let maximum = result.keys.maximumPool, minimum > maximum {
            throw refused("keys.maximumPool", "it is less than keys.minimumPool")
        }
        result.rateLimiting = document.entries["rateLimiting"]?.value.bool ?? false
        result.actionsAllowlist = document.entries["actionsAllowlist"]?.value.bool ?? false
        result.authMethods = try authMethods()
        result.requests = try requests()
        if let level = text("log.level") {
            guard let value = Logger.Level(rawValue: level) else {
                throw refused("log.level", "\(level) is no level")
            }
            result.log.level = value
        }
        if let format = text("log.format") {
            guard let value = NodeConfiguration.Log.Format(rawValue: format) else {
                throw refused("log.format", "\(format) is no format")
            }
            result.log.format = value
        }
        return result
    }

    /// The numbers of auth methods are those of PKPPermissions.
    private func authMethods() throws(NodeConfigurationError) -> NodeConfiguration.AuthMethods {
        let services: [(name: String, types: [UInt32])] = [
            ("discord", [4]), ("google", [5, 6]), ("apple", [8]), ("stytch", [9, 10, 11, 12, 13]),
        ]
        var result = NodeConfiguration.AuthMethods()
        for (name, types) in services {
            let path = "authMethods.\(name)"
            guard let elements = document.entries[path]?.value.array else { continue }
            // A user's id has Stytch's project in it in small letters, which is how lists are compared.
            let names = elements.compactMap(\.string).map { name == "stytch" ? $0.lowercased() : $0 }
            guard !names.contains(where: { $0.isEmpty || $0.utf8.count > 256 }) else {
                throw refused(path, "an application has no name, or more than 256 bytes of one")
            }
            for type in types { result.applications[type] = Set(names) }
        }
        return result
    }

    private func requests() throws(NodeConfigurationError) -> NodeConfiguration.Requests {
        var result = NodeConfiguration.Requests()
        result.concurrency = try integer("requests.concurrency", in: 1...1_000_000)
        result.bodyLimit = try integer("requests.bodyLimit", in: 1_024...(1 << 30)) ?? result.bodyLimit
        result.bodyTimeoutMs =
            try integer("requests.bodyTimeoutMs", in: 1...3_600_000) ?? result.bodyTimeoutMs
        result.connections = try integer("requests.connections", in: 1...1_000_000) ?? result.connections
        result.perSource = try integer("requests.perSource", in: 0...1_000_000) ?? result.perSource
        result.perPKP = try integer("requests.perPKP", in: 0...1_000_000) ?? result.perPKP
        result.proxies = try ranges("requests.proxies")
        return result
    }

    private func actions() throws(NodeConfigurationError) -> NodeConfiguration.Actions {
        var result = NodeConfiguration.Actions()
        if let gateway = text("actions.gateway") {
            guard gateway.contains("{}"), (try? HTTPURL(gateway.replacing("{}", with: "x"))) != nil else {
                throw refused("actions.gateway", "\(gateway) is no URL with {} in it")
            }
            result.gateway = gateway
        }
        result.codeFolder = text("actions.codeFolder")
        result.prelude = text("actions.prelude")
        result.worker = text("actions.worker")
        result.allowedRanges = try ranges("actions.allowedRanges")
        result.maximumRunning =
            try integer("actions.maximumRunning", in: 1...10_000) ?? result.maximumRunning
        result.allowsJIT = document.entries["actions.jit"]?.value.bool ?? true
        result.limits = try limits()
        return result
    }

    private func ranges(_ path: String) throws(NodeConfigurationError) -> [AddressRange] {
        var result: [AddressRange] = []
        for element in document.entries[path]?.value.array ?? [] {
            guard let range = element.string.flatMap({ AddressRange($0) }) else {
                throw refused(path, "\(element.text) is no range")
            }
            result.append(range)
        }
        return result
    }

    private func limits() throws(NodeConfigurationError) -> ActionLimits? {
        var limits = ActionLimits()
        var isSet = false
        let paths: [(String, WritableKeyPath<ActionLimits, Int>)] = [
            ("timeoutMs", \.timeoutMs), ("memoryLimitMb", \.memoryLimitMb),
            ("maxCodeLength", \.maxCodeLength), ("maxResponseLength", \.maxResponseLength),
            ("maxLogLength", \.maxLogLength), ("maxFetchCount", \.maxFetchCount),
            ("maxSignCount", \.maxSignCount), ("maxContractCallCount", \.maxContractCallCount),
            ("maxBroadcastAndCollectCount", \.maxBroadcastAndCollectCount),
            ("maxCallDepth", \.maxCallDepth), ("maxRetries", \.maxRetries),
        ]
        for (name, path) in paths {
            let lowest = name == "timeoutMs" || name == "memoryLimitMb" ? 1 : 0
            guard let value = try integer("actions.limits.\(name)", in: lowest...(1 << 30)) else { continue }
            limits[keyPath: path] = value
            isSet = true
        }
        return isSet ? limits : nil
    }

    private func chain() throws(NodeConfigurationError) -> NodeConfiguration.Chain {
        let url = try required("chain.rpcUrl")
        guard (try? HTTPURL(url)) != nil else { throw refused("chain.rpcUrl", "it is no URL") }
        let staking = try address("chain.staking")
        let resolver = try address("chain.resolver")
        let root: NodeConfiguration.Chain.Root
        switch (staking, resolver) {
        case (let staking?, _): root = .staking(staking)
        case (nil, let resolver?): root = .resolver(resolver)
        case (nil, nil): throw missing("chain.staking")
        }
        return .init(
            rpcURL: url, root: root, joins: document.entries["chain.join"]?.value.bool ?? false,
            staker: try address("chain.staker"))
    }

    private func rpc() throws(NodeConfigurationError) -> [String: String] {
        var result: [String: String] = [:]
        guard let object = document.entries["rpc"]?.value.object else { return result }
        for (name, value) in object {
            guard let url = value.string, (try? HTTPURL(url)) != nil else {
                throw refused("rpc", "the value of \(name) is no URL")
            }
            result[name] = url
        }
        return result
    }

    private func wallet() throws(NodeConfigurationError) -> SecretSource {
        switch (text("wallet.keyFile"), text("wallet.env")) {
        case (let file?, nil): return .file(file)
        case (nil, let name?): return .environment(name)
        case (nil, nil): throw missing("wallet.keyFile")
        default: throw refused("wallet.env", "there is a wallet.keyFile too, and only one can be")
        }
    }

    private func sealing() throws(NodeConfigurationError) -> SealingSource {
        switch (text("sealing.keyFile"), text("sealing.env"), text("sealing.passphraseEnv")) {
        case (let file?, nil, nil): return .key(.file(file))
        case (nil, let name?, nil): return .key(.environment(name))
        case (nil, nil, let name?): return .passphrase(.environment(name))
        case (nil, nil, nil): throw missing("sealing.keyFile")
        default:
            throw NodeConfigurationError(
                "sealing", "several of keyFile, env and passphraseEnv are given", "Give one of them.",
                origin: file)
        }
    }

    private func publicIP() throws(NodeConfigurationError) -> String {
        let text = try required("public.ip")
        guard case .v4? = IPAddress(text) else {
            throw refused("public.ip", "\(text) is no IPv4 address")
        }
        return text
    }

    private func listenAddress(
        _ path: String
    ) throws(NodeConfigurationError) -> NodeConfiguration.ListenAddress {
        let text = try required(path)
        guard let address = NodeConfiguration.ListenAddress(text) else {
            throw refused(path, "\(text) is no host and port")
        }
        return address
    }

    private func address(_ path: String) throws(NodeConfigurationError) -> Address? {
        guard let text = text(path) else { return nil }
        guard let address = try? Address(text) else { throw refused(path, "\(text) is no address") }
        return address
    }

    private func integer(
        _ path: String, in range: ClosedRange<Int>
    ) throws(NodeConfigurationError) -> Int? {
        guard let value = document.entries[path]?.value.int else { return nil }
        guard range.contains(value) else {
            throw refused(path, "\(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
        return value
    }

    private func text(_ path: String) -> String? { document.entries[path]?.value.string }

    private func required(_ path: String) throws(NodeConfigurationError) -> String {
        guard let text = text(path), !text.isEmpty else { throw missing(path) }
        return text
    }

    private func missing(_ path: String) -> NodeConfigurationError {
        let member = ConfigurationMember.byPath[path]
        return NodeConfigurationError(
            path, "it is missing",
            "\(member?.advice ?? "") (Or set \(member?.variable ?? "it in the environment").)",
            origin: file)
    }

    private func refused(_ path: String, _ problem: String) -> NodeConfigurationError {
        NodeConfigurationError(
            path, problem, ConfigurationMember.byPath[path]?.advice ?? "Correct it.",
            origin: document.entries[path]?.origin ?? file)
    }
}
