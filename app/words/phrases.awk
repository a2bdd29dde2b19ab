# Makes the four po/*.po into one C table, a column a language. A phrase that is missing, unknown or doubled in one of
# them stops the compiler; an empty or obsolete one stops here.
BEGIN {
    print "#include \"app/words/phrases_table.h\"\n"
    print "const char *const phrases_table[LANGUAGE_COUNT][PHRASE_COUNT] = {"
}
FNR == 1 {
    end_language()
    language = FILENAME
    sub(/.*\//, "", language)
    sub(/\.po$/, "", language)
    printf "    [LANGUAGE_%s] = {\n", toupper(language)
}
/^#~|^#, fuzzy/ { refuse("obsolete or fuzzy") }
/^msgid / { end_phrase(); name = $2; gsub(/"/, "", name); part = "id" }
/^msgstr / { part = "str"; sub(/^msgstr /, "") }
/^"/ && part == "str" { said = said substr($0, 2, length($0) - 2) }
END {
    end_language()
    if (wrong) exit 1
    print "};\n"
    printf "%s", counts
}

function end_phrase() {
    if (name != "") {
        if (said == "") refuse(name " is empty")
        printf "        [PHRASE_%s] = \"%s\",\n", name, said
        count++
    }
    name = said = ""
}

function end_language() {
    end_phrase()
    if (language == "") return
    printf "    },\n"
    counts = counts "_Static_assert(PHRASE_COUNT == " count ", \"app/words/po/" language ".po lacks a phrase\");\n"
    count = 0
}

function refuse(why) {
    print FILENAME ": " why > "/dev/stderr"
    wrong = 1
}
