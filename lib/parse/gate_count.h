/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TG_PARSE_GATE_COUNT_H
#define TG_PARSE_GATE_COUNT_H

#include "parse/gate.h"

/* What the gate counted; the parser must deliver the same. */
struct tg_gate_counts {
    unsigned elements, attributes;
};

toegang_status tg_gate_count(struct tg_span octets, const struct tg_xml_limits *limits, struct tg_span *body,
                             struct tg_gate_counts *counts, toegang_report *report);

#endif
