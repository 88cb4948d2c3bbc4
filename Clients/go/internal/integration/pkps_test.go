package integration

import (
	"errors"
	"testing"
	"time"

	lit "lit-swift/clients/go"
)

func TestPKPsAndPermissions(t *testing.T) {
	t.Parallel()
	client := network(t).Connect(t)
	ctx := limited(t)
	owner := client.Wallet().Address()
	pkp, err := client.MintPKP(ctx, lit.MintRequest{Scopes: []lit.Scope{lit.SignAnything}, OwnedByWallet: true})
	if err != nil {
		t.Fatal(err)
	}
	if owned, err := client.PKPsOf(ctx, owner); err != nil || len(owned) != 1 || owned[0].TokenID != pkp.TokenID {
		t.Error(owned, err)
	}
	if permitted, err := client.PKPsFor(ctx, lit.AuthWallet(owner)); err != nil || len(permitted) != 1 {
		t.Error(permitted, err)
	}
	friend := network(t).Account().Address
	if err := client.Permit(ctx, pkp, lit.PermitRequest{
		AuthMethod: lit.AuthAddress(friend), Scopes: []lit.Scope{lit.PersonalSign},
	}); err != nil {
		t.Fatal(err)
	}
	find := func() *lit.PKPPermission {
		for _, ref := range []lit.PKPRef{pkp, pkp.TokenID, pkp.Address, pkp.PublicKey} {
			details, err := client.PKP(ctx, ref)
			if err != nil {
				t.Fatal(err)
			}
			if details.Owner != owner || details.TokenID != pkp.TokenID || details.PublicKey != pkp.PublicKey {
				t.Errorf("%+v", details)
			}
			for _, permission := range details.Permissions {
				if permission.AuthMethod.ID.String() == lit.Bytes(friend[:]).String() {
					return &permission
				}
			}
		}
		return nil
	}
	if permission := find(); permission == nil || permission.AuthMethod.Type != lit.AuthTypeWallet ||
		len(permission.Scopes) != 1 || permission.Scopes[0] != lit.PersonalSign {
		t.Errorf("%+v", permission)
	}
	if err := client.Revoke(ctx, pkp, lit.RevokeRequest{AuthMethod: lit.AuthAddress(friend)}); err != nil {
		t.Fatal(err)
	}
	if permission := find(); permission != nil {
		t.Errorf("%+v", permission)
	}
	if _, err := client.PKP(ctx, lit.TokenID{1}); !errors.Is(err, lit.ErrPKPNotFound) {
		t.Error(err)
	}
}

func TestSessionsOfPKPs(t *testing.T) {
	t.Parallel()
	client, pkp, _ := minted(t)
	ctx := limited(t)
	proof := lit.ProofWallet(client.Wallet())
	session, err := client.Session(ctx, lit.SessionRequest{
		Allowing: []lit.Permission{lit.SignWith(pkp)}, PKP: &pkp, Proofs: []lit.Proof{proof}, Lifetime: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	if !session.IsPKP() || session.Account() != pkp.Address || time.Until(session.Expiration()) > time.Hour {
		t.Errorf("%v", session)
	}
	if err := client.Permit(ctx, pkp, lit.PermitRequest{}); !errors.Is(err, lit.ErrInvalidArgument) {
		t.Error(err)
	}
	claim, err := client.Claim(ctx, proof)
	if err != nil || claim.PublicKey.Address() != claim.Address {
		t.Errorf("%+v, %v", claim, err)
	}
	claimed, err := client.MintPKP(ctx, lit.MintRequest{Claim: proof})
	if err != nil || claimed.PublicKey != claim.PublicKey {
		t.Errorf("%+v, %v", claimed, err)
	}
}

func TestSessionsAreMovedAndRenewed(t *testing.T) {
	t.Parallel()
	client, pkp, session := minted(t)
	ctx := limited(t)
	if !session.CanRenew() || len(session.Allowing()) != 2 {
		t.Errorf("%v %v", session, session.Allowing())
	}
	if err := session.Renew(ctx); err != nil {
		t.Error(err)
	}
	export, err := session.Export(ctx)
	if err != nil {
		t.Fatal(err)
	}
	other, err := lit.Connect(ctx, network(t).Local())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	imported, err := other.ImportSession(ctx, lit.ParseSessionExport(export.Reveal()))
	if err != nil {
		t.Fatal(err)
	}
	if signature, err := other.Sign(ctx, pkp, imported, lit.Hash{1}); err != nil || signature.Address != pkp.Address {
		t.Error(signature, err)
	}
	if err := session.Close(ctx); err != nil {
		t.Error(err)
	}
	if _, err := client.Sign(ctx, pkp, session, lit.Hash{1}); !errors.Is(err, lit.ErrInvalidSession) {
		t.Error(err)
	}
}
