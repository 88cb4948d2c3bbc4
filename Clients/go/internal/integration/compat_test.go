package integration

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	lit "lit-swift/clients/go"
	"lit-swift/clients/go/compat"
)

type object = map[string]interface{}

// holder is an account as text.
type holder struct{ Address, Key string }

func oldClient(t *testing.T) (*compat.LitNodeClient, holder) {
	t.Helper()
	client, err := compat.NewLitNodeClient(compat.WithNetwork(network(t).Local()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	funded := network(t).Connect(t)
	return client, holder{Address: funded.Wallet().Address().String(), Key: funded.Wallet().PrivateKey().Reveal()}
}

func request(prefix, ability string) object {
	return object{"resource": object{"resource": "*", "resourcePrefix": prefix}, "ability": ability}
}

func TestTheOldNames(t *testing.T) {
	t.Parallel()
	client, account := oldClient(t)
	soon := time.Now().Add(10 * time.Minute).Format(time.RFC3339)
	must := func(result object, err error) object {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return result
	}

	// Before there is a key.
	if result, err := client.GenerateAuthSig("x"); err == nil || result["error"] != "Ethers wallet not initialized" {
		t.Error(result, err)
	}
	if result, err := client.MintWithAuth(compat.MintWithAuthParams{
		AuthMethod: object{"accessToken": object{}}}); err == nil || result["success"] != false {
		t.Error(result, err)
	}
	must(client.SetAuthToken(account.Key))
	if result := must(client.New(compat.LitNodeClientConfig{LitNetwork: "datil-test", Debug: true})); result["success"] != true {
		t.Error(result)
	}
	must(client.Connect())
	for property, holds := range map[string]func(interface{}) bool{
		"ready":           func(v interface{}) bool { return v == true },
		"litNetwork":      func(v interface{}) bool { return v == "datil-test" },
		"subnetPubKey":    func(v interface{}) bool { return len(v.(string)) == 96 },
		"latestBlockhash": func(v interface{}) bool { return len(v.(string)) == 66 },
		"connectedNodes":  func(v interface{}) bool { return len(v.(object)) == 0 },
		"serverKeys":      func(v interface{}) bool { return len(v.(object)) == 3 },
		"hdRootPubkeys":   func(v interface{}) bool { return len(v.([]interface{})[0].(string)) == 66 },
	} {
		if value := must(client.GetProperty(property))["property"]; !holds(value) {
			t.Errorf("%s is %v", property, value)
		}
	}
	if result := must(client.GetProperty("nothing")); len(result) != 1 || result["success"] != true {
		t.Error(result)
	}

	sigs := must(client.GetSessionSigs(compat.SessionSigsParams{
		Chain: "ethereum", Expiration: soon,
		ResourceAbilityRequests: []interface{}{
			request("lit-pkp", "pkp-signing"), request("lit-litaction", "lit-action-execution"),
			request("lit-accesscontrolcondition", "access-control-condition-decryption"),
		},
	}))["sessionSigs"].(object)
	for _, sig := range sigs {
		if sig := sig.(object); sig["derivedVia"] != "litSessionSignViaNacl" || sig["algo"] != "ed25519" {
			t.Error(sig)
		}
	}
	if _, err := client.GetSessionSigs(compat.SessionSigsParams{
		ResourceAbilityRequests: []interface{}{request("lit-bogus", "x")},
	}); err == nil || err.Error() != "Unknown resource prefix: lit-bogus" {
		t.Error(err)
	}

	result := must(client.ExecuteJs(compat.ExecuteJsParams{
		Code: `(async () => {
			console.log("Testing executeJs endpoint");
			Lit.Actions.setResponse({response: "Test successful"});
		})()`,
		JsParams: object{}, SessionSigs: sigs,
	}))
	if result["response"] != "Test successful" || result["logs"] != "Testing executeJs endpoint\n" || result["success"] != true {
		t.Error(result)
	}
	result, err := client.ExecuteJs(compat.ExecuteJsParams{Code: `throw new Error("boom")`, SessionSigs: sigs})
	if !errors.Is(err, lit.ErrActionFailed) || !strings.Contains(fmt.Sprint(result["error"]), "boom") {
		t.Error(result, err)
	}

	must(client.NewLitContractsClient(compat.LitContractsClientConfig{PrivateKey: account.Key, Network: "datil-test"}))
	message := must(client.CreateSiweMessage(compat.CreateSiweMessageParams{
		URI: "http://localhost:3092", Expiration: soon, WalletAddress: account.Address,
		Resources: []interface{}{request("lit-litaction", "lit-action-execution")},
	}))["siweMessage"].(string)
	authSig := must(client.GenerateAuthSig(message))["authSig"].(object)
	if authSig["signedMessage"] != message || authSig["address"] != account.Address {
		t.Error(authSig)
	}
	minted := must(client.MintWithAuth(compat.MintWithAuthParams{
		AuthMethod: object{"authMethodType": 1, "accessToken": authSig}, Scopes: []int{1},
	}))
	pkp := minted["pkp"].(object)
	if len(pkp["tokenId"].(string)) != 66 || len(pkp["publicKey"].(string)) != 130 || len(pkp["ethAddress"].(string)) != 42 {
		t.Error(pkp)
	}
	if transaction := minted["tx"].(object); transaction["status"] != 1.0 || transaction["from"] != account.Address {
		t.Errorf("tx: %v", transaction)
	}

	digest, _ := hex.DecodeString("adb20420bde8cda6771249188817098fca8ccf8eef2120a31e3f64f5812026bf")
	toSign := make([]int, len(digest))
	for i, number := range digest {
		toSign[i] = int(number)
	}
	signed := must(client.PKPSign(compat.PKPSignParams{
		PubKey: "0x" + pkp["publicKey"].(string), ToSign: toSign, SessionSigs: sigs,
	}))["signature"].(object)
	if signed["publicKey"] != strings.ToUpper(pkp["publicKey"].(string)) || len(signed["signature"].(string)) != 132 ||
		signed["dataSigned"] != strings.ToUpper(hex.EncodeToString(digest)) || len(signed["r"].(string)) != 64 {
		t.Error(signed)
	}
	if _, err := client.PKPSign(compat.PKPSignParams{ToSign: toSign}); err == nil || !strings.Contains(err.Error(), `"pubKey" cannot be`) {
		t.Error(err)
	}
	result = must(client.ExecuteJs(compat.ExecuteJsParams{
		Code:     `(async () => { await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" }); })()`,
		JsParams: object{"toSign": toSign, "publicKey": pkp["publicKey"]}, SessionSigs: sigs,
	}))
	if made := result["signatures"].(object)["sig1"].(object); made["dataSigned"] != signed["dataSigned"] {
		t.Error(result)
	}

	condition := []interface{}{object{
		"contractAddress": "", "standardContractType": "", "chain": "ethereum", "method": "",
		"parameters":      []string{":userAddress"},
		"returnValueTest": object{"comparator": "=", "value": account.Address},
	}}
	encrypted := must(client.EncryptString(compat.EncryptStringParams{
		DataToEncrypt: "Hello, World!", AccessControlConditions: condition,
	}))
	decrypted := must(client.DecryptString(compat.DecryptStringParams{
		Chain: "ethereum", Ciphertext: encrypted["ciphertext"].(string),
		DataToEncryptHash: encrypted["dataToEncryptHash"].(string), AccessControlConditions: condition, SessionSigs: sigs,
	}))
	if decrypted["decryptedString"] != "Hello, World!" {
		t.Error(decrypted)
	}
	if _, err := client.EncryptString(compat.EncryptStringParams{DataToEncrypt: "x"}); err == nil ||
		!strings.HasPrefix(err.Error(), "Invalid params: You must pass either accessControlConditions") {
		t.Error(err)
	}

	must(client.Disconnect())
	if result := must(client.GetProperty("ready")); result["property"] != false {
		t.Error(result)
	}
	if _, err := client.ExecuteJs(compat.ExecuteJsParams{Code: "1", SessionSigs: sigs}); !errors.Is(err, lit.ErrDisconnected) {
		t.Error(err)
	}
	must(client.Connect())
	if text := fmt.Sprintf("%v %+v %#v", client, client, client); strings.Contains(text, account.Key[2:]) {
		t.Error(text)
	}
}
