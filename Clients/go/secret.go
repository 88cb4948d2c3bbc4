package lit

import (
	"crypto/ecdsa"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
)

// secret is a text that no way of printing shows. It is behind a function, so that printers that look into every
// field find nothing either.
type secret func() string

func newSecret(text string) secret { return func() string { return text } }

func (s secret) reveal() string {
	if s == nil {
		return ""
	}
	return s()
}

// curveOrder is the number of points of secp256k1 (SEC 2, section 2.4.1).
var curveOrder, _ = new(big.Int).SetString("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16)

// PrivateKey is the key of a wallet. Nothing prints it; [PrivateKey.Reveal] does.
type PrivateKey struct{ hex secret }

// NewPrivateKey makes a key from the system's randomness.
func NewPrivateKey() (PrivateKey, error) {
	most := new(big.Int).Sub(curveOrder, big.NewInt(1))
	number, err := rand.Int(rand.Reader, most)
	if err != nil {
		return PrivateKey{}, fmt.Errorf("the system has no randomness: %w", err)
	}
	return privateKey(number.Add(number, big.NewInt(1))), nil
}

// ParsePrivateKey reads 64 hexadecimal digits, with or without 0x. Its errors do not contain them.
func ParsePrivateKey(text string) (PrivateKey, error) {
	bytes, err := fromHex(text)
	if err != nil || len(bytes) != 32 {
		return PrivateKey{}, &Error{
			Code: ErrInvalidArgument, Message: "This is no private key", Hint: "A key is 64 hexadecimal digits.",
		}
	}
	return checkedKey(new(big.Int).SetBytes(bytes))
}

// PrivateKeyFromECDSA takes a key of secp256k1 as go-ethereum has it.
func PrivateKeyFromECDSA(key *ecdsa.PrivateKey) (PrivateKey, error) {
	if key == nil || key.D == nil || key.Curve == nil || key.Curve.Params().N.Cmp(curveOrder) != 0 {
		return PrivateKey{}, &Error{
			Code: ErrInvalidArgument, Message: "The key is not of secp256k1",
			Hint: "Take one that go-ethereum's crypto package has made.",
		}
	}
	return checkedKey(key.D)
}

func checkedKey(number *big.Int) (PrivateKey, error) {
	if number.Sign() <= 0 || number.Cmp(curveOrder) >= 0 {
		return PrivateKey{}, &Error{
			Code: ErrInvalidArgument, Message: "The number is no private key of secp256k1",
			Hint: "Keys are above zero and below the order of the curve.",
		}
	}
	return privateKey(number), nil
}

func privateKey(number *big.Int) PrivateKey {
	var bytes [32]byte
	number.FillBytes(bytes[:])
	return PrivateKey{newSecret(toHex(bytes[:]))}
}

// Reveal is the key: 0x and 64 digits.
func (k PrivateKey) Reveal() string { return k.hex.reveal() }

// IsZero says whether there is no key.
func (k PrivateKey) IsZero() bool { return k.hex == nil }

// String does not show the key.
func (k PrivateKey) String() string { return "private key (hidden)" }

// GoString does not show the key.
func (k PrivateKey) GoString() string { return k.String() }

// Format does not show the key, with any verb.
func (k PrivateKey) Format(state fmt.State, _ rune) { fmt.Fprint(state, k.String()) }

// MarshalText refuses: keys do not get into JSON unnoticed.
func (k PrivateKey) MarshalText() ([]byte, error) {
	return nil, errors.New("a private key is not written into JSON: use Reveal")
}

// SessionExport is a session as text: who has it can use the session until it ends. Nothing prints it;
// [SessionExport.Reveal] does.
type SessionExport struct{ text secret }

// ParseSessionExport takes what [SessionExport.Reveal] gave.
func ParseSessionExport(text string) SessionExport { return SessionExport{newSecret(text)} }

// Reveal is the text.
func (e SessionExport) Reveal() string { return e.text.reveal() }

// String does not show the session.
func (e SessionExport) String() string { return "exported session (hidden)" }

// GoString does not show the session.
func (e SessionExport) GoString() string { return e.String() }

// Format does not show the session, with any verb.
func (e SessionExport) Format(state fmt.State, _ rune) { fmt.Fprint(state, e.String()) }

// MarshalText refuses: sessions do not get into JSON unnoticed.
func (e SessionExport) MarshalText() ([]byte, error) {
	return nil, errors.New("an exported session is not written into JSON: use Reveal")
}
