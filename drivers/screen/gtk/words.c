#include "drivers/screen/gtk/words.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

enum { LANGUAGES = 4 };

static const char *const names[LANGUAGES] = {"ja", "en", "zh", "ko"};

static const char *const table[OWN_WORDS][LANGUAGES] = {
    [OWN_DISPLAY] = {"見やすさ", "Display", "显示", "화면 보기"},
    [OWN_LANGUAGE_NAME] = {"日本語", "English", "简体中文", "한국어"},
    [OWN_LANGUAGE] = {"ことば", "Language", "语言", "언어"},
    [OWN_CONTRAST] = {"白黒ではっきり", "High contrast", "黑白高对比", "흑백으로 선명하게"},
    [OWN_LARGE] = {"文字を大きく", "Larger text", "放大文字", "글자 크게"},
    [OWN_LOW] = {"ボタンを下へ", "Buttons lower", "按钮移到下方", "버튼을 아래로"},
    [OWN_STILL] = {"動きを止める", "No motion", "停止动画", "움직임 멈추기"},
    [OWN_CLOSE] = {"これでよい", "Done", "就这样", "이대로 하기"},
    [OWN_PREVIOUS] = {"前へ", "Previous", "上一页", "이전 쪽"},
    [OWN_NEXT] = {"次へ", "More", "下一页", "다음 쪽"},
    [OWN_PAGE] = {"%d／%d", "%d of %d", "%d／%d", "%d／%d"},
    [OWN_STEP] = {"6つのうち%d、%s", "Step %d of 6, %s", "第%d步（共6步），%s",
                  "6단계 중 %d단계, %s"},
    [OWN_ZOOM] = {"大きく見る", "Zoom in", "放大看", "크게 보기"},
    [OWN_WHOLE] = {"全体を見る", "Whole page", "看整页", "전체 보기"},
    [OWN_SPECIMEN] = {"見本", "Sample of the certificate", "样张", "견본"},
    [OWN_DONE] = {"済み", "Done", "完成", "완료"},
    [OWN_NOW] = {"いま", "Now", "进行中", "진행 중"},
    [OWN_LATER] = {"これから", "Later", "待办", "예정"},
    [OWN_MACHINE] = {"この機械の絵", "Picture of this machine", "本机示意图", "이 기계의 그림"},
    [OWN_PROGRESS] = {"進みぐあい", "Progress", "进度", "진행 상황"},
};

const char *own_word(const char *language, enum own_word word)
{
    for (size_t i = 0; i < LANGUAGES && language != NULL; i++)
        if (strcmp(names[i], language) == 0)
            return table[word][i];
    return table[word][0];
}

char *own_fill(const char *pattern, int first, int second, const char *name)
{
    GString *out = g_string_new(NULL);
    bool again = false;

    for (; *pattern != 0; pattern++) {
        if (strncmp(pattern, "%d", 2) == 0) {
            g_string_append_printf(out, "%d", again ? second : first);
            again = true;
            pattern++;
        } else if (strncmp(pattern, "%s", 2) == 0) {
            g_string_append(out, name);
            pattern++;
        } else {
            g_string_append_c(out, *pattern);
        }
    }
    return g_string_free(out, FALSE);
}
