import Lit

/// Mints a key on the local network of `lit up`, has an action sign with it, and has its transaction mined.
///
/// Usage: `QuickStart [STATE-FOLDER]`; the folder is `.lit` unless given.
@main
struct QuickStart {
    static func main() async throws {
        let folder = CommandLine.arguments.dropFirst().first ?? ".lit"
        // The first account that `lit up` funds: its key is public, and of no use anywhere else.
        let key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
        let wallet = try EthereumWallet(privateKey: key)
        let lit = try await LitClient.connect(to: .local(state: folder), wallet: wallet)
        print("connected:", lit.network)

        let pkp = try await lit.contracts.mintPKP(authorizing: .wallet(wallet), scopes: [.signAnything])
        print("minted:", pkp.address)
        let session = try await lit.session(
            for: wallet, allowing: [.executeActions(), .sign(with: pkp)], lasting: .hours(24))

        let code = """
            (async () => {
              await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
              Lit.Actions.setResponse({ response: JSON.stringify({ hello: name }) });
            })();
            """
        let digest = PersonalMessage.hash("hello world")
        let result = try await lit.execute(
            code,
            parameters: [
                "toSign": .bytes(digest), "publicKey": .string(pkp.publicKey.hex), "name": "world",
            ], session: session)
        print("action:", result.response, try result.signature("sig1"))

        let payer = EthereumAccount(signer: wallet, provider: lit.contracts.provider)
        try await payer.send(to: pkp.address, value: .ether("1")).receipt()
        let account = lit.account(pkp, session: session)
        let receipt = try await account.send(to: wallet.address, value: .ether("0.01")).receipt()
        print("mined:", receipt.transactionHash, "in block", receipt.blockNumber)
        await lit.disconnect()
    }
}
