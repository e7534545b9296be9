// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"toegang.example/toegang"
)

const hosted = `directories:
  kbo: host
e-lokets:
  e-loketondernemers: {legal-representative: automatic}
`

var manager = toegang.Fact{Kind: toegang.Function, Holder: jan, Organisation: bakery, Code: "10006", Source: "crm"}

// own is a directory whose answer is a function, and which knows whether it was closed.
type own struct {
	read   func(ctx context.Context, question toegang.DirectoryQuestion, fact func(toegang.Fact) error) error
	closed int32
}

func (o *own) Read(ctx context.Context, question toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
	return o.read(ctx, question, fact)
}

func (o *own) Close() error {
	atomic.AddInt32(&o.closed, 1)
	return nil
}

var janAsks = toegang.Question{Holder: jan, Assurance: toegang.High, Organisation: bakery, Eloket: "e-loketondernemers", At: noon}

func TestDirectory(t *testing.T) {
	other := errors.New("85.07.30-033.28 was not found at 10.0.0.1")
	for _, row := range []struct {
		name    string
		read    func(ctx context.Context, question toegang.DirectoryQuestion, fact func(toegang.Fact) error) error
		outcome toegang.Outcome
		check   string // of the register that could not answer
		came    string
	}{
		{"an answer", func(_ context.Context, question toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			if question.Register != toegang.KBO || question.Kind != toegang.Function || question.Organisation != bakery || !question.At.Equal(noon) {
				return fmt.Errorf("%+v", question)
			}
			return fact(manager)
		}, toegang.Permit, "", ""},
		{"no facts", func(context.Context, toegang.DirectoryQuestion, func(toegang.Fact) error) error { return nil }, toegang.Deny, "", ""},
		{"an error", func(context.Context, toegang.DirectoryQuestion, func(toegang.Fact) error) error { return other },
			toegang.Indeterminate, "directory.store", "*errors.errorString"},
		{"an error after a fact", func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			if err := fact(manager); err != nil {
				return err
			}
			return other
		}, toegang.Indeterminate, "directory.store", ""},
		{"its own reason", func(context.Context, toegang.DirectoryQuestion, func(toegang.Fact) error) error {
			return &toegang.Error{Check: "directory.connection", Expected: "a connection", Came: "85.07.30-033.28"}
		}, toegang.Indeterminate, "directory.connection", ""},
		{"a panic", func(context.Context, toegang.DirectoryQuestion, func(toegang.Fact) error) error { panic(other) },
			toegang.Indeterminate, "directory.store", "panic of *errors.errorString"},
		{"a nil map", func(context.Context, toegang.DirectoryQuestion, func(toegang.Fact) error) error {
			var none map[string]int
			none["a"] = 1
			return nil
		}, toegang.Indeterminate, "directory.store", "panic"},
		{"a fact of somebody else", func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			another := manager
			another.Organisation = organisation("0202.239.951")
			return fact(another)
		}, toegang.Indeterminate, "directory.answer", ""},
		{"a fact of somebody else, and no word of it", func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			another := manager
			another.Code = "boss"
			_ = fact(another)
			return fact(manager)
		}, toegang.Indeterminate, "directory.fact", ""},
		{"a text with a NUL", func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			another := manager
			another.Source = "crm\x00"
			return fact(another)
		}, toegang.Indeterminate, "misuse", ""},
		{"too many", func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			for {
				if err := fact(manager); err != nil {
					return nil
				}
			}
		}, toegang.Indeterminate, "directory.limit", ""},
		{"called again when it is over", func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
			t.Cleanup(func() {
				if fact(manager) == nil {
					t.Error("took a fact after the end")
				}
			})
			return fact(manager)
		}, toegang.Permit, "", ""},
	} {
		directory := &own{read: row.read}
		all, err := toegang.Open(written(t, hosted), toegang.WithDirectory(directory, toegang.KBO))
		if err != nil {
			t.Fatal(err)
		}
		decision := check(t, all, janAsks)
		if decision.Outcome() != row.outcome {
			t.Error(row.name, decision.Explain(toegang.EN))
		}
		if text := decision.Explain(toegang.EN) + decision.JSON(); strings.Contains(text, "033.28") || strings.Contains(text, "10.0.0.1") {
			t.Error(row.name, text)
		}
		if row.check != "" && !fellIn(decision, row.check, row.came) {
			t.Error(row.name, decision.Explain(toegang.EN), decision.Evidence())
		}
		if _ = all.Close(); atomic.LoadInt32(&directory.closed) != 1 {
			t.Error(row.name, "closed", directory.closed)
		}
	}
}

func fellIn(decision *toegang.Decision, check, came string) bool {
	for _, piece := range decision.Evidence() {
		if piece.Kind == toegang.OfRegister && piece.Check == check && strings.Contains(piece.Detail, came) {
			return true
		}
	}
	return false
}

// The deadline of who asks is the patience of the directory.
func TestDirectoryHasPatience(t *testing.T) {
	directory := &own{read: func(ctx context.Context, _ toegang.DirectoryQuestion, _ func(toegang.Fact) error) error {
		if _, has := ctx.Deadline(); !has {
			return errors.New("no deadline")
		}
		<-ctx.Done()
		return ctx.Err()
	}}
	all := open(t, written(t, hosted), toegang.WithDirectory(directory, toegang.KBO))
	ctx, cancel := context.WithTimeout(asked, 100*time.Millisecond)
	defer cancel()
	began := time.Now()
	decision, err := all.Check(ctx, janAsks)
	if err != nil || decision.Outcome() != toegang.Indeterminate || !fellIn(decision, "directory.time-out", "") {
		t.Fatal(err, decision, decision.Explain(toegang.EN))
	}
	_ = decision.Close()
	if took := time.Since(began); took > 2*time.Second {
		t.Error("took", took)
	}
}

// Who is gone gets no verdict.
func TestCancelledMeanwhile(t *testing.T) {
	ctx, cancel := context.WithCancel(asked)
	directory := &own{read: func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
		cancel()
		return fact(manager)
	}}
	all := open(t, written(t, hosted), toegang.WithDirectory(directory, toegang.KBO))
	if decision, err := all.Check(ctx, janAsks); !errors.Is(err, context.Canceled) || decision != nil {
		t.Error(decision, err)
	}
}

// A directory may ask the configuration that it is part of, and even close it.
func TestDirectoryAsksAndCloses(t *testing.T) {
	var all *toegang.Toegang
	directory := &own{}
	directory.read = func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
		if err := all.Knows("e-loketondernemers", ""); err != nil {
			return err
		}
		_ = all.Close()
		if !errors.Is(all.Knows("e-loketondernemers", ""), toegang.ErrClosed) || atomic.LoadInt32(&directory.closed) != 0 {
			return errors.New("not closed, or too early")
		}
		return fact(manager)
	}
	all = open(t, written(t, hosted), toegang.WithDirectory(directory, toegang.KBO))
	if decision := check(t, all, janAsks); !decision.Permit() || atomic.LoadInt32(&directory.closed) != 1 {
		t.Error(decision, directory.closed)
	}
}

// What the configuration says and what the program gives go together.
func TestDirectoryIsAskedFor(t *testing.T) {
	directory := &own{read: func(context.Context, toegang.DirectoryQuestion, func(toegang.Fact) error) error { return nil }}
	_, err := toegang.Open(written(t, hosted))
	fell(t, err, toegang.ErrConfiguration, "config.directory.host")
	_, err = toegang.Open(written(t, hosted), toegang.WithDirectory(directory, toegang.KBO, toegang.BTB))
	fell(t, err, toegang.ErrConfiguration, "config.directory.host")
	if closed := atomic.LoadInt32(&directory.closed); closed != 1 {
		t.Error("what was not opened is closed as well, once:", closed)
	}
	for _, options := range [][]toegang.Option{
		{toegang.WithDirectory(nil, toegang.KBO)},
		{toegang.WithDirectory(directory)},
		{toegang.WithDirectory(directory, 7)},
		{toegang.WithDirectory(directory, toegang.KBO), toegang.WithDirectory(directory, toegang.KBO)},
	} {
		_, err := toegang.Open(written(t, hosted), options...)
		fell(t, err, toegang.ErrMisuse, "misuse")
	}
}
