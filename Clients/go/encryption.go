package lit

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
)

// ReturnValueTest is what the answer of a chain is compared with.
type ReturnValueTest struct {
	// Key names a part of the answer, where it has parts.
	Key string `json:"key,omitempty"`
	// Comparator is =, !=, >, >=, <, <=, contains, …
	Comparator string `json:"comparator"`
	// Value is compared with.
	Value string `json:"value"`
}

// Condition is one access condition on an EVM chain. Others, on contracts and on Solana, are given as maps, in the
// form of the JavaScript SDK.
type Condition struct {
	// ContractAddress is asked; empty for the chain itself, or for none.
	ContractAddress string `json:"contractAddress"`
	// StandardContractType is ERC20, ERC721, …; empty for none.
	StandardContractType string `json:"standardContractType"`
	// Chain is the chain's name, such as ethereum.
	Chain string `json:"chain"`
	// Method is what is called, such as balanceOf; empty where nothing is.
	Method string `json:"method"`
	// Parameters are the method's; :userAddress is who wants to decrypt.
	Parameters []string `json:"parameters"`
	// ReturnValueTest has to hold.
	ReturnValueTest ReturnValueTest `json:"returnValueTest"`
}

// Operator stands between two conditions.
type Operator string

const (
	// And wants both.
	And Operator = "and"
	// Or wants one of them.
	Or Operator = "or"
)

// MarshalJSON is the form in conditions.
func (o Operator) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]string{"operator": string(o)})
}

// Conditions are access conditions: who may have something decrypted. Items are conditions with [And] or [Or] between
// them; a []interface{} is a group of them.
type Conditions struct {
	kind  string
	items []interface{}
}

// EVMConditions are conditions on EVM chains: [Condition] values.
func EVMConditions(items ...interface{}) Conditions {
	return Conditions{"accessControlConditions", items}
}

// ContractConditions are conditions on what contracts answer, in the form of the JavaScript SDK.
func ContractConditions(items ...interface{}) Conditions {
	return Conditions{"evmContractConditions", items}
}

// SolanaConditions are conditions on Solana, in the form of the JavaScript SDK.
func SolanaConditions(items ...interface{}) Conditions { return Conditions{"solRpcConditions", items} }

// UnifiedConditions mix kinds, each with its conditionType, in the form of the JavaScript SDK.
func UnifiedConditions(items ...interface{}) Conditions {
	return Conditions{"unifiedAccessControlConditions", items}
}

// OnlyAddress is the condition that whoever decrypts has an address.
func OnlyAddress(address Address) Conditions {
	return EVMConditions(Condition{
		Chain: "ethereum", Parameters: []string{":userAddress"},
		ReturnValueTest: ReturnValueTest{Comparator: "=", Value: address.String()},
	})
}

func (c Conditions) describe(body map[string]interface{}, operation string) error {
	if c.kind == "" || len(c.items) == 0 {
		return invalid(operation, "Give some, such as lit.OnlyAddress(address).", "There are no access conditions")
	}
	body[c.kind] = c.items
	return nil
}

// Ciphertext is encrypted data. It is no secret, and stands in JSON as the JavaScript SDK writes it.
type Ciphertext struct {
	// Ciphertext is in base64.
	Ciphertext string `json:"ciphertext"`
	// DataToEncryptHash is SHA-256 of the plaintext, in hexadecimal digits.
	DataToEncryptHash string `json:"dataToEncryptHash"`
}

// Encrypt encrypts data so that the nodes decrypt it for whoever meets the conditions. Nothing leaves this machine.
func (c *Client) Encrypt(ctx context.Context, data []byte, conditions Conditions) (Ciphertext, error) {
	const operation = "encrypt"
	body := map[string]interface{}{"data": base64.StdEncoding.EncodeToString(data)}
	if err := conditions.describe(body, operation); err != nil {
		return Ciphertext{}, err
	}
	var ciphertext Ciphertext
	err := c.do(ctx, call{
		operation: operation, method: http.MethodPost, path: "/encryptions", into: &ciphertext, isSafe: true,
		body: plain(body),
	})
	return ciphertext, err
}

// DecryptRequest says what to decrypt, and what allows it.
type DecryptRequest struct {
	// Ciphertext is what Encrypt gave.
	Ciphertext Ciphertext
	// Conditions are those it was encrypted under.
	Conditions Conditions
	// Session allows it: a [*Session], [SessionSigs], or an [AuthSig].
	Session Credential
	// Chain is the one that an AuthSig is for; ethereum unless told.
	Chain string
}

// Decrypt has the nodes check the conditions, and decrypts.
func (c *Client) Decrypt(ctx context.Context, request DecryptRequest) ([]byte, error) {
	const operation = "decrypt"
	fields := map[string]interface{}{
		"ciphertext": request.Ciphertext.Ciphertext, "dataToEncryptHash": request.Ciphertext.DataToEncryptHash,
	}
	if err := request.Conditions.describe(fields, operation); err != nil {
		return nil, err
	}
	setText(fields, "chain", request.Chain)
	var answer struct {
		Data string `json:"data"`
	}
	err := c.do(ctx, call{
		operation: operation, method: http.MethodPost, path: "/decryptions", into: &answer, isSafe: true,
		body: c.withCredential(fields, request.Session), sessions: sessionsOf(request.Session),
	})
	if err != nil {
		return nil, err
	}
	data, err := base64.StdEncoding.DecodeString(answer.Data)
	if err != nil {
		return nil, garbled(fmt.Sprintf("The decrypted data is not base64: %s", err), err)
	}
	return data, nil
}
