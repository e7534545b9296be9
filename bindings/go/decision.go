// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"encoding/json"
	"runtime"
	"time"
)

// An Outcome is one of three. The zero value is Deny.
type Outcome int

const (
	Deny          Outcome = C.TOEGANG_OUTCOME_DENY
	Indeterminate Outcome = C.TOEGANG_OUTCOME_INDETERMINATE // it could not be judged: 503, not 403
	Permit        Outcome = C.TOEGANG_OUTCOME_PERMIT
)

// String is "permit", "deny", "indeterminate".
func (o Outcome) String() string { return C.GoString(C.toegang_outcome_name(C.toegang_outcome(o))) }

// A Decision is the verdict with all that it rests on. Outcome, Check, As and ValidThrough stay readable after Close;
// the evidence and the texts do not.
type Decision struct {
	core         *owned
	decision     *C.toegang_decision
	owner        interface{} // whose it is, where it is part of something: kept from the collector
	outcome      Outcome
	check, as    string
	validThrough time.Time
}

func newDecision(decision *C.toegang_decision) *Decision {
	d := decisionOf(decision, &owned{free: func() { C.toegang_decision_free(decision) }})
	underneath(d, d.core)
	return d
}

func decisionOf(decision *C.toegang_decision, core *owned) *Decision {
	return &Decision{core: core, decision: decision, outcome: Outcome(C.toegang_decision_outcome(decision)),
		check:        C.GoString(C.toegang_decision_check(decision)),
		as:           C.GoString(C.toegang_decision_as(decision)),
		validThrough: end(C.toegang_decision_valid_through(decision))}
}

// Close wipes and frees it.
func (d *Decision) Close() error {
	if d == nil || d.owner == nil && !d.core.close() {
		return ErrClosed
	}
	return nil
}

// Permit is whether the e-counter opens. A nil decision permits nothing.
func (d *Decision) Permit() bool { return d.Outcome() == Permit }

// Outcome is one of the three.
func (d *Decision) Outcome() Outcome {
	if d == nil {
		return Deny
	}
	return d.outcome
}

// Check is the id of the check that fell, "" for permit.
func (d *Decision) Check() string {
	if d == nil {
		return ""
	}
	return d.check
}

// As is the ground of a permit in one word: "legal-representative", "htb", "mandate", "right" (somebody else with a right),
// "others" (open to anybody), "self"; "" unless it is a permit.
func (d *Decision) As() string {
	if d == nil {
		return ""
	}
	return d.as
}

// ValidThrough is until when the verdict may be kept, exclusive: the next instant at which anything that was looked at
// changes. The zero time: not to be kept. The end of the year 9999: nothing bounds it.
func (d *Decision) ValidThrough() time.Time {
	if d == nil {
		return time.Time{}
	}
	return d.validThrough
}

func (d *Decision) use() bool { return d != nil && d.core.use() }

func (d *Decision) leave() {
	d.core.leave()
	runtime.KeepAlive(d)
}

func (d *Decision) text(write func(out *C.char, size C.size_t) C.size_t) string {
	if !d.use() {
		return ""
	}
	defer d.leave()
	return written(write)
}

// Explain is the text for a person: verdict, ground, evidence, check and what to do. No national number in clear.
func (d *Decision) Explain(language Language) string {
	return d.text(func(out *C.char, size C.size_t) C.size_t {
		return C.toegang_decision_explain(d.decision, C.toegang_language(language), out, size)
	})
}

// Reason is why, in one sentence; of a permit its ground.
func (d *Decision) Reason(language Language) string {
	return d.text(func(out *C.char, size C.size_t) C.size_t {
		return C.toegang_decision_reason(d.decision, C.toegang_language(language), out, size)
	})
}

// Remedy is what the person can do now; "" for permit.
func (d *Decision) Remedy(language Language) string {
	return d.text(func(out *C.char, size C.size_t) C.size_t {
		return C.toegang_decision_remedy(d.decision, C.toegang_language(language), out, size)
	})
}

// JSON is the AuthZEN 1.0 evaluation response, one line, octet for octet what the command writes.
func (d *Decision) JSON() string {
	return d.text(func(out *C.char, size C.size_t) C.size_t { return C.toegang_decision_json(d.decision, out, size) })
}

// MarshalJSON is JSON.
func (d *Decision) MarshalJSON() ([]byte, error) {
	text := d.JSON()
	if text == "" {
		return nil, ErrClosed
	}
	return json.RawMessage(text).MarshalJSON()
}

// String is the outcome with its check: "deny right.absent".
func (d *Decision) String() string {
	if d.Check() == "" {
		return d.Outcome().String()
	}
	return d.Outcome().String() + " " + d.Check()
}
