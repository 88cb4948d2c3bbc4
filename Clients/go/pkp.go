package lit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// PKP is a programmable key pair: the nodes hold shares of its key, and nobody has it whole. For signing, one with a
// public key and its address is enough.
type PKP struct {
	// TokenID is the number of the token that owns it.
	TokenID TokenID `json:"tokenId"`
	// PublicKey is its key.
	PublicKey PublicKey `json:"publicKey"`
	// Address is its account.
	Address Address `json:"address"`
	// TransactionHash is that of the transaction that minted it, where [Client.MintPKP] has just done so and the
	// sidecar tells.
	TransactionHash *Hash `json:"transactionHash,omitempty"`
}

// String is the PKP's address.
func (p PKP) String() string { return "PKP " + p.Address.String() }

// PKPRef names a PKP: a [PKP], a [TokenID], an [Address] or a [PublicKey].
type PKPRef interface{ pkpRef() string }

func (p PKP) pkpRef() string {
	switch {
	case p.PublicKey != PublicKey{}:
		return p.PublicKey.String()
	case p.TokenID != TokenID{}:
		return p.TokenID.String()
	default:
		return p.Address.String()
	}
}

func (t TokenID) pkpRef() string   { return t.String() }
func (a Address) pkpRef() string   { return a.String() }
func (k PublicKey) pkpRef() string { return k.String() }

// Scope is what an auth method may do with a PKP: one of the constants, or a number that actions know.
type Scope int

const (
	// SignAnything allows any signature.
	SignAnything Scope = 1
	// PersonalSign allows signatures of messages only, which is enough to open a session of the PKP.
	PersonalSign Scope = 2
)

// MarshalJSON is the name of a scope, or its number.
func (s Scope) MarshalJSON() ([]byte, error) {
	switch s {
	case SignAnything, PersonalSign:
		return json.Marshal(s.String())
	default:
		return json.Marshal(int(s))
	}
}

// UnmarshalJSON reads a scope's name, or its number.
func (s *Scope) UnmarshalJSON(text []byte) error {
	switch string(text) {
	case `"signAnything"`:
		*s = SignAnything
	case `"personalSign"`:
		*s = PersonalSign
	default:
		number, err := strconv.Atoi(string(text))
		if err != nil {
			return fmt.Errorf("%s is no scope", short(string(text)))
		}
		*s = Scope(number)
	}
	return nil
}

// String is the scope's name.
func (s Scope) String() string {
	switch s {
	case SignAnything:
		return "signAnything"
	case PersonalSign:
		return "personalSign"
	default:
		return "scope " + strconv.Itoa(int(s))
	}
}

// MintRequest says what PKP to mint.
type MintRequest struct {
	// Scopes are what the auth method may do.
	Scopes []Scope
	// AuthMethod is who may use the PKP: the wallet that mints it, if none is given.
	AuthMethod AuthMethod
	// Wallet mints it and pays: the client's first, if it is nil.
	Wallet *Wallet
	// OwnedByWallet leaves the PKP to the wallet, which may then change its permissions. Otherwise the PKP owns
	// itself, and changes them by transactions of its own.
	OwnedByWallet bool
	// Claim shows who may have the key that belongs to an auth method; Scopes and AuthMethod are not used then.
	Claim Proof
}

// MintPKP mints a PKP.
func (c *Client) MintPKP(ctx context.Context, request MintRequest) (PKP, error) {
	body := map[string]interface{}{}
	setWallet(body, request.Wallet)
	if !request.Claim.isNone() {
		body["claim"] = request.Claim.fields()
	} else {
		body["scopes"] = scopesOf(request.Scopes)
		if !request.AuthMethod.isNone() {
			body["authMethod"] = request.AuthMethod
		}
		if request.OwnedByWallet {
			body["ownsItself"] = false
		}
	}
	var pkp PKP
	err := c.do(ctx, call{
		operation: "mint a PKP", method: http.MethodPost, path: "/pkps", into: &pkp, body: plain(body),
		unknown: "whether the PKP was minted", check: "Look which PKPs there are with PKPsFor, for the auth method that was to be permitted.",
	})
	return pkp, err
}

func scopesOf(scopes []Scope) []Scope { return append([]Scope{}, scopes...) }

func setWallet(body map[string]interface{}, wallet *Wallet) {
	if wallet != nil {
		body["wallet"] = wallet.address
	}
}

// PKPsOf are the PKPs that an address owns.
func (c *Client) PKPsOf(ctx context.Context, owner Address) ([]PKP, error) {
	return c.pkps(ctx, url.Values{"owner": {owner.String()}})
}

// PKPsFor are the PKPs that permit an auth method.
func (c *Client) PKPsFor(ctx context.Context, method AuthMethod) ([]PKP, error) {
	if method.id == nil {
		return nil, invalid("look for PKPs", "Give a wallet, an address, an action's CID that begins with Qm, or AuthID.",
			"Contracts know no id of %v", method)
	}
	return c.pkps(ctx, url.Values{"type": {strconv.Itoa(method.kind)}, "id": {toHex(method.id)}})
}

func (c *Client) pkps(ctx context.Context, query url.Values) ([]PKP, error) {
	var answer struct {
		PKPs []PKP `json:"pkps"`
	}
	err := c.do(ctx, call{
		operation: "look for PKPs", method: http.MethodGet, path: "/pkps?" + query.Encode(), into: &answer,
		isSafe: true,
	})
	return answer.PKPs, err
}

// PKPDetails are what the contracts say of a PKP.
type PKPDetails struct {
	PKP
	// Owner is who may change its permissions.
	Owner Address `json:"owner"`
	// Permissions are who may do what with it.
	Permissions []PKPPermission `json:"permissions"`
}

// PKPPermission is an auth method that a PKP permits.
type PKPPermission struct {
	// AuthMethod is who.
	AuthMethod PermittedMethod `json:"authMethod"`
	// Scopes are what for.
	Scopes []Scope `json:"scopes"`
}

// PermittedMethod is an auth method as contracts keep it.
type PermittedMethod struct {
	// Type is such as [AuthTypeWallet].
	Type int `json:"type"`
	// ID is who it is, in the manner of the type.
	ID Bytes `json:"id"`
	// PublicKey is a passkey's.
	PublicKey Bytes `json:"publicKey,omitempty"`
}

// PKP asks the contracts about a PKP.
func (c *Client) PKP(ctx context.Context, pkp PKPRef) (PKPDetails, error) {
	var details PKPDetails
	err := c.do(ctx, call{
		operation: "look at a PKP", method: http.MethodGet, path: "/pkps/" + pkp.pkpRef(), into: &details,
		isSafe: true,
	})
	return details, err
}

// PermitRequest says who is to be permitted what.
type PermitRequest struct {
	// AuthMethod is who.
	AuthMethod AuthMethod
	// Scopes are what for.
	Scopes []Scope
	// Wallet owns the PKP, or may sign with one that owns itself, which then needs ether: the client's first, if
	// it is nil.
	Wallet *Wallet
}

// Permit lets an auth method use a PKP.
func (c *Client) Permit(ctx context.Context, pkp PKPRef, request PermitRequest) error {
	body := map[string]interface{}{"authMethod": request.AuthMethod, "scopes": scopesOf(request.Scopes)}
	return c.changePermissions(ctx, "permit", http.MethodPost, pkp, request.AuthMethod, request.Wallet, body)
}

// RevokeRequest says who is not to be permitted any more.
type RevokeRequest struct {
	// AuthMethod is who.
	AuthMethod AuthMethod
	// Wallet owns the PKP, or may sign with one that owns itself, which then needs ether: the client's first, if
	// it is nil.
	Wallet *Wallet
}

// Revoke takes from an auth method all that it may do with a PKP.
func (c *Client) Revoke(ctx context.Context, pkp PKPRef, request RevokeRequest) error {
	body := map[string]interface{}{"authMethod": request.AuthMethod}
	return c.changePermissions(ctx, "revoke", http.MethodDelete, pkp, request.AuthMethod, request.Wallet, body)
}

func (c *Client) changePermissions(
	ctx context.Context, operation, method string, pkp PKPRef, who AuthMethod, wallet *Wallet,
	body map[string]interface{},
) error {
	if who.isNone() {
		return invalid(operation, "Give one, such as lit.AuthAddress(address).", "No auth method is given")
	}
	setWallet(body, wallet)
	return c.do(ctx, call{
		operation: operation, method: method, path: "/pkps/" + pkp.pkpRef() + "/permissions", body: plain(body),
		unknown: "whether the permissions were changed", check: "Look at them with Client.PKP.",
	})
}

// Claim is a key that belongs to an auth method, or to what an action has claimed.
type Claim struct {
	// KeyID is what the key derives from.
	KeyID string `json:"keyId"`
	// PublicKey is the key.
	PublicKey PublicKey `json:"publicKey"`
	// Address is its account.
	Address Address `json:"address"`
}

// Claim is the key that belongs to an auth method, which has to show who it is. [Client.MintPKP] mints it.
func (c *Client) Claim(ctx context.Context, proof Proof) (Claim, error) {
	if proof.isNone() {
		return Claim{}, invalid("claim a key", "Give one, such as lit.ProofWallet(wallet).", "No proof is given")
	}
	var claim Claim
	err := c.do(ctx, call{
		operation: "claim a key", method: http.MethodPost, path: "/claims", into: &claim, isSafe: true,
		body: plain(map[string]interface{}{"proof": proof.fields()}),
	})
	return claim, err
}
