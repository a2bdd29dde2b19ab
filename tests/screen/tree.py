"""The accessibility tree of the one window there is, as a screen reader has it."""
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
gi.require_version("Gdk", "4.0")
from gi.repository import Atspi, Gdk, GLib  # noqa: E402

PATIENCE = 60  # seconds; every wait is for an event and ends with it


def wait_for(what, look):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        time.sleep(0.02)
    print("FAIL gave up waiting for " + what)
    sys.exit(1)


def walk(node):
    yield node
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield from walk(child)


def application():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(i)
        if child is not None and child.get_child_count() > 0:
            return child
    return None


def nodes():
    app = application()
    try:
        return list(walk(app)) if app else []
    except GLib.Error:
        return []  # it changed while we looked


def showing(node):
    try:
        return node.get_state_set().contains(Atspi.StateType.VISIBLE)
    except GLib.Error:
        return False


def find(name, role=None):
    for node in nodes():
        try:
            if node.get_name() == name and showing(node) and (role is None or node.get_role_name() == role):
                return node
        except GLib.Error:
            continue
    return None


def press(name):
    node = wait_for(name, lambda: find(name, "push button") or find(name, "radio button") or find(name, "check box"))
    wait_for("an answer to " + name, lambda: node.do_action(0))


def strike(key):
    """A key of the keyboard, by its name in X."""
    Atspi.generate_keyboard_event(Gdk.keyval_from_name(key), None, Atspi.KeySynthType.SYM)


def is_on(name):
    node = wait_for(name, lambda: find(name, "check box"))
    return node.get_state_set().contains(Atspi.StateType.CHECKED)


def roles():
    return {node.get_role_name() for node in nodes() if showing(node)}
