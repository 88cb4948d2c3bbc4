public import Ethereum
import Primitives

/// A contract that every client carries natively, at an address from 1 to 10 (Yellow Paper, appendix E; the
/// set of the Cancun upgrade).
public enum Precompile: UInt8, CaseIterable, Hashable, Sendable {
    /// 0x01: the address that signed a hash.
    case ecrecover = 1
    /// 0x02: SHA-256.
    case sha256 = 2
    /// 0x03: RIPEMD-160, in the lower part of a word.
    case ripemd160 = 3
    /// 0x04: the input itself.
    case identity = 4
    /// 0x05: a power modulo any number (EIP-198, EIP-2565).
    case modularExponentiation = 5
    /// 0x06: the sum of two points of bn254 (EIP-196).
    case bn254Add = 6
    /// 0x07: a multiple of a point of bn254 (EIP-196).
    case bn254Multiply = 7
    /// 0x08: whether a product of pairings on bn254 is one (EIP-197).
    case bn254Pairing = 8
    /// 0x09: the compression function of BLAKE2b (EIP-152).
    case blake2F = 9
    /// 0x0a: a proof that a blob's polynomial has a value at a point (EIP-4844).
    case pointEvaluation = 10

    /// The one at `address`, or nil.
    public static func at(_ address: Address) -> Precompile? {
        let (l0, l1, l2, _) = address.number.limbs
        // Zero wraps around and is too large as well.
        guard l1 | l2 == 0, l0 &- 1 < 10 else { return nil }
        return Precompile(rawValue: UInt8(truncatingIfNeeded: l0))
    }

    /// From 0x01 to 0x0a: what is warm from a transaction's start (EIP-2929).
    public static let addresses: [Address] = allCases.map(\.address)

    /// Where it is.
    public var address: Address { Address(truncating: UInt256(rawValue).bytes32) }

    /// How a call ended.
    public enum Result: Hashable, Sendable {
        /// It took `gasUsed`, at most the limit, and returns `output`.
        case success(gasUsed: UInt64, output: [UInt8])
        /// The call fails and consumes all gas it was given.
        case failure(PrecompileFailure)
    }

    /// Runs it on `input` as the whole call data, with at most `gasLimit` to spend.
    ///
    /// The price is settled first: what it cannot pay for is neither computed nor allocated.
    public func run(_ input: UnsafeRawBufferPointer, gasLimit: UInt64) -> Result {
        guard let gas = gasCost(input), gas <= gasLimit else {
            return .failure(PrecompileFailure(.outOfGas(limit: gasLimit), self))
        }
        do throws(PrecompileFailure) {
            return .success(gasUsed: gas, output: try output(PaddedInput(input)))
        } catch {
            return .failure(error)
        }
    }

    /// Runs it on the bytes of `input`, as ``run(_:gasLimit:)-(UnsafeRawBufferPointer,_)`` does.
    public func run(_ input: [UInt8], gasLimit: UInt64) -> Result {
        input.withUnsafeBytes { run($0, gasLimit: gasLimit) }
    }

    private func output(_ input: PaddedInput) throws(PrecompileFailure) -> [UInt8] {
        do throws(PrecompileFailure.Code) {
            switch self {
            case .ecrecover: return Precompile.recoverSigner(input)
            case .sha256: return SHA2.sha256(input.bytes).bytes
            case .ripemd160: return [UInt8](repeating: 0, count: 12) + RIPEMD160.hash(input.bytes)
            case .identity: return [UInt8](input.bytes)
            case .modularExponentiation: return try ModularExponentiation(input).output()
            case .bn254Add: return try BN254.add(input)
            case .bn254Multiply: return try BN254.multiply(input)
            case .bn254Pairing: return try BN254.checkPairing(input)
            case .blake2F: return try Blake2F.compress(input)
            case .pointEvaluation: return try PointEvaluation.verify(input)
            }
        } catch {
            throw PrecompileFailure(error, self)
        }
    }
}
