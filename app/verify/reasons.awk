# Takes the Japanese and English sentences of the AK-V codes out of docs/errors.md.
BEGIN {
    print "#include \"app/verify/reasons_table.h\"\n"
    print "const struct reason_row reasons_table[] = {"
}
/^### / { name = $2; ja = "" }
name !~ /^AK-V/ { next }
/^- ja: / { ja = substr($0, 7) }
/^- en: / { row(name, ja, substr($0, 7)) }
END {
    print "};\n"
    print "const size_t reasons_count = sizeof reasons_table / sizeof *reasons_table;"
}

function row(name, ja, en) {
    if (ja !~ / \/ / || en !~ / \/ /) {
        print "docs/errors.md: " name " lacks a sentence" > "/dev/stderr"
        exit 1
    }
    printf "    {\"%s\",\n     %s,\n     %s},\n", name, halves(ja), halves(en)
}

function halves(text) {
    gsub(/["\\]/, "\\\\&", text)
    sub(/ \/ /, "\", \"", text)
    return "{\"" text "\"}"
}
