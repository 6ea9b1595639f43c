/* worked_frames.h
 * Frames of the protocol documents and of terminals, for the tests of protocol/frame.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_WORKED_FRAMES_H
#define GT06_TEST_WORKED_FRAMES_H

#include "protocol/frame.h"

typedef struct {
    const char *hex;
    gt06_form form;
    uint8_t number;
    size_t content;
    bool crc_good;
    bool length_wrong;
} worked_frame;

#define ADDRESS_REPLY                                                                              \
    "787800E99700E2000000014144445245535326260050007200650063006900730065006C00790020004C006F0063" \
    "006100740069006E0067003A0031003053F7002000590075006E007300680061006E002000570065007300740020" \
    "00520064002C004800750069006300680065006E0067002C004800750069007A0068006F0075002C004700750061" \
    "006E00670064006F006E0067002C0035003100360030003000330028004E00320033002E00310031003100370037" \
    "002C0045003100310034002E003400300039003200320029262636363336360003000400000000000000000000"   \
    "000023230001AF4D0D0A"

/* Of the GT06 forms: core 2.3, 2.7, 6.96; extended 25.1, 28. */
static const worked_frame worked_frames[] = {
    { "78780D01012345678901234500018CDD0D0A", GT06_SHORT, 0x01, 8, true, false },
    { "787805010001D9DC0D0A", GT06_SHORT, 0x01, 0, true, false },
    { "78780A134401040001000508450D0A", GT06_SHORT, 0x13, 5, true, false },
    { "787805130005AFD50D0A", GT06_SHORT, 0x13, 0, true, false },
    { "7878058A000688290D0A", GT06_SHORT, 0x8A, 0, true, false },
    { "797900262100000000020043006f006d006d0061006e00640020006500720072006f0072002100236e850d0a",
      GT06_LONG, 0x21, 33, true, false },
    { "79790005840016BB1A0D0A", GT06_LONG, 0x84, 0, true, false },
    { "79790005410001ec030d0a", GT06_LONG, 0x41, 0, true, false },
    { "78780F3620E3ACD30000000004000000 02BA 0D0A", GT06_SHORT, 0x36, 10, true, false },
    { "787808134B04030011061F0D0A", GT06_SHORT, 0x13, 3, true, false },
    /* the length byte is two too small */
    { "7878081346060200 02044DC5050D0A", GT06_SHORT, 0x13, 5, true, true },
    { ADDRESS_REPLY, GT06_WIDE, 0x97, 228, true, false },
};

/* Of the dialect: core 8, extended 14 and 26, and frames of terminals (length bytes that lie). */
static const worked_frame dialect_frames[] = {
    { "78780d0103593390778853084d0d0a", GT06_DIALECT, 0x01, 9, false, false },
    { "787801080D0A", GT06_DIALECT, 0x08, 0, false, false },
    { "787801300d0a", GT06_DIALECT, 0x30, 0, false, false },
    { "787801570d0a", GT06_DIALECT, 0x57, 0, false, false },
    { "787801940d0a", GT06_DIALECT, 0x94, 0, false, false },
    { "787801990d0a", GT06_DIALECT, 0x99, 0, false, false },
    { "78780613552308030d0a", GT06_DIALECT, 0x13, 4, false, false },
    { "78780713514d0819640d0a", GT06_DIALECT, 0x13, 5, false, false },
    { "7878121011091c0b1b2999058508040097a89e0034520d0a", GT06_DIALECT, 0x10, 18, false, false },
    { "78781511170103100e1f9904efe30400a97f88003410ffdd000d0a", GT06_DIALECT, 0x11, 21, false,
      false },
    { "78781510120b05030d2498038077200be2078f0034000102030d0a", GT06_DIALECT, 0x10, 21, false,
      false },
    { "7878200813081a0733211608c8d1710ded1d1608dffb710e06d51039050100286489000d0a", GT06_DIALECT,
      0x08, 31, false, false },
    { "787800171710231108290200cc080c4e2fa5640c4e2fa5640d0a", GT06_DIALECT, 0x17, 20, false,
      false },
    { "7878006921120412565802010601071e4a9764071e4a9864010d0a", GT06_DIALECT, 0x69, 21, false,
      false }, /* with alarm bits */
    { "787803181604130318491475905bd30e25001e10bbf7635d14759006e626560401cc00000028660090df425f0000"
      "28660090df576c00002866009487566700002866009ca15667000d0a",
      GT06_DIALECT, 0x18, 68, false, false }, /* 32-bit cells and alarm bits */
    { "78780869170928113413ac9e17b30808514494fcf6e148596cb0ce2c67bd4a6eb0ce2c67bd4b0018e7d4333e55ec"
      "086be7f2df5fe48d8c94fc6657e48d8cb8f378510600cc0400d37a3d4600d37a3c5000d37a3b6400d376716400d3"
      "05ac6400d393506e0d0a",
      GT06_DIALECT, 0x69, 96, false, false }, /* eight access points */
    { "78780c4131333533333333333333330d0a", GT06_DIALECT, 0x41, 11, false, false },
    { "7878024101 0D0A", GT06_DIALECT, 0x41, 1, false, false },
    { "7878001017 01 03 10 0e 1f 0D0A", GT06_DIALECT, 0x10, 6, false, false }, /* time echoes */
    { "78780069171023110850 0D0A", GT06_DIALECT, 0x69, 6, false, false },
    { "78780101 01 0D0A", GT06_DIALECT, 0x01, 1, false, false }, /* login answers */
    { "78780D01 01 0D0A", GT06_DIALECT, 0x01, 1, false, false },
    { "78780101 0D0A", GT06_DIALECT, 0x01, 0, false, false },
    { "78780144 0D0A", GT06_DIALECT, 0x44, 0, false, false },
    { "78780213 05 0D0A", GT06_DIALECT, 0x13, 1, false, false }, /* status answers */
    { "78780113 0D0A", GT06_DIALECT, 0x13, 0, false, false },
};

/* These look like GT06 with a bad CRC until a login has told the dialect. */
static const worked_frame late_dialect_frames[] = {
    { "78780a13424008196400041f000d0a", GT06_DIALECT, 0x13, 9, false, false },
    { "78780a132827010063000000000d0a", GT06_DIALECT, 0x13, 9, false, false },
    { "78780730 07E00705053718 0D0A", GT06_DIALECT, 0x30, 7, false, false },
    { "78780E34 01010800120001010700012200 0D0A", GT06_DIALECT, 0x34, 13, false, false },
    { "78780766 0A000001 1F90 0D0A", GT06_DIALECT, 0x66, 6, false, false },
};

#define LOGIN "78780D01012345678901234500018CDD0D0A"
#define ACK "787805130005AFD50D0A"
#define LONG_ACK "79790005840016BB1A0D0A"
#define LYING "787808134606020002044DC5050D0A"
#define UNFINISHED "78781F120B081D112E10CC02"
#define BAD_CRC "78780D01012345678901234500018CDE0D0A"

#endif
