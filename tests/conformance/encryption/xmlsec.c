/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the xmlsec suites encrypt, each put into an EncryptedID as if a provider had sent it. Most of it is
 * outside the profile and refused by a named rule. What differs in its Type alone is decrypted apart from
 * that, and has to stand in the plain text that the suite gives. xmlsec.tsv holds both answers, row by row.
 */
#include <criterion/criterion.h>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../signature/vectors.h"
#include "assertion/xmlenc.h"
#include "parse/base64.h"

enum { FILE_NAME, KEY, PROFILE, EXPECTED };
enum { OUR_FILE, OUR_PROFILE, OUR_CONTENT };

#define ROOT "lsh123+xmlsec/"
#define ANSWER 64

static struct tg_crypto *crypto;

/* The private key that the row names: PEM or DER, whatever its password; NULL when it names none of RSA. */
static EVP_PKEY *read_key(const char *path, char *password)
{
    size_t length = 0;
    char name[512], *octets;
    snprintf(name, sizeof name, ROOT "%s", path);
    octets = vector_file(name, &length);
    if (!octets) {
        char *end = strrchr(name, '.');
        if (end) strcpy(end, ".der");
        octets = vector_file(name, &length);
    }
    if (!octets) return NULL;
    const unsigned char *at = (const unsigned char *)octets;
    BIO *bio = BIO_new_mem_buf(octets, (int)length);
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, password);
    if (!key) key = d2i_AutoPrivateKey(NULL, &at, (long)length);
    BIO_free(bio), free(octets);
    return key;
}

static struct tg_private *key_of(const struct vector_row *row)
{
    char *words = strdup(row->fields[KEY]), *rest = words, *word;
    char password[] = "secret123", second[] = "secret";
    struct tg_private *out = NULL;
    bool next = false;
    while ((word = strsep(&rest, " "))) {
        EVP_PKEY *key = next ? read_key(word, password) : NULL;
        if (next && !key) key = read_key(word, second);
        next = strncmp(word, "--privkey", 9) == 0;
        if (!key) continue;
        BIO *bio = BIO_new(BIO_s_mem());
        char *pem = NULL;
        PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL);
        long length = BIO_get_mem_data(bio, &pem);
        (void)tg_private_of_pem(crypto, (struct tg_span){pem, (size_t)length}, &out, NULL);
        BIO_free(bio), EVP_PKEY_free(key);
    }
    free(words);
    return out;
}

static xmlNodePtr named(xmlNodePtr from, const char *local)
{
    for (xmlNodePtr node = from; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, local) == 0) return node;
        xmlNodePtr below = named(node->children, local);
        if (below) return below;
    }
    return NULL;
}

/* The first EncryptedData of the document as a text in an EncryptedID; NULL when it has none. */
static char *as_encrypted_id(const char *octets, size_t length)
{
    static const char open[] = "<saml:EncryptedID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">",
                      close[] = "</saml:EncryptedID>";
    xmlDocPtr document = xmlReadMemory(octets, (int)length, NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlNodePtr data = document ? named(xmlDocGetRootElement(document), "EncryptedData") : NULL;
    char *out = NULL;
    if (data) {
        xmlDocPtr alone = xmlNewDoc((const xmlChar *)"1.0");
        xmlDocSetRootElement(alone, xmlDocCopyNode(data, alone, 1));
        xmlBufferPtr buffer = xmlBufferCreate();
        xmlNodeDump(buffer, alone, xmlDocGetRootElement(alone), 0, 0);
        out = calloc(1, sizeof open + sizeof close + (size_t)xmlBufferLength(buffer));
        sprintf(out, "%s%s%s", open, (const char *)xmlBufferContent(buffer), close);
        xmlBufferFree(buffer), xmlFreeDoc(alone);
    }
    xmlFreeDoc(document);
    return out;
}

static bool read_form(const char *text, struct tg_arena *arena, struct tg_encrypted *form,
                      char answer[ANSWER])
{
    struct tg_xml_node *holder = NULL;
    toegang_report report = {0};
    toegang_status status = tg_xml_read(tg_span_of(text), &tg_xml_message_limits, arena, &holder, &report);
    if (status == TOEGANG_GOOD) status = tg_xmlenc_read(holder, true, form, &report);
    snprintf(answer, ANSWER, "%s", status == TOEGANG_GOOD ? "good" : report.check);
    return status == TOEGANG_GOOD;
}

/* Their plain texts were written anew, with other line ends and blanks. */
static char *without_space(const char *text)
{
    char *out = calloc(1, strlen(text) + 1), *to = out;
    for (; *text; text++)
        if (!strchr(" \t\r\n", *text)) *to++ = *text;
    return out;
}

/* As libxml2 writes it, which wrote theirs: <a/> for <a></a>. */
static char *rewritten(const char *text)
{
    char *wrapped = calloc(1, strlen(text) + 8);
    sprintf(wrapped, "<x>%s</x>", text);
    xmlDocPtr document = xmlReadMemory(wrapped, (int)strlen(wrapped), NULL, NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlNodePtr child = document ? xmlDocGetRootElement(document)->children : NULL;
    for (; child; child = child->next) xmlNodeDump(buffer, document, child, 0, 0);
    char *out = strdup((const char *)xmlBufferContent(buffer));
    xmlBufferFree(buffer), xmlFreeDoc(document), free(wrapped);
    return out;
}

static bool stands_in(const char *text, const char *plain)
{
    char *again = rewritten(text), *small = without_space(again), *large = without_space(plain);
    bool found = small[0] && strstr(large, small);
    free(again), free(small), free(large);
    return found;
}

/* "plain" when what comes out stands in the file of the plain text. */
static void judge_content(const struct tg_encrypted *form, const struct tg_private *key, const char *plain,
                          struct tg_arena *arena, char answer[ANSWER])
{
    struct tg_span wrapped, value, octets = {NULL, 0};
    uint8_t content_key[TG_CONTENT_KEY_MAX];
    size_t iv = tg_encrypted_is_loose(form) ? 16 : 12, tag = tg_encrypted_is_loose(form) ? 0 : 16;
    snprintf(answer, ANSWER, "no-key");
    if (!key) return;
    snprintf(answer, ANSWER, "saml.encrypted.decrypt");
    if (tg_base64_read(form->key, 1024, arena, &wrapped, NULL) != TOEGANG_GOOD ||
        tg_base64_read(form->content, 65536, arena, &value, NULL) != TOEGANG_GOOD ||
        value.length < iv + tag ||
        tg_unwrap_oaep(crypto, key, form->digest, form->mask, wrapped, tg_cipher_key_octets(form->cipher),
                       content_key, NULL) != TOEGANG_GOOD)
        return;
    const struct tg_sealed sealed = {.iv = tg_span_until(value, iv),
                                     .octets =
                                         tg_span_until(tg_span_from(value, iv), value.length - iv - tag),
                                     .tag = tg_span_from(value, value.length - tag)};
    if (tg_decrypt(crypto, form->cipher, content_key, &sealed, arena, &octets, NULL) != TOEGANG_GOOD) return;
    snprintf(answer, ANSWER, "another text");
    const char *text = tg_arena_text(arena, octets);
    if (text && plain && stands_in(text, plain)) snprintf(answer, ANSWER, "plain");
    if (!plain) snprintf(answer, ANSWER, "opened");
}

/* Type says Content in most: what comes out is judged as if it said Element. */
static char *with_type_element(const char *text)
{
    char *out = calloc(1, strlen(text) + 1);
    const char *at = strstr(text, "xmlenc#Content\"");
    sprintf(out, "%.*s%s%s", at ? (int)(at - text) : (int)strlen(text), text, at ? "xmlenc#Element" : "",
            at ? at + strlen("xmlenc#Content") : "");
    return out;
}

static void check_row(const struct vector_row *row, const struct vector_row *our)
{
    char profile[ANSWER] = "no-encrypted-data", content[ANSWER] = "-", name[512];
    size_t length = 0;
    struct tg_arena arena = {0};
    struct tg_encrypted form;
    char *xml = vector_file(row->fields[FILE_NAME], &length), *text = as_encrypted_id(xml, length);
    cr_assert_not_null(xml, "%s", row->fields[FILE_NAME]);
    snprintf(name, sizeof name, "%s", row->fields[FILE_NAME]);
    strcpy(strrchr(name, '.'), ".data");
    char *plain = vector_file(name, &length), *element = text ? with_type_element(text) : NULL;
    struct tg_private *key = key_of(row);
    if (text) (void)read_form(text, &arena, &form, profile);
    if (element && read_form(element, &arena, &form, content))
        judge_content(&form, key, plain, &arena, content);
    cr_expect(our && strcmp(our->fields[OUR_FILE], row->fields[FILE_NAME]) == 0 &&
                  strcmp(our->fields[OUR_PROFILE], profile) == 0 &&
                  strcmp(our->fields[OUR_CONTENT], content) == 0,
              "ROW\t%s\t%s\t%s", row->fields[FILE_NAME], profile, content);
    tg_private_free(key);
    free(xml), free(text), free(plain), free(element);
    tg_arena_free(&arena);
}

Test(xmlsec_encryption, everything_that_the_suites_encrypt)
{
    struct vector_table theirs = vector_table_read(TG_VECTORS "/EXPECT-xmlsec-suite.tsv");
    struct vector_table ours = vector_table_read(TG_TABLES "/xmlsec.tsv");
    if (theirs.count == 0) cr_skip_test("no vectors at " TG_VECTORS ": meson configure -Dvectors=...");
    cr_assert_eq(tg_crypto_new(&crypto, NULL), TOEGANG_GOOD);
    size_t count = 0;
    for (size_t i = 0; i < theirs.count; i++) {
        if (strcmp(theirs.rows[i].fields[PROFILE], "xmlenc-general") != 0) continue;
        check_row(&theirs.rows[i], count < ours.count ? &ours.rows[count] : NULL);
        count++;
    }
    cr_expect_eq(count, 170);
    cr_expect_eq(ours.count, count);
    tg_crypto_free(crypto);
    vector_table_free(&theirs);
    vector_table_free(&ours);
}
