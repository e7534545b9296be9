// SPDX-License-Identifier: Apache-2.0

// Command border is for tests/bench: the calls of its border.c in Go, asked in the same way. Usage: border DATA.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"time"

	"toegang.example/toegang"
)

const number = "0999.999.922"

var at = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func calls(all *toegang.Toegang, response []byte) map[string]func() error {
	verify := func() (*toegang.Identity, error) { return all.VerifySAML(response, "_jan-request", at) }
	question := toegang.Question{Identity: must(verify()), Organisation: must(toegang.ParseOrganisation(number)),
		Eloket: "e-loketondernemers", At: at}
	return map[string]func() error{
		"verify_saml": func() error {
			who, err := verify()
			if err != nil {
				return err
			}
			return who.Close()
		},
		"check": func() error {
			decision, err := all.Check(context.Background(), question)
			if err == nil && !decision.Permit() {
				err = errors.New("a decision that is no permit")
			}
			if err != nil {
				return err
			}
			return decision.Close()
		},
		"parse": func() error {
			_, err := toegang.ParseOrganisation(number)
			return err
		},
	}
}

func repeat(once func() error, times int) {
	for ; times > 0; times-- {
		if err := once(); err != nil {
			log.Fatal(err)
		}
	}
}

func main() {
	data := os.Args[1]
	all := must(toegang.Open(filepath.Join(data, "toegang.yaml"), toegang.Strict()))
	known := calls(all, must(os.ReadFile(filepath.Join(data, "jan.xml"))))
	lines := bufio.NewReader(os.Stdin)
	var name string
	var times int
	for {
		if _, err := fmt.Fscan(lines, &name, &times); err != nil {
			return
		}
		repeat(known[name], times)
		fmt.Println()
	}
}
