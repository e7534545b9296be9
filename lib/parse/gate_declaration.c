/* SPDX-License-Identifier: Apache-2.0 */
/* <?xml version="1.0" encoding="UTF-8" standalone="yes"?> (XML 1.0, sections 2.8 and 4.3.3). */
#include "gate_reader.h"

#include <strings.h>

#include "parse/check.h"

static toegang_status refuse(const struct tg_gate_reader *reader)
{
    return tg_gate_refuse(reader, CHECK_XML_DECLARATION, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
                          TG_SPAN("something else"));
}

/* White space, the name, "=" and a quoted value; false without moving when that does not stand here. */
static bool read_part(struct tg_gate_reader *reader, const char *name, struct tg_span *value)
{
    const unsigned char *start = reader->at;
    struct tg_span expected = tg_span_of(name);
    bool good = tg_gate_skip_spaces(reader) && tg_gate_starts(reader, name);
    if (good) reader->at += expected.length;
    if (good) tg_gate_skip_spaces(reader);
    good = good && tg_gate_starts(reader, "=");
    if (good) reader->at++;
    if (good) tg_gate_skip_spaces(reader);
    good = good && (tg_gate_starts(reader, "\"") || tg_gate_starts(reader, "'"));
    if (!good) return reader->at = start, false;
    struct tg_span rest = {(const char *)reader->at + 1, (size_t)(reader->end - reader->at) - 1};
    size_t length = tg_span_find(rest, (char)*reader->at);
    if (length == rest.length) return reader->at = start, false;
    *value = tg_span_until(rest, length);
    reader->at += length + 2;
    return true;
}

toegang_status tg_gate_declaration(struct tg_gate_reader *reader)
{
    struct tg_span value;
    reader->at += sizeof "<?xml" - 1;
    if (!read_part(reader, "version", &value) || !tg_span_is(value, "1.0")) return refuse(reader);
    bool utf8 = !read_part(reader, "encoding", &value) ||
                (value.length == sizeof "UTF-8" - 1 && strncasecmp(value.at, "UTF-8", value.length) == 0);
    if (!utf8) return tg_gate_refuse_span(reader, CHECK_XML_ENCODING, "UTF-8", value);
    bool standalone =
        !read_part(reader, "standalone", &value) || tg_span_is(value, "yes") || tg_span_is(value, "no");
    tg_gate_skip_spaces(reader);
    if (!standalone || !tg_gate_starts(reader, "?>")) return refuse(reader);
    reader->at += sizeof "?>" - 1;
    return TOEGANG_GOOD;
}
