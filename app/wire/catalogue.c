#include "app/wire/catalogue.h"

#include "app/wire/person.h"
#include "app/wire/wire.h"

static const struct catalogue_message messages[] = {
    {"area", &message_area},           {"holder", &message_holder},
    {"traveller", &message_traveller}, {"on_file", &message_on_file},
    {"dose", &message_dose},           {"history", &message_history},
    {"files", &message_files},         {"notice", &message_notice},
    {"offer", &message_offer},         {"await", &message_await},
    {"awaited", &message_awaited},     {"open", &message_open},
    {"opened", &message_opened},       {"present", &message_present},
    {"presented", &message_presented}, {"certificate", &message_certificate},
    {"outcome", &message_outcome},     {"nonce_ask", &message_nonce_ask},
    {"nonce", &message_nonce},         {"proof", &message_proof},
    {"problem", &message_problem},     {"sheet", &message_sheet},
};

static const struct catalogue_route routes[] = {
    {CATALOGUE_KIOSK_LINE, "get", WIRE_OFFER, "", "offer", NULL},
    {CATALOGUE_KIOSK_LINE, "post", WIRE_AWAIT, "await", "awaited", NULL},
    {CATALOGUE_KIOSK_LINE, "post", WIRE_OPEN, "open", "opened", NULL},
    {CATALOGUE_KIOSK_LINE, "post", WIRE_PRESENT, "present", "presented", NULL},
    {CATALOGUE_KIOSK_LINE, "post", WIRE_CERTIFICATE, "certificate", "sheet", NULL},
    {CATALOGUE_KIOSK_LINE, "post", WIRE_OUTCOME, "outcome", "", NULL},
    {CATALOGUE_VRS_LINE, "get", WIRE_OFFER, "", "offer", NULL},
    {CATALOGUE_VRS_LINE, "post", WIRE_NONCE, "nonce_ask", "nonce", NULL},
    {CATALOGUE_VRS_LINE, "post", WIRE_PROOF, "proof", "presented", "sheet"},
    {CATALOGUE_VRS_LINE, "post", WIRE_OUTCOME, "outcome", "", NULL},
};

const struct catalogue_message *catalogue_message_at(size_t i)
{
    return i < sizeof messages / sizeof *messages ? &messages[i] : NULL;
}

const struct catalogue_route *catalogue_route_at(size_t i)
{
    return i < sizeof routes / sizeof *routes ? &routes[i] : NULL;
}
