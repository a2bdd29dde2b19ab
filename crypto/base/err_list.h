/* Every failure code, once: E(letter, nn, meaning). docs/errors.md says what follows from each. */
#ifndef CRYPTO_BASE_ERR_LIST_H
#define CRYPTO_BASE_ERR_LIST_H

/* clang-format off */
#define ERR_LIST_CARD(E) \
    E(C, 01, "the card was taken away in the middle") \
    E(C, 02, "the card answered oddly or not at all") \
    E(C, 30, "no card was laid down in time") \
    E(C, 31, "the PIN was not the card's") \
    E(C, 32, "the PIN is blocked") \
    E(C, 33, "the number that stands for the PIN was not the card's") \
    E(C, 34, "the card was not taken") \
    E(C, 35, "not a My Number Card") \
    E(C, 36, "the card has expired") \
    E(C, 37, "a card of another layout or algorithm than this version reads") \
    E(C, 39, "the number that stands for the PIN is blocked") \
    E(C, 60, "no card reader, or nothing that serves it") \
    E(C, 61, "the card's data do not match their digests") \
    E(C, 62, "the signature over the card's digests does not hold") \
    E(C, 63, "the certificate on the card does not hold under its issuer's key") \
    E(C, 64, "the issuer of the card is not among the configured roots") \
    E(C, 65, "the number on the card has a wrong check digit") \
    E(C, 66, "the card's own key is not vouched for") \
    E(C, 67, "the card's answer to the challenge does not hold") \
    E(C, 38, "the card was taken away before its time")

#define ERR_LIST_NETWORK(E) \
    E(N, 04, "the record system turned a request away without saying why") \
    E(N, 05, "the record system did not answer the centre in time") \
    E(N, 06, "the signer did not answer the record system in time") \
    E(N, 07, "too much time passed between two steps of a visit") \
    E(N, 08, "a server is too busy to answer in time") \
    E(N, 09, "a server had no answer by the deadline") \
    E(N, 10, "no visit can begin while the service is closed") \
    E(N, 30, "the municipality is not offered at the moment") \
    E(N, 31, "the terms agreed to are not the ones in force") \
    E(N, 60, "the signed sheet cannot be read") \
    E(N, 62, "the signed sheet's signature does not hold") \
    E(N, 63, "the state of a step is not this kiosk's, this transaction's or this step's") \
    E(N, 64, "the time of consent is missing or not plausible") \
    E(N, 65, "the record system answered about another person or passport than was asked for") \
    E(N, 66, "the certificate belongs to another request") \
    E(N, 81, "the control file cannot be read, and the service stays closed") \
    E(N, 90, "a message is not well-formed JSON") \
    E(N, 91, "a message has a member that is not known") \
    E(N, 92, "a message lacks a member") \
    E(N, 93, "a member of a message is of another type or form") \
    E(N, 94, "the centre was asked for a path that it does not serve") \
    E(N, 95, "the signer answered outside its protocol") \
    E(N, 96, "the record system was asked for a path that it does not serve") \
    E(N, 97, "the signer answered with something that is not a sheet") \
    E(N, 98, "a message, or a member of it, is longer than it may be") \
    E(N, 99, "a message names a member twice") \
    E(N, 28, "the line to the centre gave no whole answer in time") \
    E(N, 29, "the centre refused without a reason that can be read") \
    E(N, 58, "nothing is offered at the moment") \
    E(N, 59, "the centre took its offer back during a visit") \
    E(N, 70, "the files of a line could not be read again; the old ones stay in use") \
    E(N, 71, "a worker process could not start to serve") \
    E(N, 72, "a worker process ended by itself and is replaced") \
    E(N, 73, "the peer's certificate was withdrawn or has run out") \
    E(N, 74, "a request is of a version of the lines that is not spoken here") \
    E(N, 75, "a request is for a path that is not served here") \
    E(N, 76, "a request uses another method than its path's") \
    E(N, 77, "a request's body is of another media type than its path's") \
    E(N, 78, "a request names no deadline") \
    E(N, 79, "a request names a deadline that is none") \
    E(N, 80, "a request is of another version of HTTP than 1.1") \
    E(N, 88, "the certificate that came is another visit's") \
    E(N, 89, "the answer speaks of another person than the card")

#define ERR_LIST_PAPER(E) \
    E(P, 01, "the printer is busy with another document") \
    E(P, 02, "the printer is warming up") \
    E(P, 03, "the printer says nothing at the moment") \
    E(P, 60, "the finished page did not pass the last look") \
    E(P, 61, "the finished page differs from the card") \
    E(P, 62, "the printer cannot be reached") \
    E(P, 63, "the printer is stopped or takes no documents") \
    E(P, 64, "the printer has no paper") \
    E(P, 65, "paper is jammed in the printer") \
    E(P, 66, "a cover of the printer is open") \
    E(P, 67, "the printer has no toner or ink") \
    E(P, 68, "the printer does not take our documents or does not count its sheets") \
    E(P, 69, "the document was cancelled at the printer") \
    E(P, 70, "nobody can tell how many sheets were printed") \
    E(P, 71, "a sign has no glyph in the pinned fonts or is private-use") \
    E(P, 72, "a name or a field does not fit on the form") \
    E(P, 73, "the pinned font files are missing or are other ones") \
    E(P, 74, "printing was stopped with sheets already out") \
    E(P, 80, "the printer shows another certificate than the pinned one") \
    E(P, 81, "the printer refused the format of the document") \
    E(P, 82, "the printer was restarted or no longer knows the document") \
    E(P, 83, "an earlier document may still come out of the printer") \
    E(P, 84, "the printer made more of the document than one") \
    E(P, 85, "the finished PDF cannot be drawn again") \
    E(P, 90, "the finished raster cannot be read back") \
    E(P, 91, "the certificate names a product that is not in the table") \
    E(P, 58, "the sheets were not taken in time")

#define ERR_LIST_RECORD(E) \
    E(R, 01, "the proof came too late, or under a nonce that was not given out") \
    E(R, 03, "the area's records could not be read") \
    E(R, 04, "the area's issuance ledger could not be written") \
    E(R, 05, "the person's records changed between the preview and the certificate") \
    E(R, 06, "the consent is missing or does not belong to this visit") \
    E(R, 07, "the area's records could not be written") \
    E(R, 30, "the number is not in the records of this area") \
    E(R, 32, "no passport is on file for a certificate for travel") \
    E(R, 33, "the passport on file has expired") \
    E(R, 60, "the proof belongs to another transaction, kiosk, area, kind, step or card") \
    E(R, 61, "the birth date on the card differs from the record's") \
    E(R, 62, "the record says that the person has died") \
    E(R, 63, "a change of the person's record is pending") \
    E(R, 64, "the request was made a second time") \
    E(R, 65, "signatures, issues and entries of the ledger do not agree") \
    E(R, 66, "an outcome was reported for a request that is not known") \
    E(R, 67, "delivery was reported after the certificate had been withdrawn") \
    E(R, 68, "the area is not held here") \
    E(R, 69, "the person has more doses than a certificate can carry") \
    E(R, 70, "numbered events of the area are missing") \
    E(R, 71, "the databases of an area could not be opened") \
    E(R, 80, "a dose lies in the future") \
    E(R, 81, "a dose lies before the person's birth") \
    E(R, 82, "a dose lies before the approval of its product") \
    E(R, 83, "a record to be registered is not of the agreed form") \
    E(R, 84, "the person is registered already") \
    E(R, 85, "a dose contradicts one that is registered") \
    E(R, 28, "whether doses are recorded could not be checked") \
    E(R, 58, "certainly no dose is recorded in this area")

#define ERR_LIST_STAFF(E) \
    E(S, 30, "the resident stopped") \
    E(S, 31, "nothing was touched for too long") \
    E(S, 33, "the fee was not put into the coin box in time") \
    E(S, 34, "the resident says that the passport on file is another") \
    E(S, 60, "a fee is asked and this kiosk has no coin box") \
    E(S, 61, "the resident says that a record differs") \
    E(S, 62, "the resident says that the certificate is not theirs") \
    E(S, 63, "the coin box does not do what it is told") \
    E(S, 64, "the kiosk's journal could not be written") \
    E(S, 65, "the kiosk's clock is behind the trust bundle's") \
    E(S, 32, "what was chosen is not offered here")

#define ERR_LIST_KEY(E) \
    E(K, 60, "the data key of an area could not be opened") \
    E(K, 61, "a sealed value of a record does not open") \
    E(K, 62, "the signing key did not sign") \
    E(K, 63, "an index of a number could not be made") \
    E(K, 64, "no signing key is in its time") \
    E(K, 65, "a key of the register is not the one in the folder or token") \
    E(K, 66, "the last signing key of a kind ends soon") \
    E(K, 67, "the register of keys cannot be read, or is a demo's") \
    E(K, 68, "the key for seals has no certificate that fits it")

#define ERR_LIST_SEAL(E) \
    E(V, 01, "the code is not yet in force") \
    E(V, 30, "not a code of a SMART Health Card") \
    E(V, 31, "the digits of a code do not come in pairs from 00 to 77") \
    E(V, 32, "a part of a code that is spread over several symbols") \
    E(V, 33, "a code does not have three parts") \
    E(V, 34, "a part of a code is not base64url") \
    E(V, 35, "the header of a code is not one JSON object, or asks for an extension") \
    E(V, 36, "the header of a code names another algorithm than ES256") \
    E(V, 37, "the header of a code does not say that its content is deflated") \
    E(V, 38, "the header of a code names no key") \
    E(V, 39, "the content of a code does not inflate, or beyond all bounds") \
    E(V, 40, "the content of a code is not one JSON object, or names a member twice") \
    E(V, 41, "the issuer in a code is missing or not an https address") \
    E(V, 42, "a time in a code is missing or not a number") \
    E(V, 43, "the code has expired") \
    E(V, 44, "the content of a code is not of the health card type") \
    E(V, 45, "the health data in a code have not the shape of a vaccination card") \
    E(V, 46, "the issuer of a code is not among the trusted") \
    E(V, 47, "the key of a code is not among those known of its issuer") \
    E(V, 48, "the signature of a code does not hold") \
    E(V, 49, "a code is longer than a symbol may carry") \
    E(V, 50, "the codes of one document do not belong together") \
    E(V, 51, "no code was found") \
    E(V, 52, "blanks stand before or behind a code") \
    E(V, 53, "the signature of a code is not 64 bytes") \
    E(V, 54, "the health data in a code carry what a card must not have") \
    E(V, 60, "a dose and its holder do not fit into a code") \
    E(V, 61, "a code could not be signed") \
    E(V, 62, "a list of trusted keys is not of the agreed form") \
    E(V, 66, "the certificate was withdrawn by its id") \
    E(V, 67, "the certificate was withdrawn by its content") \
    E(V, 68, "the key that signed the code was withdrawn") \
    E(V, 70, "a trust bundle is not of the agreed form") \
    E(V, 71, "a trust bundle is signed by another root than the one believed") \
    E(V, 72, "the signature of a trust bundle does not hold") \
    E(V, 73, "a newer trust bundle was seen here before") \
    E(V, 74, "the trust bundle is too old to tell by") \
    E(V, 75, "the trust bundle was made after the time of the clock") \
    E(V, 76, "a trust bundle would take back what the one before it withdrew")

#define ERR_LIST_TRAVEL(E) \
    E(T, 01, "the signer of a seal is not yet in force") \
    E(T, 30, "not a seal for travel") \
    E(T, 31, "a seal is not one JSON object, names a member twice, or cannot be put in canonical form") \
    E(T, 32, "a seal of another kind than a vaccination against COVID-19") \
    E(T, 33, "a seal of another version than this program reads") \
    E(T, 34, "a field of a seal is missing or not of its form") \
    E(T, 35, "the signature of a seal is not of the agreed form") \
    E(T, 36, "the algorithm of a seal is not known, or not that of its signer's key") \
    E(T, 37, "the signer's certificate in a seal cannot be read") \
    E(T, 38, "the signature of a seal is not r and s at full length") \
    E(T, 39, "the signature of a seal does not hold") \
    E(T, 40, "the signer of a seal is not certified for vaccination seals") \
    E(T, 41, "the authority over the signer of a seal is not among the trusted") \
    E(T, 42, "the signer's certificate in a seal does not hold under its authority") \
    E(T, 43, "a seal names another state than its signer's") \
    E(T, 44, "the signer of a seal was withdrawn") \
    E(T, 45, "the signer of a seal is out of force") \
    E(T, 46, "a seal is longer than a symbol may carry") \
    E(T, 60, "a field of the certificate cannot be said in a seal without a change") \
    E(T, 61, "the doses of a certificate do not fit into the seals it may have") \
    E(T, 62, "a seal could not be signed") \
    E(T, 63, "the certificate of a state's authority is not of the agreed form") \
    E(T, 64, "a list of withdrawn signers is not of an authority that is trusted") \
    E(T, 65, "a list of withdrawn signers is older than the one at hand") \
    E(T, 90, "a seal was to be made of an incomplete certificate, or memory ran out for it")

#define ERR_LIST_EU(E) \
    E(D, 01, "the EU certificate is not yet in force") \
    E(D, 30, "not a code of an EU certificate") \
    E(D, 31, "the code is longer than a symbol may carry") \
    E(D, 32, "the signs of an EU certificate's code are not base45") \
    E(D, 33, "the content of an EU certificate's code does not inflate, or beyond all bounds") \
    E(D, 34, "the content of an EU certificate's code is not one signed message") \
    E(D, 35, "an EU certificate is signed with another algorithm than ES256 or PS256") \
    E(D, 36, "an EU certificate names no signing key") \
    E(D, 37, "the claims of an EU certificate lack a time or the certificate") \
    E(D, 38, "the content of an EU certificate has not the agreed form") \
    E(D, 43, "the EU certificate has expired") \
    E(D, 46, "the signer of an EU certificate is not among the trusted") \
    E(D, 47, "the signer of an EU certificate was withdrawn") \
    E(D, 48, "the signature of an EU certificate does not hold") \
    E(D, 49, "an EU certificate names another country than its signer's") \
    E(D, 50, "the time of an EU certificate is not within its signer's") \
    E(D, 51, "the signer of an EU certificate may not sign this kind") \
    E(D, 52, "an EU certificate of another kind than vaccination") \
    E(D, 53, "an EU certificate about another disease") \
    E(D, 54, "the EU certificate was withdrawn") \
    E(D, 60, "a dose and its holder do not fit into an EU certificate") \
    E(D, 61, "an EU certificate could not be signed") \
    E(D, 62, "the certificate of a signer of EU certificates is not of the agreed form")

#define ERR_LIST_BUG(E) \
    E(X, 94, "a code was to be made of an incomplete certificate, or memory ran out for it") \
    E(X, 92, "a message of our own could not be made") \
    E(X, 91, "a card command was asked for out of order, or memory ran out for it") \
    E(X, 93, "a page could not be drawn") \
    E(X, 95, "the signer could not go on with a request") \
    E(X, 96, "the kiosk ran out of memory, or a message of its own could not be made") \
    E(X, 97, "a certificate would have been asked for twice") \
    E(X, 98, "a command of the kiosk did not answer in its time") \
    E(X, 99, "the kiosk's process ended in the middle of a visit")

#define ERR_LIST(E) \
    ERR_LIST_CARD(E) ERR_LIST_NETWORK(E) ERR_LIST_PAPER(E) ERR_LIST_RECORD(E) ERR_LIST_STAFF(E) \
    ERR_LIST_KEY(E) ERR_LIST_SEAL(E) ERR_LIST_TRAVEL(E) ERR_LIST_EU(E) ERR_LIST_BUG(E)
/* clang-format on */

#endif
