// SPDX-License-Identifier: Apache-2.0

package toegang_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"toegang.example/toegang"
)

// Nothing that fmt or JSON makes of a number, or of what is around it, has the three digits that nobody may see.
func TestNumbersAreMasked(t *testing.T) {
	type around struct {
		hidden toegang.Rrn
		Shown  toegang.Rrn
		List   []toegang.Rrn
		Map    map[toegang.Rrn]int
	}
	value := around{jan, jan, []toegang.Rrn{jan}, map[toegang.Rrn]int{jan: 1}}
	var texts []string
	for _, verb := range "vsqdxXobcUeEfFgGtTpw" {
		for _, flags := range []string{"", "+", "#", "-20", "020", ".3", " "} {
			format := "%" + flags + string(verb)
			for _, what := range []interface{}{jan, &jan, value, &value, value.hidden, []interface{}{jan}} {
				texts = append(texts, fmt.Sprintf(format, what))
			}
		}
	}
	for _, what := range []interface{}{jan, value, &value, toegang.Question{Holder: jan}, toegang.Fact{Holder: jan}} {
		encoded, err := json.Marshal(what)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(encoded), fmt.Sprint(what), fmt.Sprintf("%+v %#v", what, what))
	}
	octets := fmt.Sprint([]byte("85073003328"))
	for _, text := range texts {
		for _, clear := range []string{"85073003328", "033.28", "03328", "3835303733303033333238", octets[1 : len(octets)-1]} {
			if strings.Contains(text, clear) {
				t.Errorf("in clear: %s", text)
			}
		}
	}
	if fmt.Sprintf("%v %s %x %#v", jan, jan, jan, jan) != "85.07.30-***.** 85.07.30-***.** 85.07.30-***.** toegang.Rrn(85.07.30-***.**)" {
		t.Errorf("%v %s %x %#v", jan, jan, jan, jan)
	}
}

func TestRrn(t *testing.T) {
	if jan.Digits() != "85073003328" || jan.Printed() != "85.07.30-033.28" || jan.IsZero() || jan == an || jan != number("85073003328") {
		t.Error(jan.Digits(), jan.Printed())
	}
	var none toegang.Rrn
	if !none.IsZero() || none.Digits() != "" || none.Printed() != "" || none.String() != "" {
		t.Error("no number")
	}
	for text, check := range map[string]string{"": "rrn.length", "85.07.30-033.29": "rrn.checksum",
		"85.07.30-***.**": "rrn.form", "85073003328\x00": "rrn.form"} {
		_, err := toegang.ParseRrn(text)
		fell(t, err, toegang.ErrRefused, check)
	}
	var read struct{ Holder, None toegang.Rrn }
	if err := json.Unmarshal([]byte(`{"Holder": "85.07.30-033.28", "None": ""}`), &read); err != nil || read.Holder != jan || !read.None.IsZero() {
		t.Error(err, read)
	}
	masked, err := json.Marshal(jan)
	if err != nil || json.Unmarshal(masked, &read.Holder) == nil {
		t.Error("what was masked is no number any more", string(masked), err)
	}
	all := open(t, written(t, "test-numbers: allow\n"))
	official := "85.67.30-033.60"
	if of, err := all.ParseRrn(official); err != nil || !of.IsTest() {
		t.Error("where the configuration allows it:", err)
	}
	_, err = toegang.ParseRrn(official)
	fell(t, err, toegang.ErrRefused, "rrn.test")
}

func TestOrganisation(t *testing.T) {
	for _, row := range []struct {
		text, shown, value string
		scheme             toegang.Scheme
		key                string
	}{
		{"BE0999999922", "0999.999.922", "0999999922", toegang.KBONumber, "kbo:0999999922"},
		{"establishment:2.297.964.444", "2.297.964.444", "2297964444", toegang.Establishment, "establishment:2297964444"},
		{"OVO002949", "OVO002949", "OVO002949", toegang.OVO, "ovo:OVO002949"},
		{"nis:44021", "44021", "44021", toegang.NIS, "nis:44021"},
		{"V0001001", "V0001001", "V0001001", toegang.VCode, "vcode:V0001001"},
	} {
		one := organisation(row.text)
		encoded, err := json.Marshal(one)
		var again toegang.Organisation
		if err != nil || string(encoded) != `"`+row.key+`"` || json.Unmarshal(encoded, &again) != nil || again != one {
			t.Error(row.text, string(encoded), err)
		}
		if one.String() != row.shown || one.Value() != row.value || one.Scheme() != row.scheme || one.IsZero() {
			t.Error(row.text, one, one.Value(), one.Scheme())
		}
	}
	var none toegang.Organisation
	if !none.IsZero() || none.String() != "" || none.Scheme().String() != "" {
		t.Error("none", none)
	}
	_, err := toegang.ParseOrganisation("0999.999.923")
	fell(t, err, toegang.ErrRefused, "kbo.checksum")
}

func TestLanguage(t *testing.T) {
	for text, want := range map[string]toegang.Language{"nl": toegang.NL, "en": toegang.EN, "fr": toegang.FR, "de": toegang.DE} {
		if language, err := toegang.ParseLanguage(text); err != nil || language != want {
			t.Error(text, language, err)
		}
	}
	_, err := toegang.ParseLanguage("es")
	fell(t, err, toegang.ErrRefused, "language.unknown")
	if toegang.Version() == "" || !strings.Contains(toegang.Adapters(), "yaml") {
		t.Error(toegang.Version(), toegang.Adapters())
	}
}
