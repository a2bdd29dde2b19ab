"""What the kiosk says in one language as it says it in another: the words of app/words/po, and the screen's own."""
import ast
import pathlib
import re

ROOT = pathlib.Path(__file__).parents[2]
LANGUAGES = ("ja", "en", "zh", "ko")
PHRASE = re.compile(r'^msgid "(\w+)"\nmsgstr ((?:".*"\n)+)', re.MULTILINE)
OWN = re.compile(r'\{("[^"]*"(?:,\s*"[^"]*"){3})\}')


def heard(text):
    """As a screen reader has it: without readings, on one line, and a name for each part between tabs."""
    return re.sub(r"\{([^|}]*)\|[^}]*\}", r"\1", text).replace("\n", " ").split("\t")


def phrases(language):
    text = (ROOT / f"app/words/po/{language}.po").read_text(encoding="utf-8") + "\n"
    return {key: heard("".join(map(ast.literal_eval, lines.splitlines()))) for key, lines in PHRASE.findall(text)}


def table():
    """A row for each phrase: its parts in each language."""
    all_of = [phrases(language) for language in LANGUAGES]
    own = OWN.findall((ROOT / "drivers/screen/gtk/words.c").read_text(encoding="utf-8"))
    return [[each[key] for each in all_of] for key in all_of[0]] + [
        [[word] for word in ast.literal_eval(f"[{words}]")] for words in own]


class Translator:
    def __init__(self):
        self.rows = table()
        self.language = "ja"

    def said(self, japanese):
        """In the language that is spoken; what is no phrase of the kiosk's stays as it is."""
        for row in self.rows:
            own, theirs = row[0], row[LANGUAGES.index(self.language)]
            if japanese in own and len(own) == len(theirs):
                return theirs[own.index(japanese)]
        return japanese
