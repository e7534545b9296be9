// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"errors"
	"fmt"
	"strings"
)

// A Status is the kind of an error, and an error itself: errors.Is(err, toegang.ErrUnavailable).
type Status int32

const (
	ErrRefused       Status = C.TOEGANG_REFUSED       // what came was judged, and the answer is no
	ErrNoMemory      Status = C.TOEGANG_NO_MEMORY     // nothing was judged, and so for all that follow
	ErrMisuse        Status = C.TOEGANG_MISUSE        // an argument that the programmer must correct
	ErrConfiguration Status = C.TOEGANG_CONFIGURATION // a configuration or one of its files is wrong
	ErrUnavailable   Status = C.TOEGANG_UNAVAILABLE   // a directory or a file could not be read, or not in time
	ErrIndeterminate Status = C.TOEGANG_INDETERMINATE // a decision could not be taken
	ErrInternal      Status = C.TOEGANG_INTERNAL      // a defect of the library or of a library under it
)

// ErrClosed is what a call on something gives that was closed.
var ErrClosed = errors.New("toegang: used after Close")

var statusWords = map[Status]string{ErrRefused: "refused", ErrNoMemory: "no memory", ErrMisuse: "misuse",
	ErrConfiguration: "configuration", ErrUnavailable: "unavailable", ErrIndeterminate: "indeterminate",
	ErrInternal: "internal"}

func (s Status) Error() string {
	if word, known := statusWords[s]; known {
		return "toegang: " + word
	}
	return fmt.Sprintf("toegang: status %d", int32(s))
}

// An Error says why something was refused or could not be judged. Its texts hold no national number in clear.
type Error struct {
	Status         Status
	Check          string    // the stable dotted id of the check that fell, as in doc/checks.md
	Line, Column   int       // from 1; 0 where there are none
	Expected, Came string    // in English; Explain says it in the language of the reader
	Problems       []Problem // of Open: all that is wrong, in the order of the lines

	report C.toegang_report
}

// A Problem is one thing that is wrong with a file of the configuration.
type Problem struct {
	File       string
	SourceLine string // the text of the line, may be ""
	Error
}

func errorOf(status C.toegang_status, report *C.toegang_report) *Error {
	if report.status == C.TOEGANG_GOOD {
		report.status = status
	}
	return &Error{Status: Status(report.status), Check: C.GoString(&report.check[0]), Line: int(report.line),
		Column: int(report.column), Expected: C.GoString(&report.expected[0]), Came: C.GoString(&report.came[0]),
		report: *report}
}

// ended is nil only for GOOD.
func ended(status C.toegang_status, report *C.toegang_report) error {
	if status == C.TOEGANG_GOOD {
		return nil
	}
	return errorOf(status, report)
}

func misuse(expected string) error {
	err := &Error{Status: ErrMisuse, Check: "misuse", Expected: expected}
	err.report.status = C.TOEGANG_MISUSE
	fill(err.report.check[:], err.Check)
	fill(err.report.expected[:], expected)
	return err
}

// fill copies as much of the text as fits with a NUL behind it.
func fill(out []C.char, text string) {
	end := 0
	for ; end < len(text) && end < len(out)-1; end++ {
		out[end] = C.char(text[end])
	}
	out[end] = 0
}

// Error is one line in English, with the check.
func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString(e.Status.Error())
	if e.Check != "" {
		fmt.Fprintf(&text, " [%s]", e.Check)
	}
	if e.Line > 0 {
		fmt.Fprintf(&text, " line %d, column %d", e.Line, e.Column)
	}
	if e.Expected != "" {
		text.WriteString(": expected " + e.Expected)
	}
	if e.Came != "" {
		text.WriteString(", came " + e.Came)
	}
	return text.String()
}

// Unwrap gives the status, so that errors.Is finds it.
func (e *Error) Unwrap() error { return e.Status }

// Explain is the text for a person: what happened, what was expected, what came, the check and what to do.
func (e *Error) Explain(language Language) string {
	return written(func(out *C.char, size C.size_t) C.size_t {
		return C.toegang_report_explain(&e.report, C.toegang_language(language), out, size)
	})
}

// Decision is a decision that says the same: a deny for what was refused, an indeterminate for a fault. So a host shows
// both in one way. The decision is the caller's, who closes it.
func (e *Error) Decision() (*Decision, error) {
	var out *C.toegang_decision
	var report C.toegang_report
	C.toegang_decision_refusal(&e.report, &out, &report)
	if out == nil {
		return nil, errorOf(C.TOEGANG_INTERNAL, &report)
	}
	return newDecision(out), nil
}
