/* Inside app/seal only: the words that makers and readers of a SMART Health Card share. */
#ifndef APP_SEAL_SHC_FHIR_H
#define APP_SEAL_SHC_FHIR_H

#define SHC_TYPE         "https://smarthealth.cards#health-card"
#define SHC_FHIR_VERSION "4.0.1"
#define SHC_CVX          "http://hl7.org/fhir/sid/cvx"
#define SHC_PERFORMER    "MHLW_Gov_of_JAPAN"

/* Stands between family and given name on the card's chip. */
#define SHC_NAME_SPACE "\xE3\x80\x80"

#endif
