// Sends what the published Go client sends to its server, and checks what comes back.
//
//	polyglot PORT
//
// The private key of a funded account is in LIT_TEST_KEY, its address in LIT_TEST_ADDRESS. Ends with 1 and the reason
// at the first thing that is not as with the original server.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"
)

// The bodies of the published client: the same members in the same order, also those that are null.
type (
	newClient struct {
		LitNetwork string `json:"litNetwork"`
		Debug      bool   `json:"debug"`
	}
	newContracts struct {
		PrivateKey string `json:"privateKey"`
		Network    string `json:"network"`
		Debug      bool   `json:"debug"`
	}
	sessionSigs struct {
		Chain                   string `json:"chain"`
		Expiration              string `json:"expiration"`
		ResourceAbilityRequests []any  `json:"resourceAbilityRequests"`
	}
	executeJs struct {
		Code        string         `json:"code"`
		JsParams    map[string]any `json:"jsParams"`
		SessionSigs map[string]any `json:"sessionSigs"`
	}
	pkpSign struct {
		PubKey      string         `json:"pubKey"`
		ToSign      []int          `json:"toSign"`
		SessionSigs map[string]any `json:"sessionSigs"`
	}
	mintWithAuth struct {
		AuthMethod map[string]any `json:"authMethod"`
		Scopes     []int          `json:"scopes"`
	}
	createSiwe struct {
		URI           string `json:"uri"`
		Expiration    string `json:"expiration"`
		Resources     []any  `json:"resources"`
		WalletAddress string `json:"walletAddress"`
	}
	encrypt struct {
		DataToEncrypt           string `json:"dataToEncrypt"`
		AccessControlConditions []any  `json:"accessControlConditions,omitempty"`
	}
	decrypt struct {
		Ciphertext              string         `json:"ciphertext"`
		DataToEncryptHash       string         `json:"dataToEncryptHash"`
		AccessControlConditions []any          `json:"accessControlConditions,omitempty"`
		SessionSigs             map[string]any `json:"sessionSigs"`
		Chain                   string         `json:"chain"`
	}
)

var base string

func fail(format string, values ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

// An empty body is sent as one of no bytes, with the type of JSON.
func post(path string, body any) map[string]any {
	var text bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&text).Encode(body); err != nil {
			fail("%s: %v", path, err)
		}
	}
	response, err := http.Post(base+path, "application/json", &text)
	if err != nil {
		fail("%s: %v", path, err)
	}
	defer response.Body.Close()
	var found map[string]any
	if err := json.NewDecoder(response.Body).Decode(&found); err != nil {
		fail("%s: %v", path, err)
	}
	shown, _ := json.Marshal(found)
	if len(shown) > 160 {
		shown = shown[:160]
	}
	fmt.Printf("%s %d: %s\n", path, response.StatusCode, shown)
	return found
}

func expect(ok bool, what string, found map[string]any) {
	if !ok {
		text, _ := json.Marshal(found)
		fail("%s: %s", what, text)
	}
}

func succeeded(what string, found map[string]any) { expect(found["success"] == true, what, found) }

// The message of an error, which has a trace beside it.
func message(what string, found map[string]any) string {
	failure, ok := found["error"].(map[string]any)
	expect(ok && failure["stack"] != nil, what, found)
	return failure["message"].(string)
}

func member(found map[string]any, name string) map[string]any {
	value, ok := found[name].(map[string]any)
	expect(ok, "no "+name, found)
	return value
}

func main() {
	base = "http://localhost:" + os.Args[1]
	key, address := os.Getenv("LIT_TEST_KEY"), os.Getenv("LIT_TEST_ADDRESS")
	end := time.Now().UTC().Add(10 * time.Minute).Format("2006-01-02T15:04:05Z")
	grant := func(prefix, ability string) any {
		return map[string]any{
			"resource": map[string]any{"resource": "*", "resourcePrefix": prefix}, "ability": ability}
	}
	all := []any{
		grant("lit-litaction", "lit-action-execution"), grant("lit-pkp", "pkp-signing"),
		grant("lit-accesscontrolcondition", "access-control-condition-decryption"),
	}

	// Without any body, as the client asks whether a server is there.
	response, err := http.Post(base+"/isReady", "application/json", nil)
	if err != nil {
		fail("isReady: %v", err)
	}
	var ready map[string]any
	if json.NewDecoder(response.Body).Decode(&ready) != nil || ready["ready"] != true {
		fail("not ready: %v", ready)
	}
	response.Body.Close()

	succeeded("SetAuthToken", post("/setAuthToken", map[string]string{"authToken": key}))
	succeeded("New", post("/litNodeClient/new", newClient{LitNetwork: "datil-test"}))
	succeeded("Connect", post("/litNodeClient/connect", nil))
	property := post("/litNodeClient/getProperty", map[string]string{"property": "subnetPubKey"})
	expect(len(property["property"].(string)) == 96, "GetProperty", property)
	succeeded("NewLitContractsClient", post("/litContractsClient/new", newContracts{key, "datil-test", false}))

	sigs := member(post("/litNodeClient/getSessionSigs", sessionSigs{"ethereum", end, all}), "sessionSigs")
	ran := post("/litNodeClient/executeJs", executeJs{
		Code:        `(async () => { Lit.Actions.setResponse({ response: "Hello, " + name }); })()`,
		JsParams:    map[string]any{"name": "World"},
		SessionSigs: sigs,
	})
	expect(ran["success"] == true && ran["response"] == "Hello, World", "ExecuteJs", ran)
	// Null for what the caller has left out.
	ran = post("/litNodeClient/executeJs", executeJs{Code: "Lit.Actions.setResponse({ response: 'x' })", SessionSigs: sigs})
	expect(ran["response"] == "x", "ExecuteJs without parameters", ran)
	none := post("/litNodeClient/executeJs", executeJs{Code: "x"})
	expect(message("ExecuteJs", none) == "Cannot convert undefined or null to object", "no session", none)
	thrown := post("/litNodeClient/executeJs", executeJs{Code: "throw new Error('boom')", SessionSigs: sigs})
	expect(strings.Contains(message("ExecuteJs", thrown), "boom"), "ExecuteJs throwing", thrown)

	siwe := post("/authHelpers/createSiweMessage", createSiwe{base, end, all, address})
	auth := post("/authHelpers/generateAuthSig", map[string]string{"toSign": siwe["siweMessage"].(string)})
	token, _ := json.Marshal(member(auth, "authSig"))
	minted := post("/litContractsClient/mintWithAuth", mintWithAuth{
		map[string]any{"authMethodType": 1, "accessToken": string(token)}, []int{1}})
	pkp := member(minted, "pkp")
	digest := make([]int, 32)
	for i := range digest {
		digest[i] = i
	}
	signed := post("/litNodeClient/pkpSign", pkpSign{pkp["publicKey"].(string), digest, sigs})
	signature := member(signed, "signature")
	expect(
		strings.EqualFold(signature["publicKey"].(string), pkp["publicKey"].(string)) &&
			signature["dataSigned"] == "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F",
		"PKPSign", signed)

	conditions := []any{map[string]any{
		"contractAddress": "", "standardContractType": "", "chain": "ethereum", "method": "",
		"parameters":      []string{":userAddress"},
		"returnValueTest": map[string]any{"comparator": "=", "value": address},
	}}
	box := post("/litNodeClient/encryptString", encrypt{"Hello, World!", conditions})
	opened := post("/litNodeClient/decryptString", decrypt{
		box["ciphertext"].(string), box["dataToEncryptHash"].(string), conditions, sigs, "ethereum"})
	expect(opened["decryptedString"] == "Hello, World!", "DecryptString", opened)

	succeeded("Disconnect", post("/litNodeClient/disconnect", nil))
	succeeded("Connect", post("/litNodeClient/connect", nil))
	fmt.Println("all is well")
}
