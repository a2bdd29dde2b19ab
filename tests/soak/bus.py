#!/usr/bin/python3
"""Types PINs at the kiosk's window by fingers and keys that only X knows of, and reads all that the accessibility bus
carries meanwhile, as any program of this user could.

usage: bus.py PIN OTHER-PIN...      the window shows the PIN pad, and shows it still at the end

Two PINs without a digit in common must not be told apart: of the other nothing is said that is not said of the first. And no
message holds a digit that was typed as a text of its own, or two of them in a row.
"""
import os
import queue
import re
import subprocess
import sys
import threading

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "screen"))
from tree import PATIENCE, Atspi, GLib, find, wait_for  # noqa: E402

KINDS = ("object:", "window:", "focus:", "document:")
failures = []


def check(what, good):
    print(("ok   " if good else "FAIL ") + what, flush=True)
    if not good:
        failures.append(what)


class Bus:
    """A monitor's ear: every message of the bus, each as its lines."""

    def __init__(self):
        asked = subprocess.run(["dbus-send", "--session", "--print-reply=literal", "--dest=org.a11y.Bus", "/org/a11y/bus",
                                "org.a11y.Bus.GetAddress"], capture_output=True, text=True, check=True)
        self.process = subprocess.Popen(["dbus-monitor", "--address", asked.stdout.strip()], stdout=subprocess.PIPE, text=True)
        self.lines = queue.Queue()
        threading.Thread(target=lambda: [self.lines.put(line) for line in self.process.stdout], daemon=True).start()

    def hear_until(self, wanted):
        """The messages up to the one that holds the text."""
        heard = []
        while True:
            line = self.lines.get(timeout=PATIENCE)
            heard.append(line)
            if wanted in line:
                return heard

    def close(self):
        self.process.terminate()
        self.process.wait(PATIENCE)


def listen():
    """A screen reader that asks nothing back; without one the window says nothing."""
    listener = Atspi.EventListener.new(lambda event: None)
    for kind in KINDS:
        listener.register(kind)
    loop = GLib.MainLoop()
    threading.Thread(target=loop.run, daemon=True).start()
    return listener


def where(digit):
    node = wait_for("the key " + digit, lambda: find(digit, "push button"))
    at = node.get_extents(Atspi.CoordType.WINDOW)
    return at.x + at.width // 2, at.y + at.height // 2


def xdotool(*words):
    subprocess.run(["xdotool", *map(str, words)], check=True)


def of_the_window(lines):
    """Without what differs from message to message anyhow, and without the registry's own: before an X server it tells where
    the pointer is, as X itself does to whoever asks. A kiosk's glass is Wayland's (hw/kiosk)."""
    said = re.sub(r"\b(time|serial|reply_serial|sender|destination)=\S+", "", "".join(lines))
    messages = re.split(r"^(?=signal|method|error)", said, flags=re.MULTILINE)
    return [message for message in messages[1:] if "interface=org.a11y.atspi.Event.Mouse" not in message]


def type_in(bus, pin, strike, erase):
    heard = []
    for typed, digit in enumerate(pin, 1):
        strike(digit)
        heard += bus.hear_until(f"4けたのうち{typed}けた")
    for left in range(len(pin) - 1, -1, -1):
        erase()
        heard += bus.hear_until(f"4けたのうち{left}けた")
    return heard


def tells(heard, pin):
    """Strings of the messages that give something away."""
    said = re.findall(r'string "([^"]*)"', "\n".join(heard))
    pairs = [pin[i:i + 2] for i in range(len(pin) - 1)]
    return [text for text in said if text in set(pin) or any(pair in text for pair in pairs)]


def main():
    places = {digit: where(digit) for digit in "0123456789"}
    away = wait_for("the way to erase", lambda: find("1字消す", "push button"))
    box = away.get_extents(Atspi.CoordType.WINDOW)
    hands = {
        "finger": (lambda digit: xdotool("mousemove", *places[digit], "click", 1),
                   lambda: xdotool("mousemove", box.x + box.width // 2, box.y + box.height // 2, "click", 1)),
        "keyboard": (lambda digit: xdotool("key", digit), lambda: xdotool("key", "BackSpace")),
    }
    listener = listen()
    bus = Bus()
    own, *others = sys.argv[1:]
    for name, hand in hands.items():
        # A key that said something would say it of itself, and of no key of another PIN. Three times, because the places of
        # things are told once a frame, and not each frame sees each state.
        heard = [type_in(bus, own, *hand) for _ in range(3)]
        known = {message for lines in heard for message in of_the_window(lines)}
        check(f"{name}: something is heard", len(known) > len(own))
        for pin in others:
            said = type_in(bus, pin, *hand)
            check(f"{name}: no text tells of {pin}", not tells(said, pin))
            news = set(of_the_window(said)) - known
            check(f"{name}: {pin} is not told from {own}", not news)
            print(*news, sep="\n", end="")
    bus.close()
    del listener
    return 1 if failures else 0


sys.exit(main())
