// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"toegang.example/toegang"
)

const data = "../../examples/data/"

var (
	noon    = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	asked   = context.Background()
	bakery  = organisation("0999.999.922")
	jan, an = number("85.07.30-033.28"), number("90.01.01-001.23")
)

func organisation(text string) toegang.Organisation {
	out, err := toegang.ParseOrganisation(text)
	if err != nil {
		panic(err)
	}
	return out
}

func number(text string) toegang.Rrn {
	out, err := toegang.ParseRrn(text)
	if err != nil {
		panic(err)
	}
	return out
}

func octets(t testing.TB, name string) []byte {
	t.Helper()
	out, err := os.ReadFile(data + name)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// open is closed with the test.
func open(t testing.TB, path string, options ...toegang.Option) *toegang.Toegang {
	t.Helper()
	all, err := toegang.Open(path, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = all.Close() })
	return all
}

// written is the path of a file of that content, beside copies of the examples.
func written(t testing.TB, content string) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"kbo.yaml", "btb.yaml", "gebruikersbeheer.yaml", "idp-metadata.xml", "openid-jwks.json"} {
		if err := os.WriteFile(filepath.Join(folder, name), octets(t, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(folder, "toegang.yaml")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// check is closed with the test.
func check(t testing.TB, all *toegang.Toegang, question toegang.Question) *toegang.Decision {
	t.Helper()
	if question.At.IsZero() {
		question.At = noon
	}
	decision, err := all.Check(asked, question)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = decision.Close() })
	return decision
}

// fell is whether err is of that kind, by that check.
func fell(t testing.TB, err error, status toegang.Status, id string) *toegang.Error {
	t.Helper()
	var why *toegang.Error
	if !errors.Is(err, status) || !errors.As(err, &why) || why.Check != id {
		t.Fatalf("expected %v [%s], came %v", status, id, err)
	}
	return why
}

// command runs the command of this build; the test is skipped where it is not known.
func command(t testing.TB, words ...string) string {
	t.Helper()
	program := os.Getenv("TOEGANG")
	if program == "" {
		t.Skip("TOEGANG does not name the command")
	}
	out, err := exec.Command(program, words...).CombinedOutput()
	if err != nil {
		t.Fatal(err, string(out))
	}
	return string(out)
}
