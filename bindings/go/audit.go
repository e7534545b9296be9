// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import "runtime/cgo"

// A Finding is what looking at a trail found.
type Finding struct {
	Trail string // "audit.log", or the register whose store keeps it
	Lines uint64 // that are good, from the first
	Line  uint64 // where it is broken, or what is to be known; 0: neither
	Check string
	Head  string // of the last good line: note it elsewhere, and a trail that was put back shows
}

// AuditVerify looks at every trail. nil: whole. ErrRefused: cut or altered; the findings are there as well.
func (t *Toegang) AuditVerify() ([]Finding, error) {
	if !t.use() {
		return nil, ErrClosed
	}
	defer t.leave()
	var findings []Finding
	handle := cgo.NewHandle(&findings)
	defer handle.Delete()
	var report C.toegang_report
	status := C.bridge_audit_verify(t.all, C.uintptr_t(handle), &report)
	return findings, ended(status, &report)
}

//export toegangGoFinding
func toegangGoFinding(handle C.uintptr_t, finding *C.toegang_audit_finding) {
	findings := cgo.Handle(handle).Value().(*[]Finding)
	*findings = append(*findings, Finding{C.GoString(finding.trail), uint64(finding.lines), uint64(finding.line),
		C.GoString(finding.check), C.GoString(&finding.head[0])})
}

// lines is a reading of trails, with the error or the panic of the caller's function that ended it.
type lines struct {
	each     func(trail, line string) error
	err      error
	panicked interface{}
}

// AuditShow gives every line of every trail, one JSON object each, in order, once they were verified. An error of each ends
// it and is returned.
func (t *Toegang) AuditShow(each func(trail, line string) error) error {
	if !t.use() {
		return ErrClosed
	}
	defer t.leave()
	reading := &lines{each: each}
	handle := cgo.NewHandle(reading)
	defer handle.Delete()
	var report C.toegang_report
	status := C.bridge_audit_show(t.all, C.uintptr_t(handle), &report)
	if reading.panicked != nil {
		panic(reading.panicked)
	}
	if reading.err != nil {
		return reading.err
	}
	return ended(status, &report)
}

// take catches a panic, which may not pass through C: it would not end what it began.
func (l *lines) take(trail, line string) (status C.toegang_status) {
	defer func() {
		l.panicked = recover()
	}()
	status = C.TOEGANG_INTERNAL
	if l.err = l.each(trail, line); l.err == nil {
		status = C.TOEGANG_GOOD
	}
	return status
}

//export toegangGoLine
func toegangGoLine(handle C.uintptr_t, trail, line *C.char, length C.size_t) C.toegang_status {
	reading := cgo.Handle(handle).Value().(*lines)
	return reading.take(C.GoString(trail), C.GoStringN(line, C.int(length)))
}
