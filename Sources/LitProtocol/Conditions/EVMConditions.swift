internal import Primitives

/// A well-known question to an EVM chain: who somebody is, what he owns, what time it is.
public struct EVMBasicCondition: Hashable, Sendable {
    /// The contract; empty for none.
    public var contractAddress: String
    /// The chain, such as `ethereum`.
    public var chain: String
    /// What kind of contract, such as `ERC20`; empty for none.
    public var standardContractType: String
    /// What is called; empty to compare the parameter itself.
    public var method: String
    /// Arguments, `:userAddress` among them.
    public var parameters: [String]
    /// What the result must be.
    public var test: AccessCondition.Test

    /// From its parts.
    public init(
        contractAddress: String = "", chain: String, standardContractType: String = "", method: String = "",
        parameters: [String], test: AccessCondition.Test
    ) {
        self.contractAddress = contractAddress
        self.chain = chain
        self.standardContractType = standardContractType
        self.method = method
        self.parameters = parameters
        self.test = test
    }

    init(_ members: Members) throws(NodeError) {
        contractAddress = try members.string("contractAddress")
        chain = try members.string("chain")
        standardContractType = try members.string("standardContractType")
        method = try members.string("method")
        parameters = try members.requiredStrings("parameters")
        test = try AccessCondition.Test(members, hasKey: false)
    }

    var json: JSON {
        [
            "contractAddress": .string(contractAddress), "chain": .string(chain),
            "standardContractType": .string(standardContractType), "method": .string(method),
            "parameters": .strings(parameters), "returnValueTest": test.json,
        ]
    }
}

/// A function of a contract, and what it must return.
public struct EVMContractCondition: Hashable, Sendable {
    /// A function, as much of it as conditions name.
    public struct Function: Hashable, Sendable {
        /// An argument or result.
        public struct Parameter: Hashable, Sendable {
            /// May be empty.
            public var name: String
            /// Such as `uint256`.
            public var type: String

            /// From its parts.
            public init(name: String, type: String) {
                self.name = name
                self.type = type
            }

            var json: JSON { ["name": .string(name), "type": .string(type)] }
        }

        /// The name.
        public var name: String
        /// The arguments and the results.
        public var inputs, outputs: [Parameter]
        /// An old way to say that it changes nothing.
        public var isConstant: Bool
        /// Such as `view`.
        public var stateMutability: String

        /// From its parts.
        public init(
            name: String, inputs: [Parameter], outputs: [Parameter], isConstant: Bool = false,
            stateMutability: String
        ) {
            self.name = name
            self.inputs = inputs
            self.outputs = outputs
            self.isConstant = isConstant
            self.stateMutability = stateMutability
        }

        init(_ json: JSON) throws(NodeError) {
            let members = try Members(json, of: "a condition's functionAbi")
            func parameters(_ name: String) throws(NodeError) -> [Parameter] {
                var parameters: [Parameter] = []
                for value in try members.array(name) {
                    let parameter = try Members(value, of: "a function's parameter")
                    parameters.append(
                        Parameter(name: try parameter.string("name"), type: try parameter.string("type")))
                }
                return parameters
            }
            name = try members.string("name")
            inputs = try parameters("inputs")
            outputs = try parameters("outputs")
            isConstant = members.has("constant") ? try members.bool("constant") : false
            stateMutability = try members.string("stateMutability")
        }

        var json: JSON {
            [
                "name": .string(name), "inputs": .array(inputs.map(\.json)),
                "outputs": .array(outputs.map(\.json)), "constant": .bool(isConstant),
                "stateMutability": .string(stateMutability),
            ]
        }
    }

    /// The contract.
    public var contractAddress: String
    /// The function.
    public var functionName: String
    /// Arguments as texts.
    public var functionParams: [String]
    /// The function's types.
    public var function: Function
    /// The chain.
    public var chain: String
    /// Which result, and what it must be.
    public var test: AccessCondition.Test

    /// From its parts.
    public init(
        contractAddress: String, functionName: String, functionParams: [String], function: Function,
        chain: String, test: AccessCondition.Test
    ) {
        self.contractAddress = contractAddress
        self.functionName = functionName
        self.functionParams = functionParams
        self.function = function
        self.chain = chain
        self.test = test
    }

    init(_ members: Members) throws(NodeError) {
        contractAddress = try members.string("contractAddress")
        functionName = try members.string("functionName")
        functionParams = try members.requiredStrings("functionParams")
        function = try Function(try members.value("functionAbi"))
        chain = try members.string("chain")
        test = try AccessCondition.Test(members, hasKey: true)
    }

    var json: JSON {
        [
            "contractAddress": .string(contractAddress), "functionName": .string(functionName),
            "functionParams": .strings(functionParams), "functionAbi": function.json,
            "chain": .string(chain), "returnValueTest": test.json,
        ]
    }
}
