#include "app/kiosk/states/states.h"

#include "app/kiosk/words.h"

STATE_SHOWS(consent)
{
    words_title(kiosk, view,
                WORDS("利用規約を読んで、どうするか選んでください",
                      "Please read the terms and choose", "请阅读使用条款后选择",
                      "이용 약관을 읽고 선택해 주세요"));
    words_line(
        kiosk, view,
        WORDS(
            "カードから氏名・住所・生年月日・性別・個人番号を読み、選んだ市区町村の接種記録を調べま"
            "す。",
            "We read your name, address, date of birth, sex and number from the card and look up "
            "your records in the municipality you chose.",
            "我们将从卡中读取姓名、住址、出生日期、性别和个人编号，并查询所选市区町村的接种记录。",
            "카드에서 이름·주소·생년월일·성별·개인번호를 읽고, 선택한 시구정촌의 접종 기록을 "
            "조회합니다."));
    words_line(kiosk, view,
               WORDS("読んだ内容はこの機械に残りません。個人番号と住所は紙に印刷しません。",
                     "Nothing of it stays in this machine. Number and address are not printed.",
                     "读取的内容不会保留在本机。个人编号和住址不会打印。",
                     "읽은 내용은 이 기기에 남지 않습니다. 개인번호와 주소는 인쇄하지 않습니다."));
    words_line_text(kiosk, view,
                    WORDS("利用規約の版: %s", "Terms of use: version %s", "使用条款版本: %s",
                          "이용 약관 버전: %s"),
                    visit->offer.terms);
    words_choice(kiosk, view, "yes",
                 WORDS("同意して、すすむ", "Agree and go on", "同意并继续", "동의하고 계속"));
    words_stop(kiosk, view);
}
