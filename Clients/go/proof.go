package lit

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
)

// Types of auth methods, as the network's contracts number them.
const (
	// AuthTypeWallet is an Ethereum address.
	AuthTypeWallet = 1
	// AuthTypeAction is a Lit Action.
	AuthTypeAction = 2
	// AuthTypeWebAuthn is a passkey.
	AuthTypeWebAuthn = 3
	// AuthTypeDiscord is a Discord account.
	AuthTypeDiscord = 4
	// AuthTypeGoogle is a Google account, by an access token.
	AuthTypeGoogle = 5
	// AuthTypeGoogleJWT is a Google account, by an identity token.
	AuthTypeGoogleJWT = 6
)

// AuthMethod is somebody who may use a PKP: a wallet, an action, or whatever else the network can verify.
type AuthMethod struct {
	fields map[string]interface{}
	// kind and id are how contracts keep it; there is no id where only the sidecar knows it.
	kind int
	id   []byte
}

// AuthWallet is whoever signs in with the wallet of an address: what sessions of wallets show.
func AuthWallet(address Address) AuthMethod {
	id := Keccak256([]byte(address.String() + ":lit"))
	return AuthMethod{fields: map[string]interface{}{"wallet": address}, kind: AuthTypeWallet, id: id[:]}
}

// AuthAddress is an account by its bytes: what the contracts call a permitted address.
func AuthAddress(address Address) AuthMethod {
	fields := map[string]interface{}{"address": address}
	return AuthMethod{fields: fields, kind: AuthTypeWallet, id: address[:]}
}

// AuthAction is the action with this CID.
func AuthAction(cid string) AuthMethod {
	return AuthMethod{fields: map[string]interface{}{"action": cid}, kind: AuthTypeAction, id: multihash(cid)}
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// multihash is what contracts keep of a CID of version 0: the bytes of its base58. It is nil of any other.
func multihash(cid string) []byte {
	number := new(big.Int)
	for _, letter := range cid {
		digit := strings.IndexRune(base58, letter)
		if digit < 0 {
			return nil
		}
		number.Add(number.Mul(number, big.NewInt(58)), big.NewInt(int64(digit)))
	}
	const sha256, length = 0x12, 0x20
	if bytes := number.Bytes(); len(bytes) == 34 && bytes[0] == sha256 && bytes[1] == length {
		return bytes
	}
	return nil
}

// AuthID is an auth method as contracts keep it: a type, and an id of bytes.
func AuthID(kind int, id []byte) AuthMethod {
	id = append([]byte{}, id...)
	return AuthMethod{fields: map[string]interface{}{"type": kind, "id": Bytes(id)}, kind: kind, id: id}
}

// AuthUser is a user of an app, such as of Google's or Discord's.
func AuthUser(kind int, userID, appID string) AuthMethod {
	id := Keccak256([]byte(userID + ":" + appID))
	fields := map[string]interface{}{"type": kind, "userId": userID, "appId": appID}
	return AuthMethod{fields: fields, kind: kind, id: id[:]}
}

// isNone says whether no method is given.
func (m AuthMethod) isNone() bool { return m.fields == nil }

// MarshalJSON is the form that the sidecar reads.
func (m AuthMethod) MarshalJSON() ([]byte, error) { return json.Marshal(m.fields) }

// String names who it is.
func (m AuthMethod) String() string {
	text, err := json.Marshal(m.fields)
	if err != nil || m.fields == nil {
		return "no auth method"
	}
	return "auth method " + string(text)
}

// Proof shows who somebody is, to open a session of a PKP or to claim a key. Nothing prints what is secret of it.
type Proof struct {
	what   string
	fields func() map[string]interface{}
}

// ProofWallet is a sign-in of one of the client's wallets, made when it is needed.
func ProofWallet(wallet *Wallet) Proof {
	if wallet == nil {
		return Proof{}
	}
	address := wallet.address
	return Proof{"wallet " + address.String(), func() map[string]interface{} {
		return map[string]interface{}{"wallet": address}
	}}
}

// ProofAuthSig is a sign-in that is made already.
func ProofAuthSig(sig AuthSig) Proof {
	return Proof{"auth sig of " + sig.Address, func() map[string]interface{} {
		return map[string]interface{}{"authSig": sig}
	}}
}

// ProofToken is a token of a type of auth method, such as an identity token of Google's.
func ProofToken(kind int, accessToken string) Proof {
	return Proof{fmt.Sprint("token of type ", kind), func() map[string]interface{} {
		return map[string]interface{}{"type": kind, "accessToken": accessToken}
	}}
}

// isNone says whether no proof is given.
func (p Proof) isNone() bool { return p.fields == nil }

// String says what kind of proof it is, without showing it.
func (p Proof) String() string {
	if p.isNone() {
		return "no proof"
	}
	return p.what + " (hidden)"
}

// GoString is String.
func (p Proof) GoString() string { return p.String() }

// Format prints String, with any verb.
func (p Proof) Format(state fmt.State, _ rune) { fmt.Fprint(state, p.String()) }

// wire are proofs as the sidecar reads them.
func wireProofs(proofs []Proof) []map[string]interface{} {
	fields := []map[string]interface{}{}
	for _, proof := range proofs {
		if !proof.isNone() {
			fields = append(fields, proof.fields())
		}
	}
	return fields
}
