#include "crypto/x509_rsa.h"

#include "crypto/rsa_pkey.h"
#include "crypto/x509_parts.h"

#include <openssl/x509v3.h>

enum { SERIAL_LEN = 4 };

static X509 *from_der(struct view der)
{
    const uint8_t *at = der.at;

    return der.len <= INT32_MAX ? d2i_X509(NULL, &at, (long)der.len) : NULL;
}

static bool set_subject(X509 *cert, const struct x509_rsa_part *part)
{
    X509_NAME *name = X509_get_subject_name(cert);

    for (; part->kind != NULL; part++)
        if (!x509_add_name(name, part->kind, part->text))
            return false;
    return true;
}

static ASN1_TYPE *utf8_value(const char *text)
{
    ASN1_TYPE *value = ASN1_TYPE_new();
    ASN1_UTF8STRING *string = ASN1_UTF8STRING_new();

    if (value == NULL || string == NULL || ASN1_STRING_set(string, text, -1) != 1) {
        ASN1_TYPE_free(value);
        ASN1_UTF8STRING_free(string);
        return NULL;
    }
    ASN1_TYPE_set(value, V_ASN1_UTF8STRING, string);
    return value;
}

static bool push_other(GENERAL_NAMES *names, const struct x509_rsa_part *part)
{
    GENERAL_NAME *name = GENERAL_NAME_new();
    ASN1_OBJECT *kind = OBJ_txt2obj(part->kind, 1);
    ASN1_TYPE *value = utf8_value(part->text);
    bool good = false;

    if (name == NULL || kind == NULL || value == NULL ||
        GENERAL_NAME_set0_othername(name, kind, value) != 1)
        goto out;
    kind = NULL;
    value = NULL;
    if (sk_GENERAL_NAME_push(names, name) <= 0)
        goto out;
    name = NULL;
    good = true;

out:
    ASN1_TYPE_free(value);
    ASN1_OBJECT_free(kind);
    GENERAL_NAME_free(name);
    return good;
}

static bool add_others(X509 *cert, const struct x509_rsa_part *part)
{
    GENERAL_NAMES *names = GENERAL_NAMES_new();
    bool good = names != NULL, any = part->kind != NULL;

    for (; good && part->kind != NULL; part++)
        good = push_other(names, part);
    good = good && (!any || X509_add1_ext_i2d(cert, NID_subject_alt_name, names, 0, 0) == 1);
    GENERAL_NAMES_free(names);
    return good;
}

static bool add_policy(X509 *cert, const char *policy)
{
    CERTIFICATEPOLICIES *list = CERTIFICATEPOLICIES_new();
    POLICYINFO *info = POLICYINFO_new();
    bool good = false;

    if (list == NULL || info == NULL)
        goto out;
    ASN1_OBJECT_free(info->policyid);
    info->policyid = OBJ_txt2obj(policy, 1);
    if (info->policyid == NULL || sk_POLICYINFO_push(list, info) <= 0)
        goto out;
    info = NULL;
    good = X509_add1_ext_i2d(cert, NID_certificate_policies, list, 0, 0) == 1;

out:
    POLICYINFO_free(info);
    CERTIFICATEPOLICIES_free(list);
    return good;
}

static bool add_extensions(X509 *cert, X509 *issuer, const struct x509_rsa_plan *plan)
{
    X509V3_CTX ctx;

    X509V3_set_ctx_nodb(&ctx);
    X509V3_set_ctx(&ctx, issuer, cert, NULL, NULL, 0);
    return (!plan->authority ||
            x509_add_extension(cert, &ctx, NID_basic_constraints, "critical,CA:TRUE")) &&
           x509_add_extension(cert, &ctx, NID_key_usage, plan->usage) &&
           (plan->policy == NULL || add_policy(cert, plan->policy)) &&
           add_others(cert, plan->others) &&
           x509_add_extension(cert, &ctx, NID_subject_key_identifier, "hash") &&
           x509_add_extension(cert, &ctx, NID_authority_key_identifier, "keyid:always");
}

static bool write_der(X509 *cert, struct bytes *out)
{
    uint8_t *der = NULL;
    int len = i2d_X509(cert, &der);
    bool good = len > 0 && bytes_append(out, view_of(der, (size_t)len));

    OPENSSL_free(der);
    return good;
}

bool x509_rsa_make(const struct x509_rsa_plan *plan, const struct rsa_key *subject,
                   const struct rsa_key *issuer, struct view issuer_der, struct bytes *out)
{
    X509 *cert = X509_new(), *parent = issuer != NULL ? from_der(issuer_der) : cert;
    const struct rsa_key *hand = issuer != NULL ? issuer : subject;
    bool made = false;

    if (cert == NULL || parent == NULL || X509_set_version(cert, X509_VERSION_3) != 1 ||
        !x509_set_serial(cert, SERIAL_LEN) || !set_subject(cert, plan->subject) ||
        !x509_set_times(cert, plan->from, plan->until))
        goto out;
    if (X509_set_issuer_name(cert, X509_get_subject_name(parent)) != 1 ||
        X509_set_pubkey(cert, rsa_key_pkey(subject)) != 1 || !add_extensions(cert, parent, plan))
        goto out;
    made = X509_sign(cert, rsa_key_pkey(hand), EVP_sha256()) > 0 && write_der(cert, out);

out:
    if (parent != cert)
        X509_free(parent);
    X509_free(cert);
    return made;
}
