/* The seeds that are chosen rather than met: what readers lack, what goes wrong, and what programs
 * other than ours say to a card. */
#ifndef TESTS_FUZZ_SEEDS_FRAMES_H
#define TESTS_FUZZ_SEEDS_FRAMES_H

#include "visit.h"

/* What a reader or card cannot do. */
enum lack { LACK_NOTHING, LACK_EXTENDED, LACK_LENGTH, LACK_LE };

struct reader_seed {
    const char *name, *plan;
    enum lack lack;
    enum visit_call call; /* that takes the answers; VISIT_EXPIRY: a visit call by call */
};

static const struct reader_seed reader_seeds[] = {
    {"lacks-extended", "", LACK_EXTENDED, VISIT_EXPIRY},
    {"lacks-length", "", LACK_LENGTH, VISIT_EXPIRY},
    {"lacks-le", "", LACK_LE, VISIT_EXPIRY},
    {"session", "", LACK_NOTHING, VISIT_SESSION},
    {"session-short", "", LACK_EXTENDED, VISIT_SESSION},
    {"probe", "", LACK_NOTHING, VISIT_PROBE},
    {"number-a", "", LACK_NOTHING, VISIT_NUMBER_A},
    {"number-b", "", LACK_NOTHING, VISIT_NUMBER_B},
    {"plan-expiry-gone", "how=status,at=1", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-no-application", "how=status,sw=6A82,at=3", LACK_NOTHING, VISIT_SESSION},
    {"plan-tries-odd", "how=status,at=4", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-tries-open", "how=status,sw=9000,at=4", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-blocked", "how=status,sw=6983,at=4", LACK_NOTHING, VISIT_SESSION},
    {"plan-pin-wrong", "how=status,sw=63C2,at=5", LACK_NOTHING, VISIT_SESSION},
    {"plan-pin-blocked", "how=status,sw=6984,at=5", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-pin-odd", "how=status,at=5", LACK_NOTHING, VISIT_SESSION},
    {"plan-hidden-try", "how=status,sw=63C1,at=5;how=keep-counter", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-read-odd", "how=status,at=7", LACK_NOTHING, VISIT_SESSION},
    {"plan-read-short", "how=short,at=7", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-status-cut", "how=short,at=3", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-long", "how=long,at=6,seed=1", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-garbage", "how=garbage,p=0.4,seed=7", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-same-nonce", "how=same-nonce", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-sign-odd", "how=status,at=11", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-altered", "how=flip,file=2,bit=400", LACK_NOTHING, VISIT_SESSION},
    {"plan-no-extended", "how=no-extended", LACK_NOTHING, VISIT_EXPIRY},
    {"plan-byte", "how=twice,byte=40;how=reset,byte=1", LACK_NOTHING, VISIT_EXPIRY},
};

struct vcard_seed {
    const char *name, *plan;
    const char *frames; /* commands in hexadecimal, and one byte for what pcscd does itself */
};

#define POWER_OFF     "00 "
#define POWER_ON      "01 "
#define RESET         "02 "
#define GET_ATR       "04 "
#define SELECT_TEXT   "00a4040c0ad3921000310001010408 "
#define SELECT_JPKI   "00a4040c0ad392f000260100000001 "
#define SELECT_VISUAL "00a4040c0ad3921000310001010402 "
#define SELECT_COMMON "00a4040c0ad3921000310001010100 "
#define TRIES         "00200091 "
#define VERIFY_PIN    "002000910431323334 "
#define VERIFY_WRONG  "002000910439393939 "
#define READ_NUMBER   "00b0810000 "
#define READ_ALL      "00b08100000000 00b08200000000 00b08300000000 00b08400000000 00b08700000000 "
/* A DigestInfo of SHA-256, and Le. */
#define DIGEST                                                                                     \
    "333031300d060960864801650304020105000420"                                                     \
    "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00 "

static const struct vcard_seed vcard_seeds[] = {
    /* What pcscd and OpenSC 0.23 say before and in the JPKI application. */
    {"opensc", "",
     GET_ATR GET_ATR POWER_ON GET_ATR
     "00a4040007627601ff000000 00a4040006a00000000101 00a404000ae82b0601040181c31f020100 "
     "00a4040c0fd23300000045737445494420763335 00cadf3005 00cb3fff035c017e08 "
     "00a4040009a0000003080000100000 00a4040c07a000000116db0000 00a4040c07a000000079010000 "
     "00a404000cf276a288bcfba69d34f31001 00a4040006d2760001240100 " SELECT_JPKI
     "00a4020c020018 00200080 00a4020c02001b 00200080 00a4020c02000a "
     "00b0000004 00b0000000 00b0010000 00b0020000 00b0030000 00b0040000 " POWER_OFF},
    {"jpki", "",
     SELECT_JPKI "802a0080" DIGEST "00a4020c020017 802a0080" DIGEST
                 "002000980431323334 802a0097" DIGEST "802a0000" DIGEST
                 "0020009b06414243313233 00b08100000000 802a009a" DIGEST
                 "002401980435363738 0024019b0741424344353637 0024019b0431323334 "},
    {"visual", "",
     SELECT_VISUAL "00b08100000000 00b08400000000 0020009106363030343132 00b08100000000 "
                   "0020009306363030343132 802a0000" DIGEST "802a009a" DIGEST},
    {"numbers", "",
     SELECT_TEXT "00200094 002000940c393030303030303030303130 " READ_ALL
                 "0020009412313131313131313131313131313131313131 "
                 "002000950e3630303431323230333531323334 " READ_ALL},
    {"pins", "",
     SELECT_TEXT "002401910435363738 " VERIFY_WRONG VERIFY_WRONG VERIFY_PIN
                 "002401910435363738 0024019103353637 002401920435363738 002401940435363738 "
                 "002000910435363738 " RESET TRIES SELECT_TEXT TRIES VERIFY_PIN VERIFY_WRONG
                     VERIFY_WRONG VERIFY_WRONG TRIES},
    {"refusals", "",
     "0000 0020 00b00000 00b08100 00b0a10000 00b0800000 00b201040000 01b0000000 04b0000000 "
     "90b0000000 00ff0000 80ae0000 00a4000c 00a40000023f00 00a4080c023f00 00a40401 "
     "00a4040c03d39210 00a4020c020001 " SELECT_COMMON "00a4000c 00b2010c00 00b2020c00 00b20108 "
     "00b2010d00 00b2010c " READ_NUMBER SELECT_TEXT VERIFY_PIN
     "80ae0000 00b2010c00 00b0910000 00b081ff00 00b08200 0020000104 00a4020c0100 00200011 "
     "002000f1 "},
    {"extended", "",
     "00a4040000000ad39210003100010104080000 00b08200000010 0020009100000431323334 " READ_ALL},
    {"plan-removed", "how=removed,at=2", SELECT_TEXT VERIFY_PIN READ_NUMBER},
    {"plan-unplugged", "how=unplugged,at=1", SELECT_TEXT},
    {"plan-silent", "how=silent,at=2", SELECT_TEXT VERIFY_PIN READ_NUMBER},
    {"plan-twice", "how=twice", SELECT_TEXT VERIFY_PIN READ_NUMBER},
    {"plan-reset", "how=reset,at=3", SELECT_TEXT VERIFY_PIN READ_NUMBER},
    {"plan-slow", "how=slow", SELECT_TEXT},
    {"plan-other-card", "how=other-card,file=1", SELECT_TEXT VERIFY_PIN READ_NUMBER},
    {"plan-keep-counter", "how=keep-counter", SELECT_TEXT VERIFY_WRONG TRIES},
    {"plan-same-nonce", "how=same-nonce", SELECT_TEXT "802a0000" DIGEST},
};

#endif
