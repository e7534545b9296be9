// SPDX-License-Identifier: Apache-2.0

// Package toeganghttp puts an http.Handler behind an e-counter's decision.
package toeganghttp

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"toegang.example/toegang"
)

// ErrNobody is what Ask returns where nobody has signed in: 401.
var ErrNobody = errors.New("toeganghttp: nobody has signed in")

// A Door is what a handler stands behind.
type Door struct {
	Toegang *toegang.Toegang
	// Ask says who asks, and for what. Its error is ErrNobody, or an *toegang.Error of a sign-in that failed; any other
	// is a fault.
	Ask func(*http.Request) (toegang.Question, error)
	// Language of the explanation; nil: what the browser prefers of those that there are, else Dutch.
	Language func(*http.Request) toegang.Language
}

type key struct{}

// Decision is the one that let this request in, nil where there is none. It is closed when the handler returns.
func Decision(r *http.Request) *toegang.Decision {
	decision, _ := r.Context().Value(key{}).(*toegang.Decision)
	return decision
}

// Protect lets a request through only when the decision is permit. A deny is 403 with the explanation as text, and what could
// not be judged 503 with what to do; both have the check in the header Toegang-Check. Nothing of it may be cached.
func (d *Door) Protect(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		decision, err := d.decide(r)
		if err != nil {
			d.fail(w, r, err)
			return
		}
		defer func() { _ = decision.Close() }()
		if !decision.Permit() {
			d.refuse(w, r, decision)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), key{}, decision)))
	})
}

func (d *Door) decide(r *http.Request) (*toegang.Decision, error) {
	question, err := d.Ask(r)
	if err != nil {
		return nil, err
	}
	return d.Toegang.Check(r.Context(), question)
}

func (d *Door) refuse(w http.ResponseWriter, r *http.Request, decision *toegang.Decision) {
	if decision.Outcome() == toegang.Deny {
		answer(w, http.StatusForbidden, decision.Check(), decision.Explain(d.language(r)))
		return
	}
	unavailable(w, decision.Check(), decision.Remedy(d.language(r)))
}

// unavailable says what to do, and not what is wrong: files and servers of the host are no visitor's business.
func unavailable(w http.ResponseWriter, check, text string) {
	answer(w, http.StatusServiceUnavailable, check, text+" ["+check+"]\n")
}

// fail shows a refused sign-in as a deny is, and says nothing of a fault that is not the person's.
func (d *Door) fail(w http.ResponseWriter, r *http.Request, err error) {
	var why *toegang.Error
	switch {
	case errors.Is(err, ErrNobody):
		answer(w, http.StatusUnauthorized, "", http.StatusText(http.StatusUnauthorized)+"\n")
	case errors.As(err, &why) && why.Status == toegang.ErrRefused:
		answer(w, http.StatusForbidden, why.Check, why.Explain(d.language(r)))
	case why != nil && (why.Status == toegang.ErrUnavailable || why.Status == toegang.ErrIndeterminate):
		unavailable(w, why.Check, http.StatusText(http.StatusServiceUnavailable))
	default:
		answer(w, http.StatusServiceUnavailable, "", http.StatusText(http.StatusServiceUnavailable)+"\n")
	}
}

func answer(w http.ResponseWriter, status int, check, text string) {
	header := w.Header()
	header.Set("Content-Type", "text/plain; charset=utf-8")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "no-store")
	if check != "" {
		header.Set("Toegang-Check", check)
	}
	w.WriteHeader(status)
	_, _ = w.Write([]byte(text))
}

// language is the first of the browser's that there is: browsers write them in the order of their liking.
func (d *Door) language(r *http.Request) toegang.Language {
	if d.Language != nil {
		return d.Language(r)
	}
	for _, wanted := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		name := strings.ToLower(strings.TrimSpace(strings.SplitN(wanted, ";", 2)[0]))
		if language, err := toegang.ParseLanguage(strings.SplitN(name, "-", 2)[0]); err == nil {
			return language
		}
	}
	return toegang.NL
}
