// The page says of every code what akashi-verify says: verdict, failure code, person and doses.
import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { hostileCodes, withdrawals } from './hostile.mjs';
import { bundleOf, openPage, pageFile, payloadOf, programSays, readFile, readText, startBrowser, trustFolder,
    vectors } from './world.mjs';

const bundle = bundleOf(payloadOf(withdrawals));
const folder = trustFolder('trust', bundle);
let browser, session;

before(async () => {
    browser = await startBrowser();
    session = await openPage(browser, pageFile('codes', undefined, bundle));
});
after(() => browser.close());

// One line of the program, and the card that the page shows for it.
function compare(name, line, shown) {
    assert.equal(shown.verdict, line.verdict, `${name}: verdict (program: ${line.code}, page: ${shown.code})`);
    assert.equal(shown.code, line.code, name);
    // Of health data that are not a card, each shows as much as it came to read.
    if (!line.holder || line.code === 'AK-V45')
        return;
    const person = line.holder.name ?? line.traveller?.name;
    if (!person)
        return;
    assert.equal(shown.name, person, name);
    if (line.holder.birth)
        assert.ok(shown.birth.includes(line.holder.birth), `${name}: ${shown.birth}`);
    assert.equal(shown.doses.length, line.doses.length, name);
    line.doses.forEach((dose, i) => {
        assert.ok(shown.doses[i].includes(dose.date), `${name}: ${shown.doses[i]}`);
        assert.ok(!dose.lot || shown.doses[i].includes(dose.lot), `${name}: ${shown.doses[i]}`);
        assert.equal(shown.doses[i].includes('not in the table'), !dose.product, `${name}: ${shown.doses[i]}`);
    });
}

async function compareFile(name, file) {
    const lines = programSays(folder, file);
    const shown = await readFile(session.page, file);
    const whole = lines.filter((line) => !('doses' in line)), codes = lines.filter((line) => 'doses' in line);
    assert.equal(shown.codes.length, codes.length, name);
    codes.forEach((line, i) => compare(name, line, shown.codes[i]));
    if (whole.length > 0) {
        assert.equal(shown.verdict, whole[0].verdict, name);
        assert.equal(shown.code, whole[0].code, name);
    }
}

for (const set of ['shc-spec', 'shc-devtools-negative'])
    for (const file of readdirSync(join(vectors, set)).filter((one) => /\.(txt|smart-health-card)$/.test(one)))
        test(`${set}/${file}`, () => compareFile(file, join(vectors, set, file)));

for (const [name, text] of Object.entries(hostileCodes()))
    test(`made: ${name}`, async () => {
        const file = join(folder, 'hostile.txt');
        writeFileSync(file, text);
        await compareFile(name, file);
    });

test('ten megabytes are answered at once', async () => {
    const shown = await readText(session.page, `shc:/${'56'.repeat(5 << 20)}`);
    assert.equal(shown.codes[0].code, 'AK-V49');
});

test('nothing was asked of the network, and nothing went wrong inside', () => assert.deepEqual(session.asked, []));
