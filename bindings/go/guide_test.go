// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"

	"toegang.example/toegang"
	"toegang.example/toegang/toeganghttp"
)

// What doc/go.md shows stands here, line for line.

type crm struct {
	managers map[toegang.Organisation]toegang.Rrn
}

func (c crm) Read(ctx context.Context, question toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
	for organisation, holder := range c.managers {
		of := question.Organisation.IsZero() || question.Organisation == organisation
		by := question.Holder.IsZero() || question.Holder == holder
		if question.Kind != toegang.Function || question.ForOneself || !of || !by {
			continue
		}
		found := toegang.Fact{Kind: toegang.Function, Holder: holder, Organisation: organisation, Code: "10006", Source: "crm"}
		if err := fact(found); err != nil {
			return err
		}
	}
	return nil // that was all
}

func TestGuideDirectory(t *testing.T) {
	here, _ := os.Getwd()
	managers := map[toegang.Organisation]toegang.Rrn{bakery: jan, organisation("0202.239.951"): an}
	if err := os.Chdir(filepath.Dir(written(t, hosted))); err != nil {
		t.Fatal(err)
	}
	all, err := toegang.Open("toegang.yaml", toegang.WithDirectory(crm{managers}, toegang.KBO))
	_ = os.Chdir(here)
	if err != nil {
		t.Fatal(err)
	}
	defer all.Close()
	if decision := check(t, all, janAsks); !decision.Permit() {
		t.Error(decision.Explain(toegang.EN))
	}
	rows, err := all.Represent(asked, toegang.Organisation{}, an, noon)
	if err != nil || len(rows) != 1 || rows[0].Organisation != organisation("0202.239.951") {
		t.Error(rows, err)
	}
}

func TestGuideErrors(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	_, err := all.VerifySAML(octets(t, "jan.xml"), "_another-request", noon)
	var why *toegang.Error
	if errors.As(err, &why) {
		log.Print(why.Check)               // saml.in-response-to
		fmt.Print(why.Explain(toegang.NL)) // for the person
		decision, _ := why.Decision()      // or as a decision, to show both in one way
		defer decision.Close()
	}
	if why == nil {
		t.Error(err)
	}
}

type people struct{ who *toegang.Identity }

func (p people) Of(*http.Request) *toegang.Identity { return p.who }

func TestGuideDoor(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	subsidies, sessions, mux := http.NotFoundHandler(), people{}, http.NewServeMux()
	door := toeganghttp.Door{Toegang: all, Ask: func(r *http.Request) (toegang.Question, error) {
		who := sessions.Of(r)
		if who == nil {
			return toegang.Question{}, toeganghttp.ErrNobody // 401
		}
		return toegang.Question{Identity: who, Organisation: who.Organisation(), Eloket: "subsidieloket"}, nil
	}}
	mux.Handle("/subsidies/", door.Protect(subsidies))
	recorder := httptest.NewRecorder()
	mux.ServeHTTP(recorder, httptest.NewRequest("GET", "/subsidies/", nil))
	if recorder.Code != http.StatusUnauthorized {
		t.Error(recorder.Code)
	}
}
