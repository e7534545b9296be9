/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "peers.h"

#ifdef TG_HAVE_XMLSEC
#include <libxml/parser.h>
#include <xmlsec/crypto.h>
#include <xmlsec/templates.h>
#include <xmlsec/xmldsig.h>
#include <xmlsec/xmlenc.h>
#include <xmlsec/xmlsec.h>
#include <xmlsec/xmltree.h>

struct verifier {
    const struct bench_message *message;
    xmlSecKeyPtr key;
    xmlSecKeysMngrPtr decrypting; /* NULL: nothing is encrypted */
};

static int verified(xmlNodePtr node, xmlSecKeyPtr key)
{
    xmlSecDSigCtxPtr context = xmlSecDSigCtxCreate(NULL);
    if (!context) return 0;
    context->signKey = xmlSecKeyDuplicate(key);
    int good = xmlSecDSigCtxVerify(context, node) == 0 && context->status == xmlSecDSigStatusSucceeded;
    xmlSecDSigCtxDestroy(context);
    return good;
}

/* Every signature of the response and of its assertion; there must be one. */
static int all_verified(xmlNodePtr root, xmlSecKeyPtr key)
{
    static const xmlChar *const ids[] = {(const xmlChar *)"ID", NULL};
    const xmlChar *space = (const xmlChar *)"urn:oasis:names:tc:SAML:2.0:assertion";
    xmlSecAddIDs(root->doc, root, (const xmlChar **)(size_t)ids);
    xmlNodePtr outer = xmlSecFindChild(root, xmlSecNodeSignature, xmlSecDSigNs);
    xmlNodePtr assertion = xmlSecFindChild(root, (const xmlChar *)"Assertion", space);
    xmlNodePtr inner = assertion ? xmlSecFindChild(assertion, xmlSecNodeSignature, xmlSecDSigNs) : NULL;
    if (!outer && !inner) return 0;
    return (!outer || verified(outer, key)) && (!inner || verified(inner, key));
}

/* The encrypted assertion in the place where it stood. */
static int opened(xmlNodePtr root, xmlSecKeysMngrPtr keys)
{
    const xmlChar *space = (const xmlChar *)"urn:oasis:names:tc:SAML:2.0:assertion";
    xmlNodePtr holder = xmlSecFindChild(root, (const xmlChar *)"EncryptedAssertion", space);
    xmlNodePtr data = holder ? xmlSecFindChild(holder, xmlSecNodeEncryptedData, xmlSecEncNs) : NULL;
    xmlSecEncCtxPtr context = data ? xmlSecEncCtxCreate(keys) : NULL;
    if (!context) return 0;
    int good = xmlSecEncCtxDecrypt(context, data) == 0 && context->resultReplaced;
    xmlSecEncCtxDestroy(context);
    xmlNodePtr assertion = good ? xmlSecFindChild(holder, (const xmlChar *)"Assertion", space) : NULL;
    if (!assertion) return 0;
    xmlUnlinkNode(assertion);
    xmlAddChild(root, assertion);
    return 1;
}

static int once(void *context)
{
    struct verifier *verifier = context;
    xmlDocPtr document = xmlReadMemory(verifier->message->xml, (int)verifier->message->length, NULL, NULL,
                                       XML_PARSE_NONET);
    if (!document) return 1;
    xmlNodePtr root = xmlDocGetRootElement(document);
    int good = (!verifier->decrypting || opened(root, verifier->decrypting)) && all_verified(root, verifier->key);
    xmlFreeDoc(document);
    return !good;
}

static void start(void)
{
    static int started;
    if (started++) return;
    if (xmlSecInit() < 0 || xmlSecCryptoAppInit(NULL) < 0 || xmlSecCryptoInit() < 0) exit(2);
}

/* The key alone: its certificate is dropped, which xmlsec would else copy for every message. */
static xmlSecKeyPtr without_certificate(xmlSecKeyPtr key)
{
    xmlSecKeyPtr bare = xmlSecKeyCreate();
    if (!bare || xmlSecKeySetValue(bare, xmlSecKeyDataDuplicate(xmlSecKeyGetValue(key))) < 0) exit(2);
    xmlSecKeyDestroy(key);
    return bare;
}

static xmlSecKeysMngrPtr keys_of(const char *path)
{
    xmlSecKeysMngrPtr keys = xmlSecKeysMngrCreate();
    xmlSecKeyPtr key = xmlSecCryptoAppKeyLoad(path, xmlSecKeyDataFormatPem, NULL, NULL, NULL);
    if (!keys || !key || xmlSecCryptoAppDefaultKeysMngrInit(keys) < 0 ||
        xmlSecCryptoAppDefaultKeysMngrAdoptKey(keys, key) < 0)
        exit(2);
    return keys;
}

struct bench_subject bench_xmlsec(const struct bench_message *message, int bare)
{
    start();
    struct verifier *verifier = calloc(1, sizeof *verifier);
    if (!verifier) exit(2);
    verifier->message = message;
    verifier->key = xmlSecCryptoAppKeyLoad(message->certificate_path, xmlSecKeyDataFormatCertPem, NULL, NULL, NULL);
    if (!verifier->key) exit(2);
    if (bare) verifier->key = without_certificate(verifier->key);
    if (message->decryption_key_path) verifier->decrypting = keys_of(message->decryption_key_path);
    return (struct bench_subject){bare ? "xmlsec1 library, pinned bare key" : "xmlsec1 library, pinned certificate", once,
                                  verifier, 0};
}
#else
struct bench_subject bench_xmlsec(const struct bench_message *message, int bare)
{
    (void)message;
    return (struct bench_subject){bare ? "xmlsec1 library, pinned bare key" : "xmlsec1 library, pinned certificate", NULL,
                                  NULL, 1};
}
#endif
