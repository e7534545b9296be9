/* SPDX-License-Identifier: Apache-2.0 */
/* The closed table of algorithms (XML Encryption 1.1 section 5): what has no row here does not exist. */
#include <stdio.h>

#include "assertion/check_encryption.h"
#include "assertion/xmldsig.h"
#include "base/report.h"
#include "xmlenc_profile.h"

#define SHA1 TG_NS_XMLDSIG "sha1"
#define SHA256 TG_NS_XMLENC "sha256"
#define OAEP_1_0 TG_NS_XMLENC "rsa-oaep-mgf1p"
#define OAEP_1_1 TG_NS_XMLENC11 "rsa-oaep"

static const struct {
    const char *uri;
    enum tg_cipher cipher;
    bool loose; /* those stand last */
} ciphers[] = {
    {TG_NS_XMLENC11 "aes128-gcm", TG_A128GCM, false},
    {TG_NS_XMLENC11 "aes256-gcm", TG_A256GCM, false},
    {TG_NS_XMLENC "aes128-cbc", TG_A128CBC, true},
    {TG_NS_XMLENC "aes256-cbc", TG_A256CBC, true},
};
#define CIPHERS (sizeof ciphers / sizeof *ciphers)

bool tg_encrypted_is_loose(const struct tg_encrypted *encrypted)
{
    for (size_t i = 0; i < CIPHERS; i++)
        if (ciphers[i].cipher == encrypted->cipher) return ciphers[i].loose;
    return true;
}

const char *tg_xmlenc_taken(size_t n, bool allow_cbc)
{
    static const char *const transports[] = {OAEP_1_0, OAEP_1_1};
    size_t count = 0;
    while (count < CIPHERS && (allow_cbc || !ciphers[count].loose)) count++;
    if (n < count) return ciphers[n].uri;
    return n - count < sizeof transports / sizeof *transports ? transports[n - count] : NULL;
}

/* KeySize says again what the algorithm says. */
static toegang_status check_key_size(const struct tg_xml_node *key_size, enum tg_cipher cipher,
                                     toegang_report *report)
{
    char bits[16];
    struct tg_span text = {NULL, 0};
    if (!key_size) return TOEGANG_GOOD;
    snprintf(bits, sizeof bits, "%zu", 8 * tg_cipher_key_octets(cipher));
    if (!tg_xml_only_text(key_size, &text) || !tg_span_is(tg_span_trim(text), bits))
        return tg_refuse(report, CHECK_XMLENC_KEY_SIZE, bits, text);
    return TOEGANG_GOOD;
}

toegang_status tg_xmlenc_data_method(const struct tg_xml_node *method, bool allow_cbc, enum tg_cipher *out,
                                     toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {{"Algorithm"}, {{TG_NS_XMLENC, "KeySize", false}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX];
    struct tg_span uri = tg_xmlenc_attribute(method, "Algorithm");
    size_t row = 0;
    while (row < CIPHERS && !tg_span_is(uri, ciphers[row].uri)) row++;
    if (row == CIPHERS) return tg_refuse(report, CHECK_XMLENC_ALGORITHM, "AES-GCM of 128 or 256 bits", uri);
    if (ciphers[row].loose && !allow_cbc)
        return tg_refuse(report, CHECK_XMLENC_CBC, "AES-GCM of 128 or 256 bits", uri);
    toegang_status status = tg_xmlenc_shape(method, &shape, found, report);
    if (status == TOEGANG_GOOD) status = check_key_size(found[0], ciphers[row].cipher, report);
    if (status == TOEGANG_GOOD) *out = ciphers[row].cipher;
    return status;
}

/* The hash that an element without content names: of DigestMethod or of MGF. */
static toegang_status read_hash(const struct tg_xml_node *element, const char *sha1, const char *sha256,
                                enum tg_oaep_hash *out, toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {{"Algorithm"}, {{NULL, NULL, false}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX];
    if (!element) return TOEGANG_GOOD;
    toegang_status status = tg_xmlenc_shape(element, &shape, found, report);
    if (status != TOEGANG_GOOD) return status;
    struct tg_span uri = tg_xmlenc_attribute(element, "Algorithm");
    *out = tg_span_is(uri, sha1) ? TG_OAEP_SHA1 : tg_span_is(uri, sha256) ? TG_OAEP_SHA256 : TG_OAEP_NONE;
    return *out ? TOEGANG_GOOD : tg_refuse(report, CHECK_XMLENC_OAEP, "SHA-1 or SHA-256", uri);
}

/* What is not said is SHA-1 (xmlenc 5.5.2), also for the mask; rsa-oaep-mgf1p has no other mask. */
toegang_status tg_xmlenc_key_method(const struct tg_xml_node *method, struct tg_encrypted *out,
                                    toegang_report *report)
{
    static const struct tg_xmlenc_shape shape = {{"Algorithm"},
                                                 {{TG_NS_XMLENC, "KeySize", false},
                                                  {TG_NS_XMLENC, "OAEPparams", false},
                                                  {TG_NS_XMLDSIG, "DigestMethod", false},
                                                  {TG_NS_XMLENC11, "MGF", false}}};
    const struct tg_xml_node *found[TG_XMLENC_CHILDREN_MAX];
    struct tg_span uri = tg_xmlenc_attribute(method, "Algorithm");
    bool newer = tg_span_is(uri, OAEP_1_1);
    if (!newer && !tg_span_is(uri, OAEP_1_0))
        return tg_refuse(report, CHECK_XMLENC_KEY_ALGORITHM, "RSA-OAEP", uri);
    toegang_status status = tg_xmlenc_shape(method, &shape, found, report);
    if (status == TOEGANG_GOOD) status = check_key_size(found[0], out->cipher, report);
    if (status == TOEGANG_GOOD && (found[1] || (found[3] && !newer)))
        status = tg_refuse(report, CHECK_XMLENC_OAEP, "no such parameter",
                           (found[1] ? found[1] : found[3])->local);
    out->digest = out->mask = TG_OAEP_SHA1;
    if (status == TOEGANG_GOOD) status = read_hash(found[2], SHA1, SHA256, &out->digest, report);
    if (status == TOEGANG_GOOD)
        status =
            read_hash(found[3], TG_NS_XMLENC11 "mgf1sha1", TG_NS_XMLENC11 "mgf1sha256", &out->mask, report);
    return status;
}
