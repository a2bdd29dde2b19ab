/* The journal: what is about to happen is on the disk first, and whatever ends the machine, the
 * next start reads what was open (R27, KSK-20). */
#include "app/kiosk/journal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { RECORD_LEN = 84, RECORDS = 1024 };

static const char first[] = "00112233445566778899aabbccddeeff";
static const char second[] = "ffeeddccbbaa99887766554433221100";
static char folder[128], path[160];

static int make_place(void **state)
{
    const char *tmp = getenv("TMPDIR");

    (void)state;
    (void)snprintf(folder, sizeof folder, "%s/journal.XXXXXX", tmp != NULL ? tmp : "/tmp");
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/journal", folder);
    return 0;
}

static int remove_place(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

static struct journal_entry entry(const char *transaction, enum journal_step step, int amount,
                                  int sheets)
{
    struct journal_entry made = {.step = step, .amount = amount, .sheets = sheets};

    (void)snprintf(made.transaction, sizeof made.transaction, "%s", transaction);
    return made;
}

static void put(struct journal *journal, const char *transaction, enum journal_step step)
{
    struct journal_entry made = entry(transaction, step, 350, 2);

    assert_true(journal_write(journal, &made));
}

static struct journal *open_again(struct journal *journal)
{
    journal_close(&journal);
    assert_null(journal);
    journal = journal_open(path);
    assert_non_null(journal);
    return journal;
}

static void a_new_journal_holds_nothing(void **state)
{
    struct journal *journal = journal_open(path);
    struct stat info;

    (void)state;
    assert_non_null(journal);
    assert_false(journal_is_open(journal_last(journal)));
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, RECORDS * RECORD_LEN);
    assert_int_equal(info.st_mode & 0777, 0600);
    journal_close(&journal);
    journal_close(&journal);
}

static void the_last_step_is_read_again(void **state)
{
    struct journal *journal = journal_open(path);

    (void)state;
    put(journal, first, JOURNAL_reserve);
    put(journal, first, JOURNAL_print);
    journal = open_again(journal);
    assert_string_equal(journal_last(journal)->transaction, first);
    assert_int_equal(journal_last(journal)->step, JOURNAL_print);
    assert_int_equal(journal_last(journal)->amount, 350);
    assert_int_equal(journal_last(journal)->sheets, 2);
    assert_true(journal_is_open(journal_last(journal)));
    put(journal, first, JOURNAL_closed);
    journal = open_again(journal);
    assert_false(journal_is_open(journal_last(journal)));
    journal_close(&journal);
}

/* The machine ended while a record was written: its effect had not begun. */
static void a_torn_record_does_not_count(void **state)
{
    (void)state;
    for (int cut = 0; cut < RECORD_LEN - 1; cut++) {
        struct journal *journal = journal_open(path);
        FILE *file = NULL;

        put(journal, first, JOURNAL_issue);
        put(journal, second, JOURNAL_capture);
        journal_close(&journal);
        file = fopen(path, "r+");
        assert_non_null(file);
        assert_int_equal(fseek(file, 2 * RECORD_LEN + cut, SEEK_SET), 0);
        for (int i = cut; i < RECORD_LEN; i++)
            assert_int_equal(fputc('#', file), '#');
        assert_int_equal(fclose(file), 0);
        journal = journal_open(path);
        assert_string_equal(journal_last(journal)->transaction, first);
        assert_int_equal(journal_last(journal)->step, JOURNAL_issue);
        put(journal, second, JOURNAL_void);
        journal = open_again(journal);
        assert_int_equal(journal_last(journal)->step, JOURNAL_void);
        journal_close(&journal);
        assert_int_equal(unlink(path), 0);
    }
}

static void it_never_grows(void **state)
{
    struct journal *journal = journal_open(path);
    struct stat info;

    (void)state;
    for (int i = 0; i < RECORDS + RECORDS / 2; i++)
        put(journal, i % 2 == 0 ? first : second, JOURNAL_issue);
    put(journal, second, JOURNAL_delivered);
    journal = open_again(journal);
    assert_int_equal(journal_last(journal)->step, JOURNAL_delivered);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, RECORDS * RECORD_LEN);
    journal_close(&journal);
}

static void it_has_one_owner(void **state)
{
    struct journal *journal = journal_open(path);

    (void)state;
    assert_null(journal_open(path));
    journal_close(&journal);
    journal = journal_open(path);
    assert_non_null(journal);
    journal_close(&journal);
}

static void what_is_no_journal_is_left_alone(void **state)
{
    FILE *file = fopen(path, "w");

    (void)state;
    assert_non_null(file);
    (void)fputs("something else\n", file);
    assert_int_equal(fclose(file), 0);
    assert_null(journal_open(path));
    assert_null(journal_open("/nowhere/journal"));
}

/* What does not fit into a record is refused, not cut. */
static void too_much_is_refused(void **state)
{
    struct journal *journal = journal_open(path);
    struct journal_entry rich = entry(first, JOURNAL_reserve, 100000000, 0);

    (void)state;
    assert_false(journal_write(journal, &rich));
    assert_false(journal_is_open(journal_last(journal)));
    journal_close(&journal);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_new_journal_holds_nothing, make_place, remove_place),
        cmocka_unit_test_setup_teardown(the_last_step_is_read_again, make_place, remove_place),
        cmocka_unit_test_setup_teardown(a_torn_record_does_not_count, make_place, remove_place),
        cmocka_unit_test_setup_teardown(it_never_grows, make_place, remove_place),
        cmocka_unit_test_setup_teardown(it_has_one_owner, make_place, remove_place),
        cmocka_unit_test_setup_teardown(what_is_no_journal_is_left_alone, make_place, remove_place),
        cmocka_unit_test_setup_teardown(too_much_is_refused, make_place, remove_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
