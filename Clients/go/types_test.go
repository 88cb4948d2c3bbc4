package lit

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
	"testing"
)

func TestAddresses(t *testing.T) {
	t.Parallel()
	// From EIP-55.
	for _, text := range []string{
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
		"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
		"0x52908400098527886E0F7030069857D2E4169EE7", "0xde709f2102306220921060314715629080e2fb77",
	} {
		for _, form := range []string{text, text[2:], strings.ToLower(text), "0x" + strings.ToUpper(text[2:])} {
			address, err := ParseAddress(form)
			if err != nil || address.String() != text {
				t.Errorf("%s: %v, %v", form, address, err)
			}
			if got := fmt.Sprintf("%x %s %v %q", address, address, address, address); got !=
				strings.ToLower(text[2:])+" "+text+" "+text+` "`+text+`"` {
				t.Error(got)
			}
		}
	}
	for _, bad := range []string{
		"", "0x", "0x12", "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", strings.Repeat("zz", 20),
		"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed00",
	} {
		if address, err := ParseAddress(bad); err == nil {
			t.Errorf("%q is %v", bad, address)
		}
	}
	if !(Address{}).IsZero() || (Address{1}).IsZero() {
		t.Error("zero is not zero")
	}
}

func TestTokenIDs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"0": "0x" + strings.Repeat("0", 64), "255": "0x" + strings.Repeat("0", 62) + "ff",
		"0xff": "0x" + strings.Repeat("0", 62) + "ff", "0x" + strings.Repeat("f", 64): "0x" + strings.Repeat("f", 64),
	} {
		id, err := ParseTokenID(text)
		if err != nil || id.String() != want {
			t.Errorf("%s: %v, %v", text, id, err)
		}
		if again, err := ParseTokenID(id.Big().String()); err != nil || again != id {
			t.Errorf("%s: %v, %v", text, again, err)
		}
	}
	for _, bad := range []string{"", "-1", "0x1" + strings.Repeat("0", 64), "one", "1_000", "0x"} {
		if id, err := ParseTokenID(bad); err == nil {
			t.Errorf("%q is %v", bad, id)
		}
	}
}

func TestPublicKeys(t *testing.T) {
	t.Parallel()
	// The key 1: the curve's generator (SEC 2, section 2.4.1) and the address that everybody knows.
	key, err := ParsePublicKey("0479be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798" +
		"483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8")
	if err != nil || key.Address().String() != "0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf" {
		t.Error(key.Address(), err)
	}
	if _, err := ParsePublicKey("02" + strings.Repeat("00", 64)); err == nil {
		t.Error("the prefix is wrong")
	}
}

func TestEther(t *testing.T) {
	t.Parallel()
	for text, wei := range map[string]string{
		"1": "1000000000000000000", "0.01": "10000000000000000", "0.000000000000000001": "1", "0": "0",
		"12.5": "12500000000000000000",
	} {
		amount, err := ParseEther(text)
		if err != nil || amount.String() != wei || FormatEther(amount) != text {
			t.Errorf("%s: %v, %v", text, amount, err)
		}
	}
	for _, bad := range []string{"", ".", "1.", ".5", "-1", "1e18", "0.0000000000000000001", "1.2.3", "+1", "0x1", strings.Repeat("9", 90)} {
		if amount, err := ParseEther(bad); err == nil {
			t.Errorf("%q is %v", bad, amount)
		}
	}
	if FormatEther(big.NewInt(-5)) != "-0.000000000000000005" || FormatEther(nil) != "0" {
		t.Error(FormatEther(big.NewInt(-5)))
	}
}

func TestSignaturesInJSON(t *testing.T) {
	t.Parallel()
	good := `{"signature":"0x` + strings.Repeat("11", 32) + strings.Repeat("22", 32) + `1b","publicKey":"0x04` +
		strings.Repeat("33", 64) + `","address":"0x0000000000000000000000000000000000000001","digest":"` + fakeHash + `"}`
	var signature Signature
	if err := json.Unmarshal([]byte(good), &signature); err != nil || signature.V() != 27 || signature.Bytes()[64] != 0 {
		t.Fatal(signature, err)
	}
	again, err := json.Marshal(signature)
	if err != nil || string(again) != good {
		t.Errorf("%s, %v", again, err)
	}
	for _, bad := range []string{strings.Replace(good, `1b"`, `02"`, 1), strings.Replace(good, "11", "", 1), "{}", "[]"} {
		if err := json.Unmarshal([]byte(bad), &signature); err == nil {
			t.Error(bad)
		}
	}
}

func TestAuthMethodIDs(t *testing.T) {
	t.Parallel()
	address, _ := ParseAddress("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23")
	if id := AuthWallet(address).id; toHex(id) != Keccak256([]byte("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23:lit")).String() {
		t.Errorf("%x", id)
	}
	if id := AuthAddress(address).id; toHex(id) != strings.ToLower(address.String()) {
		t.Errorf("%x", id)
	}
	// SHA-256 of nothing, as IPFS writes it.
	if id := AuthAction("QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n").id; toHex(id) !=
		"0x1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("%x", id)
	}
	for method, want := range map[string]AuthMethod{
		`{"wallet":"0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"}`:  AuthWallet(address),
		`{"address":"0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"}`: AuthAddress(address),
		`{"action":"Qm1"}`:                        AuthAction("Qm1"),
		`{"id":"0x0102","type":9}`:                AuthID(9, []byte{1, 2}),
		`{"appId":"app","type":6,"userId":"ada"}`: AuthUser(6, "ada", "app"),
	} {
		if text, err := json.Marshal(want); err != nil || string(text) != method {
			t.Errorf("%s, %v", text, err)
		}
	}
}

func TestScopesInJSON(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal([]Scope{SignAnything, PersonalSign, 7})
	if err != nil || string(text) != `["signAnything","personalSign",7]` {
		t.Errorf("%s, %v", text, err)
	}
	var scopes []Scope
	if err := json.Unmarshal([]byte(`["signAnything",2,"personalSign",9]`), &scopes); err != nil || fmt.Sprint(scopes) !=
		"[signAnything personalSign personalSign scope 9]" {
		t.Error(scopes, err)
	}
	if err := json.Unmarshal([]byte(`["other"]`), &scopes); err == nil {
		t.Error("there is no such scope")
	}
}

func TestConditionsInJSON(t *testing.T) {
	t.Parallel()
	body := map[string]interface{}{}
	condition := Condition{Chain: "ethereum", Parameters: []string{":userAddress"}, ReturnValueTest: ReturnValueTest{Comparator: "=", Value: "x"}}
	if err := EVMConditions(condition, Or, []interface{}{condition, And, condition}).describe(body, "encrypt"); err != nil {
		t.Fatal(err)
	}
	one := `{"contractAddress":"","standardContractType":"","chain":"ethereum","method":"","parameters":[":userAddress"],` +
		`"returnValueTest":{"comparator":"=","value":"x"}}`
	want := `{"accessControlConditions":[` + one + `,{"operator":"or"},[` + one + `,{"operator":"and"},` + one + `]]}`
	if text, err := json.Marshal(body); err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}

func TestParametersHaveBytesAsNumbers(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(wireParameters(map[string]interface{}{
		"bytes": []byte{0, 255}, "hash": Hash{1}, "key": PublicKey{4}, "nested": []interface{}{[]byte{7}, map[string]interface{}{"a": []byte{}}},
		"array": [2]byte{1, 2}, "text": "x", "number": 1.5, "none": nil,
	}))
	hash := "[1" + strings.Repeat(",0", 31) + "]"
	want := `{"array":[1,2],"bytes":[0,255],"hash":` + hash + `,"key":"0x04` + strings.Repeat("0", 128) +
		`","nested":[[7],{"a":[]}],"none":null,"number":1.5,"text":"x"}`
	if err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}

func TestErrorsAreSentences(t *testing.T) {
	t.Parallel()
	failure := &Error{Code: ErrTimedOut, Message: "Slow", Hint: "Wait", OutcomeUnknown: true}
	if failure.Error() != "lit: Slow. Wait. [timedOut]" {
		t.Error(failure)
	}
	if ErrTimedOut.Error() != "lit: timedOut" {
		t.Error(ErrTimedOut)
	}
	for _, report := range []struct {
		NodeReport
		want string
	}{
		{NodeReport{Node: "n", Message: "refused"}, "n did not answer: refused."},
		{NodeReport{Node: "n", Status: 500}, "n said 500."},
		{NodeReport{Node: "n", Status: 401, Code: "No", Message: "Never!"}, "n said 401 No: Never!"},
	} {
		if report.String() != report.want {
			t.Error(report.String())
		}
	}
}
