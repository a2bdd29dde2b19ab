/* MUST_USE: the caller has to look at the answer. */
#ifndef CRYPTO_BASE_MUST_H
#define CRYPTO_BASE_MUST_H

#define MUST_USE __attribute__((warn_unused_result))

#endif
