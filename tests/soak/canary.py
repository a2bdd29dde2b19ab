#!/usr/bin/python3
"""Looks for one person in the memory of processes, in what they were started with, and in files.

usage: canary.py [--pid NAME=PID]... [--folder DIR [--except NAME]...]... < canaries
       a canary is a line "WHAT TEXT"; of WHAT "pin" it is the four digits

Every form that our programs, libraries and protocols could have put it in is looked for: UTF-8, UTF-16, JSON escapes, hex,
base64 at each of its three alignments, packed digits unless most are zeros, digits backwards. Exit 1 and a line for each
find, which tells what and where and never prints what lies around it. Of memory, the pages are read that are there and
belong to the process; the pages of a file, as it lies on the disk, are not its memory.
"""
import argparse
import base64
import os
import re
import struct
import sys

PAGE = os.sysconf("SC_PAGE_SIZE")
PRESENT, OF_A_FILE = 1 << 63, 1 << 61
CHUNK = 1 << 20


def base64_forms(raw):
    """What of the text must appear in base64, whatever stands before and after it."""
    for before in range(3):
        text = base64.b64encode(b"\0" * before + raw).rstrip(b"=")
        form = text[(before * 8 + 5) // 6:(before + len(raw)) * 8 // 6]
        if len(form) >= 8:
            yield form
            yield form.translate(bytes.maketrans(b"+/", b"-_"))


def forms(text):
    raw = text.encode()
    yield from (raw, text.encode("utf-16-le"), text.encode("utf-16-be"), *base64_forms(raw))
    escaped = "".join(c if ord(c) < 128 else f"\\u{ord(c):04x}" for c in text)
    for digits in (str.lower, str.upper):
        yield digits(raw.hex()).encode()
        yield digits(escaped).replace("\\U", "\\u").encode()
    if text.isdigit():
        yield raw[::-1]
        packed = bytes.fromhex(text)
        # Zeros between two bytes are in any memory: the end of a hash, and the address that follows it.
        if packed.count(0) <= len(packed) // 2:
            yield packed


def pin_forms(text):
    verify = (b"\x00\x20\x00\x80\x04" + text.encode()).hex()
    yield from (verify.encode(), verify.upper().encode(), text.encode("utf-16-le") + b"\0\0", base64.b64encode(text.encode()))


def pin_words(text):
    """Four digits meet by chance anywhere; as a word of their own, or behind the head of a VERIFY, they do not."""
    for digits in (text.encode(), text[::-1].encode()):
        yield digits, re.compile(rb"(?<=[\0\x04 \"':=,\n])" + digits + rb"(?![0-9A-Za-z])|(?<![0-9A-Za-z.])" + digits + rb"(?=[\0 \"',\n])")


class Search:
    def __init__(self, canaries):
        self.literals, self.words = set(), []
        for line in canaries:
            what, text = line.rstrip("\n").split(" ", 1)
            self.literals |= {(what, form) for form in (pin_forms(text) if what == "pin" else forms(text))}
            self.words += [(what, *word) for word in (pin_words(text) if what == "pin" else ())]
        self.found = 0
        self.looked = 0

    def look(self, data, where):
        self.looked += len(data)
        met = [what for what, form in self.literals if form in data]
        met += [what for what, digits, word in self.words if digits in data and word.search(data)]
        for what in sorted(set(met)):
            self.found += 1
            print(f"FOUND {what} in {where}")


def own_pages(pid, start, end):
    """Runs of pages in the range that are in memory and not a file's."""
    run = None
    with open(f"/proc/{pid}/pagemap", "rb", 0) as pagemap:
        for at in range(start, end, PAGE * 4096):
            count = min(4096, (end - at) // PAGE)
            entries = os.pread(pagemap.fileno(), count * 8, at // PAGE * 8)
            if not any(entries) and run is None:
                continue
            for i, (entry,) in enumerate(struct.iter_unpack("Q", entries)):
                mine = entry & PRESENT and not entry & OF_A_FILE
                here = at + i * PAGE
                if mine and run is None:
                    run = here
                elif not mine and run is not None:
                    yield run, here
                    run = None
    if run is not None:
        yield run, end


def look_at_process(search, name, pid):
    for what in ("cmdline", "environ"):
        with open(f"/proc/{pid}/{what}", "rb") as text:
            search.look(text.read(), f"{what} of {name}")
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
        areas = [line.split(maxsplit=5) for line in maps]
    with open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for area in areas:
            start, end = (int(x, 16) for x in area[0].split("-"))
            # A sanitizer's shadow is terabytes of nothing, and holds no bytes of anybody.
            if "r" not in area[1] or area[-1].startswith("[v") or end - start > 1 << 36:
                continue
            where = area[5].strip() if len(area) > 5 else "pages without a name"
            for first, last in own_pages(pid, start, end):
                for at in range(first, last, CHUNK):
                    # A little of the chunk before, for what lies across the border.
                    begin = max(first, at - 256)
                    search.look(os.pread(memory.fileno(), min(at + CHUNK, last) - begin, begin), f"memory of {name}: {where}")


def look_at_folder(search, folder, leave_out):
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in leave_out]
        for name in files:
            path = os.path.join(place, name)
            if name in leave_out or not os.path.isfile(path) or os.path.islink(path):
                continue
            search.look(os.fsencode(name), f"the name of {path}")
            with open(path, "rb") as text:
                search.look(text.read(), path)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--pid", action="append", default=[])
    options.add_argument("--folder", action="append", default=[])
    options.add_argument("--except", action="append", default=[], dest="leave_out")
    given = options.parse_args()
    search = Search(sys.stdin)
    for process in given.pid:
        name, pid = process.split("=")
        look_at_process(search, name, pid)
    for folder in given.folder:
        look_at_folder(search, folder, given.leave_out)
    print(f"looked={search.looked // 1024}kB found={search.found}")
    return 1 if search.found else 0


sys.exit(main())
