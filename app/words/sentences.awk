# Makes the sentences of docs/errors.md into a C table. Stops the build at an entry without all four languages.
BEGIN {
    count = split("ja en zh ko", languages)
    print "#include \"app/words/sentences_table.h\"\n"
    print "const struct sentence_row sentences_table[] = {"
}
/^### AK-/ { end_entry(); code = $2 }
/^- (ja|en|zh|ko): / { said[substr($2, 1, 2)] = substr($0, 7) }
END {
    end_entry()
    if (wrong) exit 1
    print "};\n"
    print "const size_t sentences_count = sizeof sentences_table / sizeof *sentences_table;"
}

function end_entry(    i, name) {
    if (code == "") return
    name = code
    sub(/-/, "_", name)
    printf "    {%s,\n     {", name
    for (i = 1; i <= count; i++) {
        if (said[languages[i]] !~ / \/ /) {
            print "docs/errors.md: " code " lacks a sentence in " languages[i] > "/dev/stderr"
            wrong = 1
        }
        printf "%s%s", halves(said[languages[i]]), i < count ? ",\n      " : "}},\n"
    }
    delete said
    code = ""
}

function halves(text) {
    gsub(/["\\]/, "\\\\&", text)
    sub(/ \/ /, "\", \"", text)
    return "{\"" text "\"}"
}
