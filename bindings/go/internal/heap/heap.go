// SPDX-License-Identifier: Apache-2.0

// Package heap is for the tests: how much memory C holds.
package heap

// #include <malloc.h>
import "C"

// InUse are the octets that were allocated in C and not freed, of all its arenas.
func InUse() int {
	now := C.mallinfo2()
	return int(now.uordblks) + int(now.hblkhd)
}
