# Turns municipalities.csv into the C table that municipalities.c searches. The rows must ascend.
BEGIN {
    FS = ","
    print "#include \"app/record/municipalities_table.h\"\n"
    print "const struct municipality municipalities_table[] = {"
}
NR == 1 || $3 ~ / / { next } # the head, and wards of designated cities
NF != 4 || length($1) != 6 || $1 <= last || /["\\]/ {
    print "municipalities.csv, row " NR ": not a row in ascending order" > "/dev/stderr"
    exit bad = 1
}
{
    last = $1
    printf "    {\"%s\", \"%s\", \"%s\", \"%s\"},\n", $1, $2, $3, $4
}
END {
    if (bad)
        exit 1
    print "};\n"
    print "const size_t municipalities_count = sizeof municipalities_table / sizeof *municipalities_table;"
}
