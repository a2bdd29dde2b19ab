#!/usr/bin/python3
"""Touches the kiosk's window by the names in its accessibility tree. Each line of standard input is a
step; a line "ok" answers it, so that whoever writes them knows when it is done.

  press NAME      as a finger would
  pin DDDD        on the keys of the PIN pad
  see NAME        waits until something of that name shows
  picture FILE    of the whole glass
  names           tells all that shows, for whoever writes such lines
"""
import subprocess
import sys
import time

from tree import find, nodes, press, showing, wait_for


def seen_soon(name):
    end = time.monotonic() + 1
    while not find(name) and time.monotonic() < end:
        pass
    return find(name)


def act(deed, what):
    what = what.rstrip()
    if deed == "press":
        press(what)
    elif deed == "pin":
        for typed, digit in enumerate(what, 1):
            count = f"4けたのうち{typed}けた"
            press(digit)
            while not seen_soon(count):  # a screen that is just coming takes no touch yet
                press(digit)
    elif deed == "see":
        wait_for(what, lambda: find(what))
    elif deed == "picture":
        subprocess.run(["import", "-window", "root", what], check=True)
    elif deed == "names":
        print(sorted({node.get_name() for node in nodes() if showing(node) and node.get_name()}))
    else:
        sys.exit("what is " + deed + "?")


for line in sys.stdin:
    act(*(line.rstrip("\n") + " ").split(" ", 1))
    print("ok", flush=True)
