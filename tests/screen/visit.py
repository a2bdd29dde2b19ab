#!/usr/bin/python3
"""Touches the kiosk's window by the names in its accessibility tree. Each line of standard input is a
step; a line "ok" answers it, so that whoever writes them knows when it is done. Names are written in
Japanese; after "speak en" each is looked for as English says it.

  press NAME      as a finger would
  turn NAME       a switch on
  pin DDDD        on the keys of the PIN pad
  key NAME        a key of the keyboard, by its name in X
  see NAME        waits until something of that name shows
  speak LANGUAGE  what names are looked for in from now on
  picture FILE    of the whole glass
  names           tells all that shows, for whoever writes such lines
"""
import subprocess
import sys
import time

from phrases import Translator
from tree import find, is_on, nodes, press, showing, strike, wait_for

words = Translator()


def seen_soon(name):
    end = time.monotonic() + 1
    while not find(name) and time.monotonic() < end:
        pass
    return find(name)


def act(deed, what):
    what = what.rstrip()
    if deed == "press":
        press(words.said(what))
    elif deed == "turn":
        press(words.said(what))
        wait_for(what + " to turn", lambda: is_on(words.said(what)))
    elif deed == "pin":
        for typed, digit in enumerate(what, 1):
            count = words.said("4けたのうち%dけた").replace("%d", str(typed))
            press(digit)
            while not seen_soon(count):  # a screen that is just coming takes no touch yet
                press(digit)
    elif deed == "key":
        strike(what)
    elif deed == "see":
        name = words.said(what)
        wait_for(name, lambda: find(name))
    elif deed == "speak":
        words.language = what
    elif deed == "picture":
        subprocess.run(["import", "-window", "root", what], check=True)
    elif deed == "names":
        print(sorted({node.get_name() for node in nodes() if showing(node) and node.get_name()}))
    else:
        sys.exit("what is " + deed + "?")


for line in sys.stdin:
    act(*(line.rstrip("\n") + " ").split(" ", 1))
    print("ok", flush=True)
