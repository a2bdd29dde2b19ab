#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(printing)
{
    words_title(kiosk, view, WORDS("印刷しています", "Printing", "正在打印", "인쇄하고 있습니다"));
    words_line_number(kiosk, view,
                      WORDS("全部で%d枚です。ここでお待ちください。",
                            "Sheets: %d. Please wait here.", "共%d张。请在此等候。",
                            "모두 %d장입니다. 여기서 기다려 주세요."),
                      visit->pages);
}
