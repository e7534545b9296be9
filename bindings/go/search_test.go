// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"toegang.example/toegang"
)

func TestASearchFindsWhatCheckPermits(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	for _, holder := range []toegang.Rrn{jan, an, number("81.05.01-035.22")} {
		for _, eloket := range []string{"e-loketondernemers", "subsidieloket", "gebruikersbeheer"} {
			question := toegang.Question{Holder: holder, Assurance: toegang.High, Organisation: bakery, Eloket: eloket, At: noon}
			decision, err := all.Check(asked, question)
			if err != nil {
				t.Fatal(err)
			}
			organisations, err1 := all.SearchOrganisations(asked, question)
			rights, err2 := all.SearchRights(asked, question)
			question.Holder = toegang.Rrn{}
			holders, err3 := all.SearchHolders(asked, question)
			for _, err := range []error{err1, err2, err3} {
				if err != nil {
					t.Fatal(err)
				}
			}
			enters, finds := false, false
			for _, one := range rights {
				enters = enters || one.Right == ""
			}
			for _, one := range holders {
				finds = finds || one.Holder == holder
			}
			for _, permit := range []bool{len(organisations) == 1 && organisations[0].Organisation == bakery, enters, finds} {
				if permit != decision.Permit() {
					t.Error(eloket, decision.Permit(), organisations, rights, len(holders))
				}
			}
			_ = decision.Close()
		}
	}
}

func TestSearchesFail(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	_, err := all.SearchHolders(asked, toegang.Question{Holder: jan, Eloket: "subsidieloket", Organisation: bakery})
	fell(t, err, toegang.ErrMisuse, "misuse")
	_, err = all.SearchOrganisations(asked, toegang.Question{Eloket: "subsidieloket"})
	fell(t, err, toegang.ErrMisuse, "misuse")
	_, err = all.SearchRights(asked, toegang.Question{Holder: jan, Eloket: "nergens"})
	fell(t, err, toegang.ErrMisuse, "eloket.unknown")
	down := open(t, data+"kbo-down.yaml")
	_, err = down.SearchHolders(asked, toegang.Question{Eloket: "e-loketondernemers", Organisation: bakery, At: noon})
	fell(t, err, toegang.ErrUnavailable, "file.absent")
	done, cancel := context.WithCancel(asked)
	cancel()
	if _, err := all.SearchRights(done, toegang.Question{Holder: jan}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAuthzenIsTheDecision(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	body := `{"subject":{"type":"person","id":"85073003328","properties":{"assurance":"high"}},"action":{"name":"enter"},
		"resource":{"type":"eloket","id":"e-loketondernemers","properties":{"organisation":"kbo:0999999922"}}}`
	answer, err := all.Authzen(asked, toegang.AuthzenRequest{Kind: toegang.AuthzenEvaluation, Body: []byte(body), Caller: "host", At: noon})
	if err != nil || answer.Status != 200 || answer.Check != "" || strings.Contains(string(answer.Body), "85073003328") {
		t.Fatal(answer, err)
	}
	decision, err := all.Check(asked, toegang.Question{Holder: jan, Assurance: toegang.High, Organisation: bakery, Eloket: "e-loketondernemers", At: noon})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = decision.Close() }()
	var one, other any
	if json.Unmarshal(answer.Body, &one) != nil || json.Unmarshal([]byte(decision.JSON()), &other) != nil {
		t.Fatalf("%s\n%s", answer.Body, decision.JSON())
	}
	if !reflect.DeepEqual(one, other) {
		t.Errorf("%s\n%s", answer.Body, decision.JSON())
	}
}

func TestAuthzenRefusesByAnAnswer(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	for body, check := range map[string]string{"": "json.empty", "{}": "authzen.member", "\xff": "json.encoding", "[]": "authzen.kind"} {
		answer, err := all.Authzen(asked, toegang.AuthzenRequest{Kind: toegang.AuthzenActions, Body: []byte(body), Language: toegang.EN})
		if err != nil || answer.Status != 400 || answer.Check != check {
			t.Error(body, answer, err)
		}
	}
	_, err := all.Authzen(asked, toegang.AuthzenRequest{Body: []byte("{}")})
	fell(t, err, toegang.ErrMisuse, "library.misuse")
	_, err = all.Authzen(asked, toegang.AuthzenRequest{Kind: toegang.AuthzenActions, Caller: "a\x00b"})
	fell(t, err, toegang.ErrMisuse, "misuse")
}
