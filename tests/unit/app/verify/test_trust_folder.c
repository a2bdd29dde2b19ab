#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/verify/trust_folder.h"
#include "drivers/host/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64], path[128], why[TRUST_WHY_SIZE];
static struct trust *trust;

static int make(void **state)
{
    (void)state;
    trust = trust_new();
    assert_non_null(trust);
    snprintf(folder, sizeof folder, "/tmp/akashi-trust-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/shc", folder);
    assert_true(file_folder(path, 0700));
    return 0;
}

static void drop_file(const char *name)
{
    snprintf(path, sizeof path, "%s/shc/%s", folder, name);
    unlink(path);
}

static int drop(void **state)
{
    (void)state;
    trust_free(&trust);
    drop_file("one.json");
    drop_file("two.json");
    drop_file("note.txt");
    snprintf(path, sizeof path, "%s/shc", folder);
    rmdir(path);
    return rmdir(folder);
}

static void put(const char *name, const char *before, const char *vector, const char *after)
{
    struct bytes file = bytes_new(1 << 16);

    assert_true(bytes_append_text(&file, before));
    assert_true(vector == NULL || file_read(vector, &file));
    assert_true(bytes_append_text(&file, after));
    snprintf(path, sizeof path, "%s/shc/%s", folder, name);
    assert_true(file_write(path, bytes_view(&file), 0600));
    bytes_free(&file);
}

static void every_file_is_an_issuer(void **state)
{
    (void)state;
    put("one.json",
        "{\"issuer\":\"https://a\",\"jwks\":", VECTORS "/shc-devtools-negative/valid_key.json",
        "}");
    put("two.json",
        "{\"issuer\":\"https://b\",\"jwks\":", VECTORS "/vci-directory/jp-issuer-jwks.json",
        ",\"more\":1}");
    put("note.txt", "not of the folder", NULL, "");
    assert_true(trust_folder_read(folder, trust, why));
    assert_true(trust_knows(trust, "https://a"));
    assert_true(trust_knows(trust, "https://b"));
}

static void an_empty_folder_trusts_nobody(void **state)
{
    (void)state;
    assert_true(trust_folder_read(folder, trust, why));
}

static void what_is_wrong_is_named(void **state)
{
    static const char *bad[] = {"", "[]", "{\"issuer\":\"https://a\"}", "{\"jwks\":{\"keys\":[]}}",
                                "{\"issuer\":\"https://a\",\"jwks\":7}"};

    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        put("one.json", bad[i], NULL, "");
        assert_false(trust_folder_read(folder, trust, why));
        assert_non_null(strstr(why, "one.json: "));
        assert_non_null(strstr(why, err_meaning(AK_V62)));
    }
    put("one.json",
        "{\"issuer\":\"http://a\",\"jwks\":", VECTORS "/shc-devtools-negative/valid_key.json", "}");
    assert_false(trust_folder_read(folder, trust, why));
    assert_false(trust_folder_read("/nowhere", trust, why));
    assert_string_equal(why, "/nowhere: its folder shc cannot be read");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_file_is_an_issuer, make, drop),
        cmocka_unit_test_setup_teardown(an_empty_folder_trusts_nobody, make, drop),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_named, make, drop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
