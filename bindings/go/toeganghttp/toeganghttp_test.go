// SPDX-License-Identifier: Apache-2.0

package toeganghttp_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"toegang.example/toegang"
	"toegang.example/toegang/toeganghttp"
)

const data = "../../../examples/data/"

var noon = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func open(t *testing.T, name string) *toegang.Toegang {
	t.Helper()
	all, err := toegang.Open(data + name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = all.Close() })
	return all
}

// served is what comes of one request, and whether the handler behind the door was reached.
func served(door *toeganghttp.Door, language string) (answer *http.Response, text string, reached bool) {
	request := httptest.NewRequest("GET", "/", nil)
	request.Header.Set("Accept-Language", language)
	recorder := httptest.NewRecorder()
	door.Protect(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		reached = toeganghttp.Decision(r).Permit()
		_, _ = w.Write([]byte("welcome"))
	})).ServeHTTP(recorder, request)
	return recorder.Result(), recorder.Body.String(), reached
}

func TestProtect(t *testing.T) {
	up, down := open(t, "toegang.yaml"), open(t, "kbo-down.yaml")
	jan, _ := toegang.ParseRrn("85.07.30-033.28")
	bakery, _ := toegang.ParseOrganisation("0999.999.922")
	question := toegang.Question{Holder: jan, Assurance: toegang.High, Organisation: bakery, Eloket: "e-loketondernemers", At: noon}
	subsidy, unknown := question, question
	subsidy.Eloket, unknown.Eloket = "subsidieloket", "nowhere"
	yearly, empty := question, question
	yearly.ForContext, yearly.Context, empty.ForContext = true, "2026", true
	_, forged := up.VerifySAML([]byte("<a/>"), "_b", noon)
	for _, row := range []struct {
		name     string
		all      *toegang.Toegang
		question toegang.Question
		err      error
		language string
		status   int
		check    string
		text     string
	}{
		{"permit", up, question, nil, "", 200, "", "welcome"},
		{"deny", up, subsidy, nil, "", 403, "right.absent", "GEWEIGERD"},
		{"for a context", up, yearly, nil, "", 200, "", "welcome"},
		{"an empty context is none at all", up, empty, nil, "", 403, "right.context", ""},
		{"deny, in German", up, subsidy, nil, "es, de-BE;q=0.8, fr;q=0.7", 403, "right.absent", "ABGELEHNT"},
		{"deny, in no language of ours", up, subsidy, nil, "\x00,;;=,-", 403, "right.absent", "GEWEIGERD"},
		{"indeterminate", down, question, nil, "en", 503, "directory.unavailable", "[directory.unavailable]"},
		{"nobody", up, question, toeganghttp.ErrNobody, "", 401, "", "Unauthorized"},
		{"a forged assertion", up, question, forged, "en", 403, "saml.response.root", "[saml.response.root]"},
		{"a directory of the host that is down", up, question, errors.New("10.0.0.1 is down"), "", 503, "", "Service Unavailable\n"},
		{"unavailable", up, question, &toegang.Error{Status: toegang.ErrUnavailable, Check: "fetch.status"}, "", 503, "fetch.status", ""},
		{"an e-counter that is unknown", up, unknown, nil, "", 503, "", "Service Unavailable\n"},
	} {
		door := &toeganghttp.Door{Toegang: row.all, Ask: func(*http.Request) (toegang.Question, error) { return row.question, row.err }}
		answer, text, reached := served(door, row.language)
		if answer.StatusCode != row.status || answer.Header.Get("Toegang-Check") != row.check ||
			!strings.HasPrefix(text, row.text) && !strings.Contains(text, row.text) || reached != (row.status == 200) {
			t.Errorf("%s: %d %s reached %v\n%s", row.name, answer.StatusCode, answer.Header.Get("Toegang-Check"), reached, text)
		}
		if strings.Contains(text, "033.28") || strings.Contains(text, "10.0.0.1") || strings.Contains(text, "kbo-offline") {
			t.Error(row.name, text)
		}
		if row.status != 200 && answer.Header.Get("Cache-Control") != "no-store" {
			t.Error(row.name, "may be cached")
		}
	}
}

func TestProtectWhenGone(t *testing.T) {
	door := &toeganghttp.Door{Toegang: open(t, "toegang.yaml"), Ask: func(*http.Request) (toegang.Question, error) {
		return toegang.Question{Eloket: "e-loketondernemers"}, nil
	}, Language: func(*http.Request) toegang.Language { return toegang.EN }}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	recorder := httptest.NewRecorder()
	door.Protect(http.NotFoundHandler()).ServeHTTP(recorder, httptest.NewRequest("GET", "/", nil).WithContext(ctx))
	if recorder.Code != 503 || toeganghttp.Decision(httptest.NewRequest("GET", "/", nil)) != nil {
		t.Error(recorder.Code)
	}
}
