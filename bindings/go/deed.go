// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import "runtime"

// An Effect is what became of the registers.
type Effect int

const (
	NoEffect Effect = C.TOEGANG_EFFECT_NONE    // refused, or not judged
	Already  Effect = C.TOEGANG_EFFECT_ALREADY // it was so already
	Done     Effect = C.TOEGANG_EFFECT_DONE    // changed, and durable
)

// A Deed is what became of an act. Effect stays readable after Close.
type Deed struct {
	core   *owned
	deed   *C.toegang_deed
	effect Effect
}

// A Change is of one fact: Before nil, added; After nil, taken back.
type Change struct{ Before, After *Fact }

func newDeed(deed *C.toegang_deed) *Deed {
	d := &Deed{&owned{free: func() { C.toegang_deed_free(deed) }}, deed, Effect(C.toegang_deed_effect(deed))}
	underneath(d, d.core)
	return d
}

// Close wipes and frees it, with its Decision.
func (d *Deed) Close() error {
	if d == nil || !d.core.close() {
		return ErrClosed
	}
	return nil
}

func (d *Deed) use() bool { return d != nil && d.core.use() }

func (d *Deed) leave() {
	d.core.leave()
	runtime.KeepAlive(d)
}

// Effect is what became of the registers.
func (d *Deed) Effect() Effect {
	if d == nil {
		return NoEffect
	}
	return d.effect
}

// Holds is whether it is now as was asked: done, or so already.
func (d *Deed) Holds() bool { return d.Effect() == Done || d.Effect() == Already }

// Decision is whether he may, with its evidence; nil where that was not judged. It belongs to the deed.
func (d *Deed) Decision() *Decision {
	if !d.use() {
		return nil
	}
	defer d.leave()
	decision := C.toegang_deed_decision(d.deed)
	if decision == nil {
		return nil
	}
	of := decisionOf(decision, d.core)
	of.owner = d
	return of
}

// Changes are what was changed, in order.
func (d *Deed) Changes() (changes []Change) {
	if !d.use() {
		return nil
	}
	defer d.leave()
	var before, after *C.toegang_fact
	for i := C.size_t(0); C.toegang_deed_change(d.deed, i, &before, &after) == 1; i++ {
		changes = append(changes, Change{factOf(before), factOf(after)})
	}
	return changes
}

// Warnings are things to know: appointment.last, right.self-granted, …
func (d *Deed) Warnings() (warnings []string) {
	if !d.use() {
		return nil
	}
	defer d.leave()
	for i := C.size_t(0); ; i++ {
		warning := C.toegang_deed_warning(d.deed, i)
		if warning == nil {
			return warnings
		}
		warnings = append(warnings, C.GoString(warning))
	}
}

// Explain is the text for a person.
func (d *Deed) Explain(language Language) string {
	return d.text(func(out *C.char, size C.size_t) C.size_t {
		return C.toegang_deed_explain(d.deed, C.toegang_language(language), out, size)
	})
}

// JSON is one line, octet for octet what the command writes.
func (d *Deed) JSON() string {
	return d.text(func(out *C.char, size C.size_t) C.size_t { return C.toegang_deed_json(d.deed, out, size) })
}

func (d *Deed) text(write func(out *C.char, size C.size_t) C.size_t) string {
	if !d.use() {
		return ""
	}
	defer d.leave()
	return written(write)
}
