#!/usr/bin/python3
"""Works the real window with the keys of a numeric keypad alone, as somebody who does not see it: they go round the
choices, take one, type a PIN, and tell what has to be spoken.

usage: keys.py GALLERY
"""
import sys

from gallery import Gallery
from tree import find, strike, wait_for

failures = []


class Spoken(Gallery):
    def __init__(self, path):
        super().__init__(path, "--spoken")

    def go_to(self, view, title):
        self.show(view)
        wait_for(title, lambda: find(title))

    def answers(self, key, *lines):
        """The key is answered by these lines and nothing else."""
        self.said.clear()
        strike(key)
        wait_for(f"{key}: {lines}, not {self.said}", lambda: len(self.said) >= len(lines))
        good = self.said == list(lines)
        print(("ok   " if good else "FAIL ") + f"{key}: {self.said}")
        if not good:
            failures.append(key)


def goes_round_the_choices(glass):
    glass.go_to("consent", "利用規約に同意しますか")
    glass.answers("plus", "at no")
    glass.answers("KP_Add", "at yes")
    glass.answers("KP_6", "at back")
    glass.answers("minus", "at yes")
    glass.answers("KP_Enter", "chose yes")
    glass.answers("KP_0", "at")
    glass.answers("KP_Subtract", "at voice")
    glass.answers("Down", "at")


def turns_to_what_is_on_another_page(glass):
    glass.go_to("choose", "どの証明書にしますか")
    for number in range(12):
        glass.answers("KP_6", f"at 13{number:03d}.domestic")
    glass.answers("KP_5", "chose 13011.domestic")


def says_why_a_choice_rests(glass):
    glass.go_to("reading", "確認しています")
    glass.answers("KP_6", "at back")
    strike("KP_Enter")
    why = "カードを読んでいるあいだは、もどれません。"
    wait_for(why, lambda: find(why))


def counts_digits(glass):
    glass.go_to("pin", "暗証番号を入れてください")
    for typed, key in enumerate(("KP_7", "KP_2", "9", "KP_4"), 1):
        glass.answers(key, f"types {typed}")
    glass.answers("KP_Decimal", "types 3")
    glass.answers("KP_Enter", "types 3")
    glass.answers("KP_4", "types 4")
    glass.answers("KP_Add", "at unknown")
    glass.answers("KP_Multiply", "at")
    glass.answers("KP_Enter", "typed 4")


def answers_whether_somebody_is_there(glass):
    glass.go_to("idle", "つづけますか")
    glass.answers("KP_Enter", "chose here")


def main():
    glass = Spoken(sys.argv[1])
    for part in (goes_round_the_choices, turns_to_what_is_on_another_page, says_why_a_choice_rests, counts_digits,
                 answers_whether_somebody_is_there):
        print("-- " + part.__name__)
        part(glass)
    return 1 if glass.close() != 0 or failures else 0


sys.exit(main())
