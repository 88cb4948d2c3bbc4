public import Primitives

/// The contract ABI, version 2 (Solidity documentation, "Contract ABI Specification"): the forms for
/// values whose types are at hand. Signatures are ``ABIFunction``, ``ABIEvent`` and
/// ``ABICustomError``, a contract's whole interface is ``ContractABI``, and ``ABICoder`` serves where
/// the same types recur.
public enum ABI {
    /// The encoding of `values`, as of a function's arguments without the selector.
    ///
    /// - Throws: ``ABIError`` naming the value that does not suit its type.
    public static func encode(
        _ values: [ABIValue], as types: [ABIType]
    ) throws(ABIError) -> [UInt8] {
        try ABICoder(types).encode(values)
    }

    /// The values that `data` holds.
    ///
    /// - Throws: ``ABIError`` with the path and offset of what was refused.
    public static func decode(
        _ data: some Collection<UInt8>, as types: [ABIType], options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> [ABIValue] {
        try ABICoder(types).decode(data, options: options).values
    }

    /// The bytes of Solidity's `abi.encodePacked`: for hashing, as they cannot be decoded.
    ///
    /// - Throws: ``ABIError``; structs, nested arrays, and arrays of `bytes` or `string` have no
    ///   packed form.
    public static func encodePacked(
        _ values: [ABIValue], as types: [ABIType]
    ) throws(ABIError) -> [UInt8] {
        try ABICoder(types).encodePacked(values)
    }

    /// The values that an array of JSON values spells as the types of these texts; see
    /// ``ABIValue/init(json:as:)``.
    public static func values(json: JSON, types: [String]) throws(ABIError) -> [ABIValue] {
        try ABIValue.values(json: json, as: [ABIType](parsing: types).map { ABIParameter($0) })
    }

    /// The values that `data` holds as the types of these texts.
    public static func decode(
        _ data: some Collection<UInt8>, types: [String], options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> [ABIValue] {
        try decode(data, as: [ABIType](parsing: types), options: options)
    }

    /// The encoding of an array of JSON values as the types of these texts.
    public static func encode(json: JSON, types: [String]) throws(ABIError) -> [UInt8] {
        try ABICoder([ABIType](parsing: types)).encode(json: json)
    }

    /// The bytes of `abi.encodePacked` for an array of JSON values as the types of these texts.
    public static func encodePacked(json: JSON, types: [String]) throws(ABIError) -> [UInt8] {
        try encodePacked(values(json: json, types: types), as: [ABIType](parsing: types))
    }

    /// What `data` holds as an array of JSON values, in the form of ``ABIValue/json-swift.property``.
    public static func decodeJSON(
        _ data: some Collection<UInt8>, types: [String], options: ABIDecodingOptions = .strict
    ) throws(ABIError) -> JSON {
        .array(try decode(data, types: types, options: options).map(\.json))
    }

    /// The selector of a function or error by its signature, such as `transfer(address,uint256)`.
    public static func selector(of signature: some StringProtocol) throws(ABIError) -> ABISelector {
        try ABIFunction(parsing: signature).selector
    }

    /// The first topic of an event by its signature, such as `Transfer(address,address,uint256)`.
    public static func topic(of signature: some StringProtocol) throws(ABIError) -> Bytes32 {
        try ABIEvent(parsing: signature).signatureHash
    }
}
