// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"toegang.example/toegang"
)

const office = `directories:
  kbo: yaml:kbo.yaml
  btb: sqlite:office.db
  gebruikersbeheer: sqlite:office.db
audit: {file: audit.log, key: audit.key}
e-lokets:
  subsidieloket: {legal-representative: with-right, htb: with-right, others: with-right, right: subsidie-indienen, blocks: yes}
`

// migrated makes the schema with the command: the package has no door for that.
func migrated(t *testing.T, config string) {
	t.Helper()
	key := strings.Repeat("0123456789abcdef", 4)
	if err := os.WriteFile(filepath.Join(filepath.Dir(config), "audit.key"), []byte(key), 0o600); err != nil {
		t.Fatal(err)
	}
	command(t, "directory", "migrate", "--config", config)
}

func TestAdministration(t *testing.T) {
	if !strings.Contains(toegang.Adapters(), "sqlite") {
		t.Skip("no SQLite in this build: sudo apt-get install libsqlite3-dev")
	}
	config := written(t, office)
	migrated(t, config)
	all := open(t, config)
	as := func(holder toegang.Rrn) *toegang.Identity {
		who, err := toegang.Attest(toegang.Statement{Holder: holder, Assurance: toegang.High})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = who.Close() })
		return who
	}
	next := noon
	act := func(by, to toegang.Rrn, right string) toegang.Act {
		next = next.Add(time.Minute)
		made := toegang.Act{As: as(by), To: to, Organisation: bakery, Right: right, At: next}
		if right != "" {
			made.Eloket = "subsidieloket"
		}
		return made
	}
	type call = func(toegang.Act) (*toegang.Deed, error)
	with := func(method func(*toegang.Toegang, toegang.Act) (*toegang.Deed, error)) call {
		return func(a toegang.Act) (*toegang.Deed, error) { return method(all, a) }
	}
	appoint := with(func(t *toegang.Toegang, a toegang.Act) (*toegang.Deed, error) { return t.Appoint(asked, a) })
	dismiss := with(func(t *toegang.Toegang, a toegang.Act) (*toegang.Deed, error) { return t.Dismiss(asked, a) })
	grant := with(func(t *toegang.Toegang, a toegang.Act) (*toegang.Deed, error) { return t.Grant(asked, a) })
	revoke := with(func(t *toegang.Toegang, a toegang.Act) (*toegang.Deed, error) { return t.Revoke(asked, a) })
	suspend := with(func(t *toegang.Toegang, a toegang.Act) (*toegang.Deed, error) { return t.Suspend(asked, a) })
	resume := with(func(t *toegang.Toegang, a toegang.Act) (*toegang.Deed, error) { return t.Resume(asked, a) })
	block := func(a toegang.Act) toegang.Act {
		a.Eloket = "subsidieloket"
		return a
	}
	const right = "subsidie-indienen"
	for _, row := range []struct {
		name    string
		call    call
		act     toegang.Act
		effect  toegang.Effect
		changes int
	}{
		{"An appoints herself", appoint, act(an, an, ""), toegang.NoEffect, 0},
		{"Jan appoints An", appoint, act(jan, an, ""), toegang.Done, 1},
		{"again", appoint, act(jan, an, ""), toegang.Already, 0},
		{"An gives herself the right", grant, act(an, an, right), toegang.Done, 1},
		{"An is blocked", suspend, block(act(jan, an, "")), toegang.Done, 1},
		{"and not any more", resume, block(act(jan, an, "")), toegang.Done, 1},
		{"it is taken back", revoke, act(jan, an, right), toegang.Done, 1},
		{"An is dismissed", dismiss, act(jan, an, ""), toegang.Done, 1},
	} {
		deed, err := row.call(row.act)
		if err != nil {
			t.Fatal(row.name, err)
		}
		if deed.Effect() != row.effect || len(deed.Changes()) != row.changes || deed.Holds() != (row.effect != toegang.NoEffect) {
			t.Error(row.name, deed.Effect(), deed.Changes(), deed.Explain(toegang.EN))
		}
		decision := deed.Decision()
		if decision.Permit() != deed.Holds() || !json.Valid([]byte(deed.JSON())) || decision.Explain(toegang.NL) == "" {
			t.Error(row.name, deed.JSON())
		}
		_ = decision.Close()
		if decision.JSON() == "" {
			t.Error("the decision of a deed is closed with the deed")
		}
		_ = deed.Close()
		if decision.JSON() != "" || deed.JSON() != "" || deed.Decision() != nil {
			t.Error("closed")
		}
	}
	if _, err := all.Grant(asked, act(jan, an, "nothing")); !errors.Is(err, toegang.ErrMisuse) {
		t.Error(err)
	}
	if _, err := all.Grant(asked, toegang.Act{To: an}); !errors.Is(err, toegang.ErrMisuse) {
		t.Error("nobody acts:", err)
	}
	auditTrail(t, all, config)
}

func auditTrail(t *testing.T, all *toegang.Toegang, config string) {
	findings, err := all.AuditVerify()
	var found uint64
	for _, finding := range findings {
		found += finding.Lines
	}
	if err != nil || found < 6 || len(findings[0].Head) != 64 {
		t.Fatal(findings, err)
	}
	lines := 0
	if err := all.AuditShow(func(trail, line string) error {
		lines++
		if !json.Valid([]byte(line)) || strings.Contains(line, jan.Digits()) {
			t.Error(trail, line)
		}
		return nil
	}); err != nil || lines != int(found) {
		t.Error(lines, err)
	}
	enough := errors.New("enough")
	if err := all.AuditShow(func(string, string) error { return enough }); err != enough {
		t.Error(err)
	}
	func() {
		defer func() {
			if recover() != "as it came" {
				t.Error("a panic of the caller's function is the caller's")
			}
		}()
		_ = all.AuditShow(func(string, string) error { panic("as it came") })
	}()
	states, err := all.Directories(asked)
	if err != nil || len(states) != 3 || !states[0].Reachable || states[1].Register != toegang.BTB {
		t.Error(states, err)
	}
}
