package lit

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// CreditRequest says what capacity to buy.
type CreditRequest struct {
	// RequestsPerKilosecond is how many requests it allows in 1000 seconds.
	RequestsPerKilosecond int
	// Days is how long.
	Days int
	// Wallet pays and owns it: the client's first, if it is nil.
	Wallet *Wallet
}

// MintCredit buys a capacity credit.
func (c *Client) MintCredit(ctx context.Context, request CreditRequest) (TokenID, error) {
	body := map[string]interface{}{
		"requestsPerKilosecond": request.RequestsPerKilosecond, "days": request.Days,
	}
	setWallet(body, request.Wallet)
	var answer struct {
		TokenID TokenID `json:"tokenId"`
	}
	err := c.do(ctx, call{
		operation: "mint a capacity credit", method: http.MethodPost, path: "/capacity/credits", into: &answer,
		body: plain(body), unknown: "whether the credit was minted",
		check: "Look which credits the wallet has with Credits.",
	})
	return answer.TokenID, err
}

// Credit is capacity that somebody has paid for.
type Credit struct {
	// TokenID is its number.
	TokenID TokenID `json:"tokenId"`
	// RequestsPerKilosecond is how many requests it allows in 1000 seconds.
	RequestsPerKilosecond int `json:"requestsPerKilosecond"`
	// ExpiresAt is when it ends.
	ExpiresAt time.Time `json:"expiresAt"`
}

// Credits are the capacity credits that an address owns.
func (c *Client) Credits(ctx context.Context, owner Address) ([]Credit, error) {
	var answer struct {
		Credits []Credit `json:"credits"`
	}
	err := c.do(ctx, call{
		operation: "look for capacity credits", method: http.MethodGet, into: &answer, isSafe: true,
		path: "/capacity/credits?" + url.Values{"owner": {owner.String()}}.Encode(),
	})
	return answer.Credits, err
}

// DelegationRequest says who may use one's capacity.
type DelegationRequest struct {
	// Users may; anybody, if there are none.
	Users []Address
	// Uses is how often; as often as they like, if it is 0.
	Uses int
	// Credit is which one; any of the wallet's, if it is nil.
	Credit *TokenID
	// Lifetime is how long; the sidecar's usual time, if it is zero.
	Lifetime time.Duration
	// Wallet owns the credit: the client's first, if it is nil.
	Wallet *Wallet
}

// Delegation lets others use capacity: they give it in [SessionRequest].Capacity.
type Delegation struct {
	// AuthSig is what is given.
	AuthSig AuthSig `json:"delegation"`
	// Expiration is when it ends.
	Expiration time.Time `json:"expiration"`
}

// DelegateCapacity signs that others may use a capacity credit.
func (c *Client) DelegateCapacity(ctx context.Context, request DelegationRequest) (Delegation, error) {
	body := map[string]interface{}{}
	setWallet(body, request.Wallet)
	if len(request.Users) > 0 {
		body["users"] = request.Users
	}
	if request.Uses > 0 {
		body["uses"] = request.Uses
	}
	if request.Credit != nil {
		body["credit"] = *request.Credit
	}
	if request.Lifetime > 0 {
		body["lifetime"] = request.Lifetime.Seconds()
	}
	var delegation Delegation
	err := c.do(ctx, call{
		operation: "delegate capacity", method: http.MethodPost, path: "/capacity/delegations", into: &delegation,
		isSafe: true, body: plain(body),
	})
	return delegation, err
}
