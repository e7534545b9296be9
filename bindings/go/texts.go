// SPDX-License-Identifier: Apache-2.0

package toegang

// #include "bridge.h"
import "C"

import (
	"strings"
	"unsafe"
)

// texts are copies of Go's texts for the time of one call.
type texts struct {
	copies []unsafe.Pointer
	bad    bool
}

// text is its copy. One that holds a NUL would be another text in C: err says so.
func (t *texts) text(text string) *C.char {
	t.bad = t.bad || strings.IndexByte(text, 0) >= 0
	copied := C.CString(text)
	t.copies = append(t.copies, unsafe.Pointer(copied))
	return copied
}

// given is NULL for "", which is how Go says that nothing was given.
func (t *texts) given(text string) *C.char {
	if text == "" {
		return nil
	}
	return t.text(text)
}

// list is an array in the memory of C, NULL when it is empty.
func (t *texts) list(from []string) **C.char {
	if len(from) == 0 {
		return nil
	}
	at := C.calloc(C.size_t(len(from)), C.size_t(unsafe.Sizeof((*C.char)(nil))))
	t.copies = append(t.copies, at)
	array := unsafe.Slice((**C.char)(at), len(from))
	for i, text := range from {
		array[i] = t.text(text)
	}
	return &array[0]
}

func (t *texts) err() error {
	if t.bad {
		return misuse("texts without a NUL")
	}
	return nil
}

func (t *texts) free() {
	for _, copied := range t.copies {
		C.free(copied)
	}
}

// octets is what C borrows during a call; never NULL.
func octets(from []byte) (*C.char, C.size_t) {
	if len(from) == 0 {
		return (*C.char)(unsafe.Pointer(&[1]byte{})), 0
	}
	return (*C.char)(unsafe.Pointer(&from[0])), C.size_t(len(from))
}

// written is what C writes in the way of snprintf, whole.
func written(write func(out *C.char, size C.size_t) C.size_t) string {
	buffer := make([]byte, 4096)
	for {
		length := int(write((*C.char)(unsafe.Pointer(&buffer[0])), C.size_t(len(buffer))))
		if length < len(buffer) {
			return string(buffer[:length])
		}
		buffer = make([]byte, length+1)
	}
}
