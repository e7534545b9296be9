// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"toegang.example/toegang"
	"toegang.example/toegang/internal/heap"
)

// many is a tenth with -short, for the second of two versions of Go.
func many(times int) int {
	if testing.Short() {
		return times / 10
	}
	return times
}

// together calls work so many times from eight goroutines.
func together(times int, work func()) {
	var all sync.WaitGroup
	for i := 0; i < 8; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			for done := 0; done < times/8; done++ {
				work()
			}
		}()
	}
	all.Wait()
}

// signedIn is one verification with a decision and its texts.
func signedIn(t *testing.T, all *toegang.Toegang, response []byte, closing bool) {
	who, err := all.VerifySAML(response, "_jan-request", noon)
	if err != nil {
		t.Error(err)
		return
	}
	decision, err := all.Check(asked, toegang.Question{Identity: who, Organisation: bakery, Eloket: "e-loketondernemers", At: noon})
	if err != nil || !decision.Permit() || len(decision.JSON()) < 100 || len(decision.Evidence()) < 3 {
		t.Error(err, decision)
	}
	if closing {
		_ = who.Close()
		_ = decision.Close()
	}
}

func TestTenThousandFromEight(t *testing.T) {
	all := open(t, data+"toegang.yaml")
	response := octets(t, "jan.xml")
	together(many(10000), func() { signedIn(t, all, response, true) })
}

// A closing that comes while others ask: each gets a verdict or ErrClosed.
func TestCloseWhileAsked(t *testing.T) {
	for round := 0; round < 20; round++ {
		directory := answering()
		all := open(t, written(t, hosted), toegang.WithDirectory(directory, toegang.KBO))
		var some sync.WaitGroup
		for i := 0; i < 8; i++ {
			some.Add(1)
			go func(closes bool) {
				defer some.Done()
				for asked := 0; asked < 20; asked++ {
					decision, err := all.Check(context.Background(), janAsks)
					if err != nil && err != toegang.ErrClosed || err == nil && !decision.Permit() {
						t.Error(err, decision)
					}
					_ = decision.Close()
					if closes && asked == 10 {
						_ = all.Close()
					}
				}
			}(i == 0)
		}
		some.Wait()
		if directory.closed != 1 {
			t.Fatal("closed", directory.closed)
		}
	}
}

// settled is the memory of C once the collector has run, and what it cleans up.
func settled() int {
	for i := 0; i < 5; i++ {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	return heap.InUse()
}

// What the allocator itself keeps back, in octets: a thousandth of what one leak a round would be.
const noise = 64 << 10

func answering() *own {
	return &own{read: func(_ context.Context, _ toegang.DirectoryQuestion, fact func(toegang.Fact) error) error {
		return fact(manager)
	}}
}

// Memory is the same after a first and after a last thousand of everything: closed, refused, forgotten.
func TestNothingLeaks(t *testing.T) {
	response := octets(t, "jan.xml")
	altered := []byte(strings.Replace(string(response), ">Peeters<", ">Peeterz<", 1))
	all := open(t, data+"toegang.yaml")
	own := open(t, written(t, hosted), toegang.WithDirectory(answering(), toegang.KBO))
	for _, closing := range []bool{true, false} {
		work := func() {
			signedIn(t, all, response, closing)
			if _, err := all.VerifySAML(altered, "_jan-request", noon); err == nil {
				t.Error("altered, and verified")
			}
			if _, err := all.List(asked, toegang.ListQuestion{Kind: toegang.ListRights, Holder: an, At: noon}); err != nil {
				t.Error(err)
			}
			decision, err := own.Check(asked, janAsks)
			if err != nil || !decision.Permit() {
				t.Error(err, decision)
			}
			if closing {
				_ = decision.Close()
			}
		}
		together(many(4000), work)
		before := settled()
		together(many(8000), work)
		grown := settled() - before
		t.Logf("closing %v: %d octets, grown by %d", closing, before, grown)
		if grown > noise {
			t.Errorf("closing %v: grown by %d octets", closing, grown)
		}
	}
}

// A configuration is larger: what is opened in vain, or closed, is gone at once, with its directory; what is forgotten, once
// the collector sees it.
func TestForgotten(t *testing.T) {
	path, directory := written(t, hosted), answering()
	round := func(closing bool) {
		all, err := toegang.Open(path, toegang.WithDirectory(directory, toegang.KBO))
		if err != nil {
			t.Fatal(err)
		}
		if closing {
			_ = all.Close()
		}
	}
	for i := 0; i < 50; i++ {
		round(true)
	}
	before := settled()
	for i := 0; i < 200; i++ {
		round(true)
		if _, err := toegang.Open(path); err == nil {
			t.Fatal("opened without its directory")
		}
	}
	if grown := settled() - before; grown > noise {
		t.Errorf("closed, and grown by %d octets", grown)
	}
	if closed := atomic.SwapInt32(&directory.closed, 0); closed != 250 {
		t.Errorf("%d of 250 closed", closed)
	}
	for i := 0; i < 20; i++ {
		round(false)
	}
	for i := 0; i < 100 && atomic.LoadInt32(&directory.closed) < 20; i++ {
		runtime.GC()
		time.Sleep(20 * time.Millisecond)
	}
	if closed := atomic.LoadInt32(&directory.closed); closed != 20 {
		t.Errorf("%d of 20 forgotten closed", closed)
	}
}
