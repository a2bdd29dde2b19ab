#!/usr/bin/python3
"""Drives the real window by the names in its accessibility tree, as a screen reader would, and looks
for digits of the PIN on the accessibility bus.

usage: drive.py GALLERY
"""
import sys

from gallery import Gallery
from tree import Atspi, GLib, application, find, is_on, nodes, press, roles, showing, wait_for

failures = []


def check(what, good):
    print(("ok   " if good else "FAIL ") + what)
    if not good:
        failures.append(what)


def speaks_every_language(gallery):
    for language, title, main in (("ja", "接種証明書を この場で受け取れます", "はじめる"),
                                  ("en", "Get your vaccination certificate here", "Start"),
                                  ("zh", "在此领取 疫苗接种证明", "开始"),
                                  ("ko", "예방접종 증명서를 여기서 받으세요", "시작하기")):
        gallery.show("welcome", language)
        check("the title is heard without readings: " + language, wait_for(title, lambda: find(title)))
        press(main)
        gallery.heard("chose start")


def tells_what_was_chosen(gallery):
    gallery.show("consent")
    press("同意しない")
    gallery.heard("chose no")
    check("the step is heard", find("6つのうち2、同意") is not None)
    press("係員を呼ぶ")
    gallery.heard("chose staff")
    press("日本語")
    press("English")
    gallery.heard("chose language.en")


def resting_says_why(gallery):
    gallery.show("reading")
    press("もどる")
    why = "カードを読んでいるあいだは、もどれません。"
    check("a resting button says why", wait_for(why, lambda: find(why)))
    check("and chooses nothing", "chose back" not in gallery.said)


def turns_pages(gallery):
    gallery.show("records_ten")
    wait_for("the first page", lambda: find("2021年1月14日"))
    press("次へ")
    check("the next doses are shown", wait_for("2022年5月14日", lambda: find("2022年5月14日")))
    check("the first are not", wait_for("gone", lambda: find("2021年1月14日") is None))


def helps_eyes_and_reach(gallery):
    gallery.show("consent")
    for aid in ("文字を大きく", "白黒ではっきり", "ボタンを下へ", "動きを止める"):
        press("見やすさ")
        wait_for("the aids", lambda: find(aid, "check box"))
        before = is_on(aid)
        press(aid)
        wait_for(aid + " to turn", lambda: is_on(aid) is not before)
        press("これでよい")
        check("nothing is lost with " + aid, wait_for("同意して進む", lambda: find("同意して進む")))
    gallery.show("welcome")
    press("見やすさ")
    wait_for("the aids", lambda: find("文字を大きく", "check box"))
    check("a new visit begins anew", not is_on("文字を大きく"))
    press("これでよい")


def asks_who_is_there(gallery):
    gallery.show("idle")
    check("the question is a dialog", wait_for("つづけますか", lambda: find("つづけますか", "dialog")))
    press("つづける")
    gallery.heard("chose here")


class Recorder:
    """All that the bus carries while it listens."""

    KINDS = ("object:state-changed", "object:property-change", "object:text-changed", "object:text-caret-moved",
             "object:children-changed", "object:bounds-changed", "object:visible-data-changed", "focus:", "object:announcement",
             "object:selection-changed", "object:active-descendant-changed", "object:attributes-changed", "window:")

    def __init__(self):
        self.events = []
        self.listener = Atspi.EventListener.new(self.hear)
        for kind in self.KINDS:
            self.listener.register(kind)

    def hear(self, event):
        try:
            name = event.source.get_name() if event.source else ""
        except GLib.Error:
            name = ""
        self.events.append((event.type, name, str(event.any_data)))

    def end(self):
        for kind in self.KINDS:
            self.listener.deregister(kind)


def keeps_the_pin(gallery):
    gallery.show("pin")
    wait_for("the keys", lambda: find("7", "push button"))
    check("keys take no focus", not find("7").get_state_set().contains(Atspi.StateType.FOCUSABLE))
    recorder = Recorder()
    for typed, digit in enumerate("7294", 1):
        press(digit)
        count = f"4けたのうち{typed}けた"
        check("only the count is told: " + count, wait_for(count, lambda: find(count)))
    named = [node.get_name() for node in nodes() if showing(node)]
    check("no name holds the digits", not any("7294" in name or "729" in name for name in named))
    press("確認する")
    gallery.heard("typed 4")
    recorder.end()
    told = [event for event in recorder.events if event[1] in set("0123456789") or event[2] in set("0123456789")]
    check(f"no event comes from a key ({len(recorder.events)} events heard)", not told)
    check("the bus was heard at all", len(recorder.events) > 0)


def has_roles(gallery):
    for view, wanted in (("take_card", {"image", "heading", "push button"}), ("printing", {"progress bar"}),
                         ("last_try", {"alert"}), ("choose", {"radio button"})):
        gallery.show(view)
        check(f"{view} has {sorted(wanted)}", wait_for(view, lambda: wanted <= roles()))


def main():
    gallery = Gallery(sys.argv[1])
    wait_for("the application", application)
    for part in (speaks_every_language, tells_what_was_chosen, resting_says_why, turns_pages, helps_eyes_and_reach,
                 asks_who_is_there, has_roles, keeps_the_pin):
        print("-- " + part.__name__)
        part(gallery)
    check("it ends in order", gallery.close() == 0)
    return 1 if failures else 0


sys.exit(main())
