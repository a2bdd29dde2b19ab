#include "tests/screen/examples.h"

#include <stdio.h>
#include <string.h>

const char *const example_languages[EXAMPLE_LANGUAGES] = {"ja", "en", "zh", "ko"};

struct say {
    struct screen_view *view;
    size_t language;
};

struct text {
    const char *in[EXAMPLE_LANGUAGES];
};

#define T(ja, en, zh, ko) ((struct text){{ja, en, zh, ko}})

static void put(const struct say *say, char *out, size_t size, struct text text)
{
    snprintf(out, size, "%s", text.in[say->language]);
}

static void title(const struct say *say, struct text text, struct text help)
{
    put(say, say->view->title, sizeof say->view->title, text);
    put(say, say->view->help, sizeof say->view->help, help);
}

static void line(const struct say *say, struct text text)
{
    put(say, say->view->line[say->view->lines++], SCREEN_TEXT_SIZE, text);
}

static struct screen_choice *choice(const struct say *say, const char *id, enum screen_role role,
                                    struct text text)
{
    struct screen_choice *c = &say->view->choice[say->view->choices++];

    snprintf(c->id, sizeof c->id, "%s", id);
    put(say, c->label, sizeof c->label, text);
    c->role = role;
    return c;
}

static void step(const struct say *say, int number)
{
    static const struct text names[SCREEN_STEPS] = {
        {{"選ぶ", "Choose", "选择", "선택"}}, {{"同意", "Agree", "同意", "동의"}},
        {{"カード", "Card", "卡片", "카드"}}, {{"確認", "Check", "确认", "확인"}},
        {{"印刷", "Print", "打印", "인쇄"}},  {{"受け取り", "Take", "领取", "받기"}},
    };

    say->view->step = number;
    for (size_t i = 0; i < SCREEN_STEPS; i++)
        put(say, say->view->step_label[i], sizeof say->view->step_label[i], names[i]);
}

static void languages(const struct say *say)
{
    static const char *const ids[] = {"language.ja", "language.en", "language.zh", "language.ko"};
    static const char *const names[] = {"日本語", "English", "简体中文", "한국어"};

    for (size_t i = 0; i < EXAMPLE_LANGUAGES; i++)
        choice(say, ids[i], SCREEN_LANGUAGE, T(names[i], names[i], names[i], names[i]))->chosen =
            i == say->language;
}

static void tools(const struct say *say)
{
    languages(say);
    choice(say, "voice", SCREEN_TOOL, T("音声", "Voice", "语音", "음성"));
}

static void foot(const struct say *say, bool back_rests)
{
    struct screen_choice *back =
        choice(say, "back", SCREEN_BACK, T("もどる", "Back", "返回", "뒤로"));

    if (back_rests)
        put(say, back->resting, sizeof back->resting,
            T("カードを読んでいるあいだは、もどれません。",
              "There is no way back while the card is read.", "读卡期间无法返回。",
              "카드를 읽는 동안에는 뒤로 갈 수 없습니다."));
    choice(say, "stop", SCREEN_STOP, T("やめる", "Stop", "停止", "그만두기"));
    choice(say, "staff", SCREEN_STAFF, T("係員を呼ぶ", "Call staff", "呼叫人员", "직원 부르기"));
}

static void not_mine(const struct say *say)
{
    choice(say, "not_mine", SCREEN_STOP,
           T("私の証明書ではありません", "This is not my certificate", "这不是我的证明",
             "제 증명서가 아닙니다"));
    choice(say, "staff", SCREEN_STAFF, T("係員を呼ぶ", "Call staff", "呼叫人员", "직원 부르기"));
}

static void welcome(const struct say *say)
{
    title(say,
          T("{接種|せっしゅ}{証明書|しょうめいしょ}を\nこの場で受け取れます",
            "Get your vaccination\ncertificate here", "在此领取\n疫苗接种证明",
            "예방접종 증명서를\n여기서 받으세요"),
          T("マイナンバーカードで、3分ほどで終わります。",
            "With your My Number Card, in about 3 minutes.", "使用个人编号卡，约3分钟即可完成。",
            "마이넘버카드로 3분이면 끝납니다."));
    line(say, T("ご用意\tマイナンバー\nカード", "Please have\tMy Number Card", "请准备\t个人编号卡",
                "준비물\t마이넘버카드"));
    line(say,
         T("暗証番号\t数字4けた", "Your PIN\t4 digits", "密码\t4位数字", "비밀번호\t숫자 4자리"));
    line(say, T("手数料\t1通 120円", "Fee\t120 yen", "手续费\t每份120日元", "수수료\t1통 120엔"));
    languages(say);
    choice(say, "voice", SCREEN_TOOL, T("音声", "Voice", "语音", "음성"));
    choice(say, "start", SCREEN_MAIN, T("はじめる", "Start", "开始", "시작하기"));
    choice(say, "staff", SCREEN_STAFF, T("係員を呼ぶ", "Call staff", "呼叫人员", "직원 부르기"));
}

static void choose(const struct say *say)
{
    static const struct text places[] = {
        {{"月見野市\tつきみのし", "Tsukimino City", "月见野市", "쓰키미노시"}},
        {{"汐見町\tしおみちょう", "Shiomi Town", "汐见町", "시오미정"}},
        {{"花沢村\tはなざわむら", "Hanazawa Village", "花泽村", "하나자와촌"}},
        {{"風早市\tかざはやし", "Kazahaya City", "风早市", "가자하야시"}},
    };

    step(say, 1);
    title(say,
          T("どの{証明書|しょうめいしょ}にしますか", "Which certificate?", "需要哪种证明？",
            "어떤 증명서로 할까요?"),
          T("接種したとき住んでいた市区町村と、使うところです。",
            "Where you lived when vaccinated, and where you will use it.",
            "接种时居住的市区町村和使用地点。", "접종 당시 거주지와 사용할 곳입니다."));
    for (size_t i = 0; i < 12; i++) {
        char id[SCREEN_ID_SIZE];

        snprintf(id, sizeof id, "13%03zu.domestic", i);
        choice(say, id, SCREEN_OPTION, places[i % 4])->chosen = i == 0;
    }
    tools(say);
    choice(say, "next", SCREEN_MAIN, T("つぎへ", "Next", "下一步", "다음으로"));
    foot(say, false);
}

static void consent(const struct say *say)
{
    step(say, 2);
    title(say,
          T("{利用規約|りようきやく}に同意しますか", "Do you agree to\nthe terms of use?",
            "您同意使用条款吗？", "이용약관에 동의하십니까?"),
          T("", "", "", ""));
    line(
        say,
        T("カードから読むもの\t氏名、住所、生年月日、性別、個人番号。個人番号は、画面にも紙にも出ま"
          "せん。",
          "What is read from the card\tName, address, date of birth, sex and My Number. The number "
          "appears neither on the screen nor on paper.",
          "从卡中读取的内容\t姓名、住址、出生日期、性别、个人编号。个人编号不会显示在屏幕或纸上。",
          "카드에서 읽는 것\t성명, 주소, 생년월일, 성별, 개인번호. 개인번호는 화면에도 종이에도 "
          "나오지 "
          "않습니다."));
    line(say, T("使いみち\tあなたの接種記録をさがし、証明書を作るためだけに使います。",
                "What it is for\tOnly to find your vaccination records and make the certificate.",
                "用途\t仅用于查找您的接种记录并制作证明。",
                "사용 목적\t접종 기록을 찾아 증명서를 만드는 데에만 씁니다."));
    line(say, T("送り先\t月見野市の接種記録システムだけです。",
                "Where it goes\tOnly to the record system of Tsukimino City.",
                "发送对象\t仅月见野市的接种记录系统。",
                "보내는 곳\t쓰키미노시 접종 기록 시스템뿐입니다."));
    line(say, T("この機械に残るもの\tありません。終わると、すべて消えます。",
                "What stays in this machine\tNothing. All of it is erased at the end.",
                "本机保留的内容\t没有。结束后全部清除。",
                "이 기계에 남는 것\t없습니다. 끝나면 모두 지워집니다."));
    tools(say);
    choice(say, "no", SCREEN_PLAIN, T("同意しない", "I do not", "不同意", "동의 안 함"));
    choice(say, "yes", SCREEN_MAIN, T("同意して進む", "I agree", "同意并继续", "동의하고 계속"));
    foot(say, false);
}

static void lay_card(const struct say *say)
{
    step(say, 3);
    title(say,
          T("カードを台に\n置いてください", "Lay your card\non its place", "请将卡片\n放在台上",
            "카드를 받침대에\n놓아 주세요"),
          T("表でも裏でも、読み取れます。", "Either side up is fine.", "正反面均可读取。",
            "앞면이든 뒷면이든 읽을 수 있습니다."));
    say->view->scene = SCREEN_LAY_CARD;
    put(say, say->view->notice, sizeof say->view->notice,
        T("台は、画面の右下です。読み取りが終わるまで、置いたままお待ちください。",
          "The place is below the screen, on the right. Please leave the card there until it has "
          "been read.",
          "读卡台位于屏幕右下方。读取完成前请勿移动卡片。",
          "받침대는 화면 오른쪽 아래에 있습니다. 다 읽을 때까지 그대로 두세요."));
    tools(say);
    foot(say, false);
}

static void pin(const struct say *say)
{
    struct screen_view *view = say->view;

    step(say, 3);
    title(say,
          T("{暗証番号|あんしょうばんごう}を入れてください", "Enter your 4-digit PIN",
            "请输入4位密码", "비밀번호를 눌러 주세요"),
          T("カードを受け取ったときに決めた、数字4けたです。",
            "The 4 numbers you chose when you got your card.", "领卡时设定的4位数字。",
            "카드를 받을 때 정한 숫자 4자리입니다."));
    line(say,
         T("あと3回 入れられます", "3 tries left", "还可输入3次", "앞으로 3번 누를 수 있습니다"));
    view->wants_pin = true;
    put(say, view->pin_missing, sizeof view->pin_missing,
        T("あと%dけた", "%d more digits", "还差%d位", "앞으로 %d자리"));
    put(say, view->pin_enter, sizeof view->pin_enter, T("確認する", "Check", "确认", "확인하기"));
    put(say, view->pin_back, sizeof view->pin_back, T("1字消す", "Delete", "删除", "한 자 지우기"));
    put(say, view->pin_clear, sizeof view->pin_clear,
        T("全部消す", "Clear all", "全部清除", "모두 지우기"));
    put(say, view->pin_typed, sizeof view->pin_typed,
        T("4けたのうち%dけた", "%d of 4", "4位中的%d位", "4자리 중 %d자리"));
    tools(say);
    choice(say, "unknown", SCREEN_PLAIN,
           T("番号がわからない", "I don’t know it", "不知道密码", "번호를 모름"));
    foot(say, false);
}

static void pin_shuffled(const struct say *say)
{
    pin(say);
    say->view->shuffled = true;
}

static void last_try(const struct say *say)
{
    step(say, 3);
    title(say,
          T("最後の1回です。\n入れますか", "This is the last try.\nGo on?",
            "这是最后一次。\n继续吗？", "마지막 한 번입니다.\n누르시겠습니까?"),
          T("", "", "", ""));
    put(say, say->view->notice, sizeof say->view->notice,
        T("あと1回だけです。前に2回ちがいました。", "One try is left. Two did not match.",
          "仅剩1次。之前2次不一致。", "한 번 남았습니다. 앞서 두 번 달랐습니다."));
    line(say, T("次もちがうと、このカードの暗証番号は使えなくなります。",
                "If it does not match again, the PIN of this card is locked.",
                "若再次不一致，此卡的密码将被锁定。",
                "또 다르면 이 카드의 비밀번호를 쓸 수 없게 됩니다."));
    line(say, T("番号は、お住まいの市区町村の窓口で新しく決められます。",
                "You can set a new one at your municipality’s counter.",
                "可在居住地的市区町村窗口重新设定密码。",
                "번호는 거주지 시구정촌 창구에서 새로 정할 수 있습니다."));
    tools(say);
    choice(say, "yes", SCREEN_PLAIN,
           T("最後の1回を入れる", "Use the last try", "使用最后一次", "마지막 한 번 누르기"));
    choice(say, "no", SCREEN_MAIN,
           T("今日はやめておく", "Not today", "今天先不用", "오늘은 그만두기"));
    foot(say, false);
}

static void reading(const struct say *say)
{
    static const struct text ticks[] = {
        {{"カードを読みました", "The card has been read", "已读取卡片", "카드를 읽었습니다"}},
        {{"正しいカードと確かめました", "The card is genuine", "已确认是有效卡片",
          "올바른 카드임을 확인했습니다"}},
        {{"月見野市の記録をさがしています", "Looking for your records", "正在查找记录",
          "기록을 찾고 있습니다"}},
        {{"画面にお出しします", "Showing them here", "显示在屏幕上", "화면에 보여 드립니다"}},
    };

    step(say, 3);
    title(say, T("確認しています", "Checking", "正在确认", "확인하고 있습니다"),
          T("カードを置いたまま、お待ちください。", "Please leave the card where it is.",
            "请勿移动卡片，稍候。", "카드를 그대로 두고 기다려 주세요."));
    say->view->scene = SCREEN_CARD_STAYS;
    say->view->ticks = 4;
    for (size_t i = 0; i < 4; i++) {
        put(say, say->view->tick[i].label, SCREEN_LABEL_SIZE, ticks[i]);
        say->view->tick[i].done = i < 2;
    }
    tools(say);
    foot(say, true);
}

static void doses(const struct say *say, size_t count)
{
    static const struct text names[] = {
        {{"ミナモ筋注（ハルノ製薬）", "Minamo (Haruno Pharma)", "Minamo（Haruno制药）",
          "미나모（하루노제약）"}},
        {{"ソラネ筋注（アオバ薬品）", "Sorane (Aoba Yakuhin)", "Sorane（Aoba药品）",
          "소라네（아오바약품）"}},
    };

    put(say, say->view->heading.cell[3], SCREEN_LABEL_SIZE,
        T("製造番号", "Lot", "批号", "제조번호"));
    for (size_t i = 0; i < count; i++) {
        struct screen_row *row = &say->view->row[say->view->rows++];
        int number = (int)i + 1, month = (int)(i % 12) + 1, year = 2021 + (int)i / 3;

        snprintf(row->cell[0], SCREEN_LABEL_SIZE, say->language == 0 ? "%d回目" : "%d", number);
        snprintf(row->cell[1], SCREEN_LABEL_SIZE,
                 say->language == 0   ? "%d年%d月14日"
                 : say->language == 1 ? "%d-%02d-14"
                 : say->language == 2 ? "%d年%d月14日"
                                      : "%d년 %d월 14일",
                 year, month);
        put(say, row->cell[2], SCREEN_LABEL_SIZE, names[i % 2]);
        snprintf(row->cell[3], SCREEN_LABEL_SIZE, "MX%04d", 1042 + number * 145);
    }
}

static void records(const struct say *say)
{
    step(say, 4);
    title(say,
          T("あなたの記録ですか", "Are these your records?", "这是您的记录吗？",
            "본인의 기록입니까?"),
          T("", "", "", ""));
    line(say, T("もりの ひかり　1968年（昭和43年）4月12日生まれ\t森野 ひかり",
                "Born 12 April 1968\tMORINO HIKARI", "1968年4月12日出生\t森野 ひかり",
                "1968년 4월 12일생\t森野 ひかり"));
    doses(say, 3);
    tools(say);
    choice(say, "differs", SCREEN_PLAIN,
           T("ちがうところがある", "Something is different", "有不符之处", "다른 곳이 있습니다"));
    choice(say, "yes", SCREEN_MAIN,
           T("はい、合っています", "Yes, all is right", "是的，没有问题", "네, 맞습니다"));
    foot(say, false);
}

static void records_ten(const struct say *say)
{
    records(say);
    say->view->rows = 0;
    doses(say, 10);
}

static void preview(const struct say *say)
{
    step(say, 4);
    title(
        say,
        T("この内容でよろしいですか", "Is this right?", "这样可以吗？", "이 내용으로 괜찮습니까?"),
        T("", "", "", ""));
    line(say, T("種類\t日本国内用", "Kind\tFor Japan", "种类\t日本国内用", "종류\t일본 국내용"));
    line(say, T("紙\tA4 1枚", "Paper\t1 sheet A4", "纸张\tA4 1张", "용지\tA4 1장"));
    line(say, T("手数料\t120円", "Fee\t120 yen", "手续费\t120日元", "수수료\t120엔"));
    line(say, T("コード\t印刷のときに入ります", "Code\tAdded when printed", "二维码\t打印时加入",
                "코드\t인쇄할 때 들어갑니다"));
    tools(say);
    choice(say, "no", SCREEN_PLAIN, T("発行しない", "Do not issue", "不签发", "발급 안 함"));
    choice(say, "yes", SCREEN_MAIN, T("発行する", "Issue", "签发", "발급하기"));
    foot(say, false);
}

static void take_card(const struct say *say)
{
    step(say, 5);
    title(say,
          T("カードを\nお取りください", "Please take\nyour card", "请取走卡片",
            "카드를\n가져가 주세요"),
          T("取ると、印刷がはじまります。", "Printing starts when you take it.", "取走后开始打印。",
            "가져가시면 인쇄가 시작됩니다."));
    say->view->scene = SCREEN_TAKE_CARD;
    put(say, say->view->notice, sizeof say->view->notice,
        T("カードが台にあるあいだは、印刷をしません。",
          "Nothing is printed while the card lies there.", "卡片在台上时不会打印。",
          "카드가 받침대에 있는 동안에는 인쇄하지 않습니다."));
    tools(say);
    foot(say, true);
}

static void take_card_2(const struct say *say)
{
    take_card(say);
    say->view->stage = 2;
}

static void take_card_3(const struct say *say)
{
    take_card(say);
    say->view->stage = 3;
    put(say, say->view->title, sizeof say->view->title,
        T("カードが\n残っています", "Your card\nis still here", "卡片还在这里",
          "카드가\n남아 있습니다"));
}

static void printing(const struct say *say)
{
    step(say, 5);
    title(say, T("印刷しています", "Printing", "正在打印", "인쇄하고 있습니다"),
          T("紙が出るまで、ここでお待ちください。", "Please wait here for the paper.",
            "请在此等候纸张。", "종이가 나올 때까지 기다려 주세요."));
    say->view->scene = SCREEN_PAPER_COMES;
    say->view->page = 1;
    say->view->pages = 2;
    line(say, T("2枚中の 1枚目です。", "Sheet 1 of 2.", "第1张，共2张。", "2장 중 1장째입니다."));
    line(say,
         T("手数料120円は、紙が全部出てからいただきます。",
           "The fee of 120 yen is taken after the last sheet.", "手续费120日元将在全部出纸后收取。",
           "수수료 120엔은 종이가 모두 나온 뒤에 받습니다."));
    tools(say);
    foot(say, true);
}

static void take_paper(const struct say *say)
{
    step(say, 6);
    title(say,
          T("{証明書|しょうめいしょ}を\nお取りください", "Please take\nyour certificate",
            "请取走证明", "증명서를\n가져가 주세요"),
          T("全部で2枚です。", "There are 2 sheets.", "共2张。", "모두 2장입니다."));
    say->view->scene = SCREEN_TAKE_PAPER;
    tools(say);
    choice(say, "taken", SCREEN_MAIN, T("受け取りました", "I have it", "已取走", "받았습니다"));
    not_mine(say);
}

static void done(const struct say *say)
{
    static const struct text rows[][2] = {
        {{{"カード", "Card", "卡片", "카드"}},
         {{"お返ししました", "Returned", "已归还", "돌려 드렸습니다"}}},
        {{{"証明書", "Certificate", "证明", "증명서"}},
         {{"2枚 お渡ししました", "2 sheets", "已交付2张", "2장 드렸습니다"}}},
        {{{"手数料", "Fee", "手续费", "수수료"}}, {{"120円", "120 yen", "120日元", "120엔"}}},
        {{{"あなたの情報", "Your data", "您的信息", "고객님의 정보"}},
         {{"残しません", "Not kept", "不保留", "남기지 않습니다"}}},
    };

    step(say, 6);
    title(say,
          T("終わりました。\nありがとうございます", "Finished.\nThank you", "已完成。\n谢谢",
            "끝났습니다.\n감사합니다"),
          T("", "", "", ""));
    say->view->scene = SCREEN_DONE;
    say->view->seconds = 15;
    for (size_t i = 0; i < 4; i++) {
        put(say, say->view->row[i].cell[0], SCREEN_LABEL_SIZE, rows[i][0]);
        put(say, say->view->row[i].cell[1], SCREEN_LABEL_SIZE, rows[i][1]);
        say->view->rows++;
    }
    tools(say);
    choice(say, "finish", SCREEN_MAIN, T("終わる", "Finish", "结束", "끝내기"));
    not_mine(say);
}

static void fail(const struct say *say, enum screen_scene scene, struct text what)
{
    say->view->scene = scene;
    title(say, what, T("", "", "", ""));
    line(say,
         T("起きたこと\t読み取りの途中で、カードが動きました。",
           "What happened\tThe card moved while it was read.", "发生了什么\t读取过程中卡片移动了。",
           "일어난 일\t읽는 도중에 카드가 움직였습니다."));
    line(say, T("お願い\tカードを取って、はじめからやり直してください。",
                "What to do\tTake the card and start again.", "请您\t取走卡片，重新开始。",
                "부탁\t카드를 들고 처음부터 다시 해 주세요."));
    line(say, T("手数料\tいただいていません。", "Fee\tNone was taken.", "手续费\t未收取。",
                "수수료\t받지 않았습니다."));
    snprintf(say->view->code, sizeof say->view->code, "AK-C12");
    tools(say);
    choice(say, "again", SCREEN_MAIN,
           T("はじめからやり直す", "Start again", "重新开始", "처음부터 다시"));
    foot(say, true);
}

static void fault(const struct say *say)
{
    fail(say, SCREEN_FAULT,
         T("カードを\n読み取れませんでした", "The card could\nnot be read", "未能读取卡片",
           "카드를\n읽지 못했습니다"));
}

static void no_find(const struct say *say)
{
    fail(say, SCREEN_NO_FIND,
         T("接種の記録は\nありません", "There is no record", "没有接种记录",
           "접종 기록이\n없습니다"));
}

static void unsure(const struct say *say)
{
    fail(say, SCREEN_UNSURE,
         T("記録を\n確かめられませんでした", "Your records could\nnot be checked", "未能确认记录",
           "기록을\n확인하지 못했습니다"));
}

static void out_of_service(const struct say *say)
{
    say->view->scene = SCREEN_CLOSED_DOWN;
    title(say,
          T("ただいま\nお使いになれません", "Out of service", "暂停使用",
            "지금은\n이용할 수 없습니다"),
          T("13時ごろ、また使えるようになる予定です。", "We expect to be back at about 13:00.",
            "预计13点左右恢复。", "13시쯤 다시 이용할 수 있을 예정입니다."));
    line(say, T("市の窓口\t8:30～17:15（平日）", "City counter\t8:30–17:15 on weekdays",
                "市政府窗口\t8:30～17:15（工作日）", "시청 창구\t8:30～17:15（평일）"));
    line(say, T("電子交付アプリ\tいつでも", "App\tAt any time", "电子签发应用\t随时",
                "전자 발급 앱\t언제든지"));
    snprintf(say->view->row[0].cell[0], SCREEN_LABEL_SIZE, "printer");
    snprintf(say->view->row[0].cell[1], SCREEN_LABEL_SIZE, "no paper  AK-P03");
    snprintf(say->view->row[1].cell[0], SCREEN_LABEL_SIZE, "reader");
    snprintf(say->view->row[1].cell[1], SCREEN_LABEL_SIZE, "ready");
    say->view->rows = 2;
    languages(say);
    choice(say, "staff", SCREEN_STAFF, T("係員を呼ぶ", "Call staff", "呼叫人员", "직원 부르기"));
}

static void idle(const struct say *say)
{
    consent(say);
    put(say, say->view->idle, sizeof say->view->idle,
        T("つづけますか", "Do you go on?", "要继续吗？", "계속하시겠습니까?"));
    put(say, say->view->idle_here, sizeof say->view->idle_here,
        T("つづける", "Go on", "继续", "계속하기"));
    say->view->seconds = 30;
}

static const struct {
    const char *name;
    void (*fill)(const struct say *say);
} examples[] = {
    {"welcome", welcome},
    {"choose", choose},
    {"consent", consent},
    {"lay_card", lay_card},
    {"pin", pin},
    {"pin_shuffled", pin_shuffled},
    {"last_try", last_try},
    {"reading", reading},
    {"records", records},
    {"records_ten", records_ten},
    {"preview", preview},
    {"take_card", take_card},
    {"take_card_2", take_card_2},
    {"take_card_3", take_card_3},
    {"printing", printing},
    {"take_paper", take_paper},
    {"done", done},
    {"fault", fault},
    {"no_find", no_find},
    {"unsure", unsure},
    {"idle", idle},
    {"out_of_service", out_of_service},
};

size_t example_count(void)
{
    return sizeof examples / sizeof examples[0];
}

const char *example_name(size_t which)
{
    return examples[which].name;
}

void example_fill(size_t which, size_t language, struct screen_view *view)
{
    const struct say say = {view, language};

    view->state = examples[which].name;
    view->language = example_languages[language];
    examples[which].fill(&say);
}
