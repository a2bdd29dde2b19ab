#!/usr/bin/python3
"""Whether what was counted at each visit stays flat: the most of the last third against the most of what came before.

usage: flat.py SAMPLES COUNT-SLACK [MEMORY-SLACK-KB]      lines "NAME METRIC VALUE" in the order of the visits

A forgotten descriptor, thread or process for each visit is as many more as the last third has visits; the slack is for what
comes and goes (an idle connection, a process that is being made ready). The slack for memory is for what an allocator moves
by itself, and the same however many visits there were. Without it memory is told and not judged: a sanitizer keeps what was
freed.
"""
import sys


def read(path):
    series = {}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            name, metric, value = line.split()
            series.setdefault((name, metric), []).append(int(value))
    return series


def main():
    path, counts, memory = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    grown = False
    for (name, metric), values in sorted(read(path).items()):
        late = len(values) - max(len(values) // 3, 1)
        before, after = max(values[:late], default=values[0]), max(values[late:])
        slack = counts if metric != "kb" else int(memory[0]) if memory else after
        grown = grown or after > before + slack
        print(f"{'flat ' if after <= before + slack else 'GROWS'} {name} {metric}: {before} -> {after} in {len(values)} samples")
    return 1 if grown else 0


sys.exit(main())
