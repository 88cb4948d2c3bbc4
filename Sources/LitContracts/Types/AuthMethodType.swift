public import Ethereum
public import Primitives

/// How somebody proves to the network who he is. Numbers without a name here are an application's own.
///
/// The contracts treat only ``ethereumAddress``, ``action`` and ``webAuthn`` specially.
public struct AuthMethodType: RawRepresentable, Hashable, Sendable {
    /// As on the wire.
    public let rawValue: UInt256

    /// Any number, also one that has no name here.
    public init(rawValue: UInt256) { self.rawValue = rawValue }

    /// An Ethereum address.
    public static let ethereumAddress = AuthMethodType(rawValue: 1)
    /// A Lit Action.
    public static let action = AuthMethodType(rawValue: 2)
    /// WebAuthn.
    public static let webAuthn = AuthMethodType(rawValue: 3)
    /// Discord.
    public static let discord = AuthMethodType(rawValue: 4)
    /// Google.
    public static let google = AuthMethodType(rawValue: 5)
    /// Google JWT.
    public static let googleJWT = AuthMethodType(rawValue: 6)
    /// A one-time password.
    public static let oneTimePassword = AuthMethodType(rawValue: 7)
    /// Apple JWT.
    public static let appleJWT = AuthMethodType(rawValue: 8)
    /// Stytch OTP.
    public static let stytchOTP = AuthMethodType(rawValue: 9)
    /// Stytch e-mail.
    public static let stytchEmail = AuthMethodType(rawValue: 10)
    /// Stytch SMS.
    public static let stytchSMS = AuthMethodType(rawValue: 11)
    /// Stytch WhatsApp.
    public static let stytchWhatsApp = AuthMethodType(rawValue: 12)
    /// Stytch TOTP.
    public static let stytchTOTP = AuthMethodType(rawValue: 13)
}

extension AuthMethodType: ABIConvertible {
    public var abiValue: ABIValue { rawValue.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(rawValue: try UInt256(abiValue: abiValue)) }
}

extension AuthMethodType: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .ethereumAddress: "an Ethereum address"
        case .action: "A Lit Action"
        case .webAuthn: "WebAuthn"
        case .discord: "Discord"
        case .google: "Google"
        case .googleJWT: "Google JWT"
        case .oneTimePassword: "A one-time password"
        case .appleJWT: "Apple JWT"
        case .stytchOTP: "Stytch OTP"
        case .stytchEmail: "Stytch e-mail"
        case .stytchSMS: "Stytch SMS"
        case .stytchWhatsApp: "Stytch WhatsApp"
        case .stytchTOTP: "Stytch TOTP"
        default: "auth method type \(rawValue)"
        }
    }
}
