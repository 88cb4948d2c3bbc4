public import Primitives

extension RunRequest: MessageContent {
    public init(json: JSON) throws(ActionMessageError) {
        let members = try MemberReader(json, of: "run")
        self.init(
            parameters: try members.string("parameters"),
            parametersMayShadow: try members.boolean("parametersMayShadow"),
            authentication: try members.string("authentication"),
            headers: try members.table("headers"),
            timeLimit: try members.integer("timeLimit"),
            memoryLimit: try members.integer("memoryLimit"),
            logLimit: try members.integer("logLimit"),
            modules: try members.strings("modules"))
    }

    public var json: JSON {
        var object = JSON.Object()
        object["parameters"] = .string(parameters)
        object["parametersMayShadow"] = .bool(parametersMayShadow)
        object["authentication"] = .string(authentication)
        var table = JSON.Object()
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { table[name] = .string(value) }
        object["headers"] = .object(table)
        object["timeLimit"] = .number(JSON.Number(timeLimit))
        object["memoryLimit"] = .number(JSON.Number(memoryLimit))
        object["logLimit"] = .number(JSON.Number(logLimit))
        object["modules"] = .array(modules.map { .string($0) })
        return .object(object)
    }
}

extension RunOutcome: MessageContent {
    public init(json: JSON) throws(ActionMessageError) {
        let members = try MemberReader(json, of: "finished")
        self.init(
            error: try members.optionalString("error"),
            memoryExhausted: try members.boolean("memoryExhausted"),
            timedOut: try members.boolean("timedOut"),
            value: try members.optionalString("value"))
    }

    public var json: JSON {
        var object = JSON.Object()
        object["error"] = error.map { .string($0) } ?? .null
        object["memoryExhausted"] = .bool(memoryExhausted)
        object["timedOut"] = .bool(timedOut)
        object["value"] = value.map { .string($0) } ?? .null
        return .object(object)
    }
}

extension OperationFailure: MessageContent {
    public init(json: JSON) throws(ActionMessageError) {
        let members = try MemberReader(json, of: "failure")
        self.init(name: try members.string("name"), message: try members.string("message"))
    }

    public var json: JSON {
        var object = JSON.Object()
        object["name"] = .string(name)
        object["message"] = .string(message)
        return .object(object)
    }
}

extension WorkerConfiguration: MessageContent {
    public init(json: JSON) throws(ActionMessageError) {
        let members = try MemberReader(json, of: "configure")
        guard let confinement = Confinement(rawValue: try members.string("confinement")) else {
            throw ActionMessageError(.badContent, "configure: confinement must be required or none")
        }
        self.init(
            confinement: confinement,
            messageLimit: try members.integer("messageLimit"),
            preludeName: try members.optionalString("preludeName"),
            isTemplate: try members.boolean("isTemplate"))
    }

    public var json: JSON {
        var object = JSON.Object()
        object["confinement"] = .string(confinement.rawValue)
        object["messageLimit"] = .number(JSON.Number(messageLimit))
        object["preludeName"] = preludeName.map { .string($0) } ?? .null
        object["isTemplate"] = .bool(isTemplate)
        return .object(object)
    }
}

extension WorkerReport: MessageContent {
    public init(json: JSON) throws(ActionMessageError) {
        let members = try MemberReader(json, of: "ready")
        self.init(
            engine: try members.string("engine"),
            confinement: try members.strings("confinement"),
            missing: try members.strings("missing"),
            isTemplate: try members.boolean("isTemplate"))
    }

    public var json: JSON {
        var object = JSON.Object()
        object["engine"] = .string(engine)
        object["confinement"] = .array(confinement.map { .string($0) })
        object["missing"] = .array(missing.map { .string($0) })
        object["isTemplate"] = .bool(isTemplate)
        return .object(object)
    }
}

extension WorkerEnd: MessageContent {
    public init(json: JSON) throws(ActionMessageError) {
        let members = try MemberReader(json, of: "ended")
        self.init(status: try members.integer("status"), peakMemory: try members.integer("peakMemory"))
    }

    public var json: JSON {
        var object = JSON.Object()
        object["status"] = .number(JSON.Number(status))
        object["peakMemory"] = .number(JSON.Number(peakMemory))
        return .object(object)
    }
}
