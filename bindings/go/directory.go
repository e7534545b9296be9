// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/cgo"
	"sync"
	"time"
	"unsafe"
)

// A Directory is one written in Go, asked by many goroutines at once. Read gives every fact that fits the question to fact,
// one after the other, and returns nil only when that was all. No facts is an answer. The context ends when the patience
// does. An error, an error of fact or a panic makes the register unknown and what needs it indeterminate; of the error only
// the type is told, or what an *Error says in Check, Expected and Came, which hold nothing secret. A directory that is an
// io.Closer is closed with the Toegang.
type Directory interface {
	Read(ctx context.Context, question DirectoryQuestion, fact func(Fact) error) error
}

// A DirectoryQuestion is what is asked of a directory. Every field that is given narrows the answer.
type DirectoryQuestion struct {
	Register     Register
	Kind         FactKind
	Holder       Rrn
	Organisation Organisation
	ForOneself   bool // only facts without an organisation
	Eloket       string
	At           time.Time // that is asked about; the answer holds facts of all periods all the same
	Fresh        bool      // as the source itself knows it now: from no cache, from no replica
	Since        time.Time // the answer must show things as they stood then or later; zero: of any age
	Wanted       string    // the right that is asked. Narrows nothing
}

func newDirectory(directory Directory) (*C.toegang_directory, error) {
	handle := cgo.NewHandle(directory)
	var out *C.toegang_directory
	var report C.toegang_report
	if err := ended(C.bridge_directory_new(C.uintptr_t(handle), &out, &report), &report); err != nil {
		handle.Delete()
		return nil, err
	}
	return out, nil
}

func questionOf(from *C.toegang_directory_question) DirectoryQuestion {
	out := DirectoryQuestion{Register: Register(from.reg), Kind: FactKind(from.kind), Holder: rrnOf(&from.holder),
		Organisation: organisationOf(&from.organisation), ForOneself: from.for_oneself == 1,
		Eloket: C.GoString(from.eloket), At: instant(from.at), Fresh: from.fresh == 1, Wanted: C.GoString(from.wanted)}
	if from.since != 0 {
		out.Since = instant(from.since)
	}
	return out
}

// answer is one reading, while it goes on.
type answer struct {
	mutex  sync.Mutex
	sink   *C.toegang_fact_sink
	into   unsafe.Pointer
	status C.toegang_status
	over   bool
}

var errOver = errors.New("toegang: the reading is over")

// take gives one fact to the library, which copies what it keeps.
func (a *answer) take(fact Fact) error {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.over {
		return errOver
	}
	var copies texts
	defer copies.free()
	given := fact.c(&copies)
	if err := copies.err(); err != nil {
		return err
	}
	if a.status == C.TOEGANG_GOOD {
		a.status = C.bridge_push(a.sink, a.into, &given)
	}
	if a.status != C.TOEGANG_GOOD {
		return Status(a.status)
	}
	return nil
}

// end keeps a goroutine that was left behind from giving facts to nobody.
func (a *answer) end() C.toegang_status {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.over = true
	return a.status
}

func (a *answer) read(directory Directory, question *C.toegang_directory_question) (err error) {
	ctx := context.Background()
	if question.patience_ms > 0 {
		limited, cancel := context.WithTimeout(ctx, time.Duration(question.patience_ms)*time.Millisecond)
		defer cancel()
		ctx = limited
	}
	defer func() {
		if panicked := recover(); panicked != nil {
			err = &Error{Check: "directory.store", Expected: "an answer or a reason", Came: fmt.Sprintf("panic of %T", panicked)}
		}
	}()
	return directory.Read(ctx, questionOf(question), a.take)
}

//export toegangGoRead
func toegangGoRead(handle C.uintptr_t, question *C.toegang_directory_question, sink *C.toegang_fact_sink,
	into unsafe.Pointer, report *C.toegang_report) C.toegang_status {
	reading := &answer{sink: sink, into: into}
	err := reading.read(cgo.Handle(handle).Value().(Directory), question)
	if status := reading.end(); status != C.TOEGANG_GOOD {
		return status
	}
	if err == nil {
		return C.TOEGANG_GOOD
	}
	tell(report, err)
	return C.TOEGANG_UNAVAILABLE
}

// tell never has the text of an error of others, which can hold anything.
func tell(report *C.toegang_report, err error) {
	own, is := errorFrom(err)
	switch {
	case is && own.Check != "":
	case errors.Is(err, context.DeadlineExceeded):
		own = &Error{Check: "directory.time-out", Expected: "an answer in time"}
	default:
		own = &Error{Check: "directory.store", Expected: "an answer or a reason", Came: fmt.Sprintf("%T", err)}
	}
	report.status = C.TOEGANG_UNAVAILABLE
	fill(report.check[:], own.Check)
	fill(report.expected[:], own.Expected)
	fill(report.came[:], own.Came)
}

//export toegangGoClose
func toegangGoClose(handle C.uintptr_t) {
	defer func() { _ = recover() }()
	directory := cgo.Handle(handle).Value()
	cgo.Handle(handle).Delete()
	if closer, is := directory.(io.Closer); is {
		_ = closer.Close()
	}
}
