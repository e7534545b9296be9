// SPDX-License-Identifier: Apache-2.0

// Command ask is for the tests: a line of JSON a question on standard input, a line of JSON a decision on standard output.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	"toegang.example/toegang"
)

type question struct {
	Config       string
	Holder       toegang.Rrn
	Assurance    string
	Capacity     string
	SAML         string
	InResponseTo string `json:"in_response_to"`
	JWT          string
	Nonce        string
	Kind         string
	Organisation toegang.Organisation
	Eloket       string
	Right        string
	Context      string
	At           time.Time
}

var kinds = map[string]toegang.TokenKind{"id": toegang.IDToken, "access": toegang.AccessToken}

var levels = map[string]toegang.Assurance{"low": toegang.Low, "substantial": toegang.Substantial, "high": toegang.High}

// A refusal is shown as every verdict is.
func (q *question) answer(all *toegang.Toegang) (string, error) {
	decision, err := q.ask(all)
	var why *toegang.Error
	if errors.As(err, &why) && why.Status != toegang.ErrMisuse && why.Status != toegang.ErrConfiguration {
		decision, err = why.Decision()
	}
	if err != nil {
		return "", err
	}
	defer decision.Close()
	return decision.JSON(), nil
}

func (q *question) ask(all *toegang.Toegang) (*toegang.Decision, error) {
	ctx := context.Background()
	asked := toegang.Question{Organisation: q.Organisation, Eloket: q.Eloket, Right: q.Right, Context: q.Context, At: q.At}
	if !q.Holder.IsZero() {
		asked.Holder, asked.Assurance, asked.Capacity = q.Holder, levels[q.Assurance], q.Capacity
		return all.Check(ctx, asked)
	}
	who, err := q.verify(all)
	if err != nil {
		return nil, err
	}
	defer who.Close()
	asked.Identity = who
	return all.Check(ctx, asked)
}

// verify does what a first sign-in does.
func (q *question) verify(all *toegang.Toegang) (*toegang.Identity, error) {
	if q.SAML != "" {
		response, err := os.ReadFile(q.SAML)
		if err != nil {
			return nil, err
		}
		return all.VerifySAML(response, q.InResponseTo, q.At)
	}
	token, err := os.ReadFile(q.JWT)
	if err != nil {
		return nil, err
	}
	return all.VerifyJWT(bytes.TrimSuffix(token, []byte("\n")), toegang.Expected{Kind: kinds[q.Kind], Nonce: q.Nonce}, q.At)
}

// configuration is that of the question before where it is the same: opening is what takes long.
type configuration struct {
	path string
	all  *toegang.Toegang
}

func (c *configuration) open(path string) (*toegang.Toegang, error) {
	if c.all != nil && c.path == path {
		return c.all, nil
	}
	_ = c.all.Close()
	all, err := toegang.Open(path)
	c.path, c.all = path, all
	return all, err
}

func (c *configuration) answer(line []byte) string {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		log.Fatal(err)
	}
	all, err := c.open(asked.Config)
	text := ""
	if err == nil {
		text, err = asked.answer(all)
	}
	if err != nil {
		return fmt.Sprintf("fault: %v", err)
	}
	return text
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	var opened configuration
	for lines.Scan() {
		fmt.Println(opened.answer(lines.Bytes()))
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
}
