// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"context"
	"runtime/cgo"
)

// A Detail is one thing that a directory says of itself: "cache.hits", "2.breaker.state", "took".
type Detail struct{ Name, Value string }

// A DirectoryState is how the directory of one register is now.
type DirectoryState struct {
	Register  Register
	Reachable bool
	Details   []Detail // in the order in which they were told
}

// Directories tries the directory of each register that is configured, within what the context leaves. ErrUnavailable: not
// all could be reached; the states are there as well.
func (t *Toegang) Directories(ctx context.Context) ([]DirectoryState, error) {
	left, err := patience(ctx)
	if err != nil {
		return nil, err
	}
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	var states []DirectoryState
	handle := cgo.NewHandle(&states)
	defer handle.Delete()
	var report C.toegang_report
	status := C.bridge_directories(t.all, left, C.uintptr_t(handle), &report)
	return states, ended(status, &report)
}

//export toegangGoDetail
func toegangGoDetail(handle C.uintptr_t, reg C.toegang_register, name, value *C.char) {
	states := cgo.Handle(handle).Value().(*[]DirectoryState)
	last := len(*states) - 1
	if last < 0 || (*states)[last].Register != Register(reg) {
		*states = append(*states, DirectoryState{Register: Register(reg)})
		last++
	}
	state, detail := &(*states)[last], Detail{C.GoString(name), C.GoString(value)}
	state.Details = append(state.Details, detail)
	state.Reachable = state.Reachable || detail == Detail{"reachable", "yes"}
}
