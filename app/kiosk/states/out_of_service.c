#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(out_of_service)
{
    words_title(kiosk, view,
                WORDS("ただいまお使いになれません", "Out of service", "暂停服务",
                      "지금은 사용할 수 없습니다"));
    words_line(kiosk, view,
               WORDS("市区町村の窓口か、アプリをご利用ください。",
                     "Please use your municipality's counter or the app.",
                     "请使用市区町村窗口或应用。", "시구정촌 창구나 앱을 이용해 주세요."));
    words_error(kiosk, view, visit->code);
    words_text(view, err_name(visit->code));
    words_choice(kiosk, view, "yes", WORDS("終わる", "End", "结束", "끝내기"));
}
