// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"toegang.example/toegang"
)

func TestSignInAndCheck(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	who, err := all.SignInSAML(asked, octets(t, "jan.xml"), "_jan-request", noon)
	if err != nil {
		t.Fatal(err)
	}
	defer who.Close()
	if who.Holder() != jan || who.Assurance() != toegang.High || who.Issuer() != "https://idp.example/saml" {
		t.Errorf("holder %v, assurance %v, issuer %v", who.Holder(), who.Assurance(), who.Issuer())
	}
	for _, row := range []struct {
		eloket  string
		outcome toegang.Outcome
		check   string
	}{
		{"e-loketondernemers", toegang.Permit, ""},
		{"subsidieloket", toegang.Deny, "right.absent"},
	} {
		decision := check(t, all, toegang.Question{Identity: who, Organisation: bakery, Eloket: row.eloket})
		if decision.Outcome() != row.outcome || decision.Check() != row.check || decision.Permit() != (row.check == "") {
			t.Errorf("%s: %v", row.eloket, decision)
		}
	}
	_, err = all.SignInSAML(asked, octets(t, "jan.xml"), "_jan-request", noon)
	fell(t, err, toegang.ErrRefused, "replay.used")
}

func TestVerifyJWT(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	token := bytes.TrimSpace(octets(t, "jan.jwt"))
	who, err := all.VerifyJWT(token, toegang.Expected{Nonce: "jan-nonce"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer who.Close()
	if who.Holder() != jan || who.Issuer() != "https://openid.example" {
		t.Errorf("holder %v, issuer %v", who.Holder(), who.Issuer())
	}
	signed, err := all.SignInJWT(asked, token, toegang.Expected{Nonce: "jan-nonce"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	defer signed.Close()
	_, err = all.VerifyJWT(token, toegang.Expected{Nonce: "another"}, noon)
	fell(t, err, toegang.ErrRefused, "jwt.nonce")
	_, err = all.VerifyJWT(token, toegang.Expected{Nonce: "jan-nonce", ACR: []string{"none", "such"}}, noon)
	fell(t, err, toegang.ErrRefused, "jwt.acr")
}

func TestRefused(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	altered := bytes.Replace(octets(t, "jan.xml"), []byte(">Peeters<"), []byte(">Peeterz<"), 1)
	_, err := all.VerifySAML(altered, "_jan-request", noon)
	why := fell(t, err, toegang.ErrRefused, "saml.signature.digest")
	if errors.Is(err, toegang.ErrUnavailable) || !strings.Contains(why.Explain(toegang.NL), "[saml.signature.digest]") {
		t.Errorf("%v\n%s", err, why.Explain(toegang.NL))
	}
	decision, err := why.Decision()
	if err != nil || decision.Permit() || decision.Check() != why.Check || !decision.ValidThrough().IsZero() {
		t.Errorf("%v %v", decision, err)
	}
	_ = decision.Close()
	for _, row := range []struct {
		response, request string
		at                time.Time
		status            toegang.Status
		check             string
	}{
		{"", "_jan-request", noon, toegang.ErrRefused, "saml.input"},
		{string(octets(t, "jan.xml")), "_another", noon, toegang.ErrRefused, "saml.in-response-to"},
		{string(octets(t, "jan.xml")), "_jan-request\x00", noon, toegang.ErrMisuse, "misuse"},
		{string(octets(t, "jan.xml")), "_jan-request", noon.Add(24 * time.Hour), toegang.ErrRefused, "saml.conditions.expired"},
	} {
		_, err := all.VerifySAML([]byte(row.response), row.request, row.at)
		var why *toegang.Error
		if !errors.As(err, &why) || why.Status != row.status {
			t.Errorf("%q: %v", row.check, err)
		} else if why.Check != row.check {
			t.Errorf("expected %s, came %v", row.check, err)
		}
	}
}

func TestHolder(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	question := toegang.Question{Holder: an, Assurance: toegang.High, Organisation: bakery, Eloket: "subsidieloket"}
	decision := check(t, all, question)
	if !decision.Permit() || decision.Remedy(toegang.NL) != "" {
		t.Error(decision.Explain(toegang.EN))
	}
	question.Assurance = toegang.Substantial
	weaker := check(t, all, question)
	if weaker.Permit() || weaker.Remedy(toegang.DE) == "" {
		t.Error(weaker)
	}
	for _, row := range []struct {
		of       *toegang.Decision
		language toegang.Language
		as       string
		reason   string
	}{
		{decision, toegang.NL, "htb", "U wordt toegelaten als hoofdtoegangsbeheerder, met een gebruikersrecht."},
		{decision, toegang.FR, "htb", "Vous êtes admis en tant que gestionnaire d'accès principal, avec un droit d'utilisateur."},
		{weaker, toegang.EN, "", "The digital key that you signed in with is not strong enough for this e-counter (needed: high)."},
		{nil, toegang.NL, "", ""},
	} {
		if row.of.As() != row.as || row.of.Reason(row.language) != row.reason {
			t.Errorf("%q %q", row.of.As(), row.of.Reason(row.language))
		}
	}
	if _, err := all.Check(asked, toegang.Question{Eloket: "subsidieloket"}); !errors.Is(err, toegang.ErrMisuse) {
		t.Error("nobody asks:", err)
	}
	question.Eloket = "subsidielokt"
	_, err := all.Check(asked, question)
	if why := fell(t, err, toegang.ErrMisuse, "eloket.unknown"); !strings.Contains(why.Expected, "subsidieloket") {
		t.Error("the nearest:", err)
	}
	if err := all.Knows("subsidieloket", "subsidie-lezen"); err != nil {
		t.Error(err)
	}
	fell(t, all.Knows("subsidieloket", "lezen"), toegang.ErrMisuse, "right.unknown")
}

func TestEvidence(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	decision := check(t, all, toegang.Question{Holder: an, Assurance: toegang.High, Organisation: bakery,
		Eloket: "subsidieloket"})
	kinds := map[toegang.EvidenceKind]int{}
	for _, piece := range decision.Evidence() {
		kinds[piece.Kind]++
		if piece.Kind == toegang.OfFact && piece.Fact.Code == "subsidie-indienen" {
			fact := piece.Fact
			if !piece.Used || piece.Register != toegang.Gebruikersbeheer || fact.Holder != an || fact.GrantedBy != jan ||
				fact.Organisation != bakery || !fact.Until.IsZero() || fact.Source != "gebruikersbeheer.yaml:3" ||
				!fact.From.Equal(time.Date(2025, 1, 31, 23, 0, 0, 0, time.UTC)) {
				t.Errorf("%+v", fact)
			}
		}
	}
	if kinds[toegang.OfIdentity] != 1 || kinds[toegang.OfFact] < 2 || kinds[toegang.OfPolicy] != 1 {
		t.Error(kinds)
	}
	var shown struct{ Decision bool }
	if err := json.Unmarshal([]byte(decision.JSON()), &shown); err != nil || !shown.Decision {
		t.Error(err, decision.JSON())
	}
	if again, err := json.Marshal(decision); err != nil || string(again) != decision.JSON() {
		t.Error(err, string(again))
	}
}

func TestIndeterminate(t *testing.T) {
	all := open(t, data+"kbo-down.yaml")
	decision := check(t, all, toegang.Question{Holder: jan, Assurance: toegang.High, Organisation: bakery,
		Eloket: "e-loketondernemers"})
	if decision.Outcome() != toegang.Indeterminate || decision.Permit() {
		t.Error(decision)
	}
	if _, err := toegang.Open(data+"kbo-down.yaml", toegang.Strict()); err == nil {
		t.Error("strictly it is not opened")
	}
	if states, err := all.Directories(asked); !errors.Is(err, toegang.ErrUnavailable) || states[0].Reachable {
		t.Error(states, err)
	}
}

func TestOpenTellsAll(t *testing.T) {
	_, err := toegang.Open(written(t, "directories:\n  kbo: yaml:kbo.yaml\n  kb0: yaml:kbo.yaml\ne-lokets:\n  a: {asurance: high}\n"))
	var why *toegang.Error
	if !errors.As(err, &why) || !errors.Is(err, toegang.ErrConfiguration) || len(why.Problems) != 2 {
		t.Fatal(err)
	}
	if first := why.Problems[0]; first.Line != 3 || first.Column != 3 || first.SourceLine == "" || first.Check != why.Check {
		t.Errorf("%+v", first)
	}
	if _, err := toegang.Open("a\x00b"); !errors.Is(err, toegang.ErrMisuse) {
		t.Error(err)
	}
	_, err = toegang.Open("none.yaml")
	fell(t, err, toegang.ErrConfiguration, "file.absent")
}

func TestClosed(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	who, err := toegang.Attest(toegang.Statement{Holder: jan, Assurance: toegang.High})
	if err != nil {
		t.Fatal(err)
	}
	question := toegang.Question{Identity: who, Organisation: bakery, Eloket: "e-loketondernemers", At: noon}
	decision := check(t, all, question)
	if decision.Close() != nil || !errors.Is(decision.Close(), toegang.ErrClosed) {
		t.Error("a decision is closed once")
	}
	if !decision.Permit() || decision.Explain(toegang.NL) != "" || decision.JSON() != "" || decision.Evidence() != nil {
		t.Error("of a closed decision the verdict stays")
	}
	if _, err := json.Marshal(decision); !errors.Is(err, toegang.ErrClosed) {
		t.Error(err)
	}
	_ = who.Close()
	if _, err := all.Check(asked, question); !errors.Is(err, toegang.ErrClosed) {
		t.Error("with a closed identity:", err)
	}
	if !who.Holder().IsZero() || who.Issuer() != "" || who.Assurance() != toegang.NoAssurance {
		t.Error("a closed identity says nothing")
	}
	_ = all.Close()
	question.Identity, question.Holder = nil, jan
	calls := map[string]error{}
	_, calls["check"] = all.Check(asked, question)
	_, calls["verify"] = all.VerifySAML(nil, "", noon)
	_, calls["represent"] = all.Represent(asked, bakery, toegang.Rrn{}, noon)
	_, calls["list"] = all.List(asked, toegang.ListQuestion{Kind: toegang.ListHTB, Organisation: bakery})
	_, calls["directories"] = all.Directories(asked)
	_, calls["audit"] = all.AuditVerify()
	calls["close"] = all.Close()
	for name, err := range calls {
		if !errors.Is(err, toegang.ErrClosed) {
			t.Error(name, err)
		}
	}
}

// What is nil permits nothing and closes nothing.
func TestNil(t *testing.T) {
	var decision *toegang.Decision
	if decision.Permit() || decision.Outcome() != toegang.Deny || decision.Explain(toegang.NL) != "" {
		t.Error("a nil decision")
	}
	var all *toegang.Toegang
	var who *toegang.Identity
	if all.Close() == nil || who.Close() == nil || decision.Close() == nil {
		t.Error("closed nothing")
	}
	if _, err := all.Check(asked, toegang.Question{Holder: jan, Eloket: "e-loketondernemers"}); !errors.Is(err, toegang.ErrClosed) {
		t.Error(err)
	}
}

func TestContext(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	done, cancel := context.WithCancel(asked)
	cancel()
	late, stop := context.WithTimeout(asked, time.Nanosecond)
	defer stop()
	for _, row := range []struct {
		ctx  context.Context
		want error
	}{{done, context.Canceled}, {late, context.DeadlineExceeded}} {
		calls := map[string]error{}
		_, calls["check"] = all.Check(row.ctx, toegang.Question{Holder: jan, Eloket: "e-loketondernemers"})
		_, calls["sign in"] = all.SignInSAML(row.ctx, octets(t, "jan.xml"), "_jan-request", noon)
		_, calls["token"] = all.SignInJWT(row.ctx, nil, toegang.Expected{}, noon)
		_, calls["list"] = all.List(row.ctx, toegang.ListQuestion{Kind: toegang.ListHTB, Organisation: bakery})
		_, calls["represent"] = all.Represent(row.ctx, bakery, toegang.Rrn{}, noon)
		_, calls["grant"] = all.Grant(row.ctx, toegang.Act{})
		for name, err := range calls {
			if !errors.Is(err, row.want) {
				t.Error(name, err)
			}
		}
	}
}

func TestRepresentAndList(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	rows, err := all.Represent(asked, bakery, toegang.Rrn{}, noon)
	if err != nil || len(rows) != 2 || rows[0].Holder != jan || rows[1].As != "htb" {
		t.Error(rows, err)
	}
	_, err = all.Represent(asked, toegang.Organisation{}, toegang.Rrn{}, noon)
	if !errors.Is(err, toegang.ErrMisuse) {
		t.Error(err)
	}
	list, err := all.List(asked, toegang.ListQuestion{Kind: toegang.ListRights, Holder: an, At: noon})
	if err != nil || len(list) != 1 || list[0].Fact.Code != "subsidie-indienen" || len(list[0].Cursor) != 32 {
		t.Error(list, err)
	}
	none, err := all.List(asked, toegang.ListQuestion{Kind: toegang.ListRights, Holder: an, At: noon, After: list[0].Cursor})
	if err != nil || len(none) != 0 {
		t.Error(none, err)
	}
	_, err = all.List(asked, toegang.ListQuestion{Kind: toegang.ListRights, Holder: an, At: noon, After: "nowhere"})
	fell(t, err, toegang.ErrMisuse, "list.cursor")
}
