#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(issuing)
{
    (void)visit;
    words_title(kiosk, view,
                WORDS("証明書を受け取っています", "Fetching the certificate", "正在获取证明书",
                      "증명서를 받고 있습니다"));
}
