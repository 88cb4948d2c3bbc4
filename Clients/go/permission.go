package lit

// Abilities: what a session may do.
const (
	// AbilityExecute runs actions.
	AbilityExecute = "lit-action-execution"
	// AbilitySign signs with PKPs.
	AbilitySign = "pkp-signing"
	// AbilityDecrypt decrypts where access conditions hold.
	AbilityDecrypt = "access-control-condition-decryption"
	// AbilityAttest has nodes sign that access conditions hold.
	AbilityAttest = "access-control-condition-signing"
	// AbilityUseCredit pays with capacity credits.
	AbilityUseCredit = "rate-limit-increase-auth"
)

// Prefixes of resources: what a session may do it with.
const (
	// ResourceAction is before the CID of an action, or *.
	ResourceAction = "lit-litaction://"
	// ResourcePKP is before the token id of a PKP, or *.
	ResourcePKP = "lit-pkp://"
	// ResourceCondition is before hashes of access conditions and data, or *.
	ResourceCondition = "lit-accesscontrolcondition://"
	// ResourceCredit is before the token id of a capacity credit, or *.
	ResourceCredit = "lit-ratelimitincrease://"
)

// Permission is one thing that a session allows.
type Permission struct {
	// Ability is what may be done, such as [AbilitySign].
	Ability string `json:"ability"`
	// Resource is what with, such as lit-pkp://*.
	Resource string `json:"resource"`
}

// ExecuteActions allows to run any action.
func ExecuteActions() Permission { return Permission{AbilityExecute, ResourceAction + "*"} }

// ExecuteAction allows to run the action with this CID.
func ExecuteAction(cid string) Permission { return Permission{AbilityExecute, ResourceAction + cid} }

// SignWithAny allows to sign with every PKP that permits the session's account.
func SignWithAny() Permission { return Permission{AbilitySign, ResourcePKP + "*"} }

// SignWith allows to sign with this PKP.
func SignWith(pkp PKP) Permission { return Permission{AbilitySign, ResourcePKP + pkp.TokenID.String()} }

// Decrypt allows to have anything decrypted whose access conditions hold.
func Decrypt() Permission { return Permission{AbilityDecrypt, ResourceCondition + "*"} }

// Attest allows to have nodes sign that access conditions hold, whichever they are.
func Attest() Permission { return Permission{AbilityAttest, ResourceCondition + "*"} }

// UseCredits allows to pay with any capacity credit of the account.
func UseCredits() Permission { return Permission{AbilityUseCredit, ResourceCredit + "*"} }

// UseCredit allows to pay with this capacity credit.
func UseCredit(credit TokenID) Permission {
	return Permission{AbilityUseCredit, ResourceCredit + credit.String()}
}

// String is the permission as sessions name it.
func (p Permission) String() string { return p.Ability + " on " + p.Resource }
