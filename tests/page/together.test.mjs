// Several codes at once: of one certificate or not, and thousands that were changed a little. The
// program and the page must think the same of each.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeCsca, makeSeal, makeSigner } from './authority.mjs';
import { goodClaims, makeCard, makeRawCard } from './hostile.mjs';
import { bundleOf, openPage, pageFile, payloadOf, programSays, readFile, startBrowser, trustFolder, vector } from './world.mjs';

const csca = makeCsca('Lambda');
const signer = makeSigner('lambda', csca);
const payload = payloadOf();
payload.csca.push({ state: 'UTO', certificate: csca.der.toString('base64') });
const bundle = bundleOf(payload);
const folder = trustFolder('together', bundle);

let browser, session;
before(async () => {
    browser = await startBrowser();
    session = await openPage(browser, pageFile('together', undefined, bundle));
});
after(() => browser.close());

// Both answers to one text: [[verdict, code] of each code, [verdict, code] of the whole].
async function both(text) {
    const file = join(folder, 'codes.txt');
    writeFileSync(file, text);
    const lines = programSays(folder, file), shown = await readFile(session.page, file);
    const whole = lines.find((line) => !('doses' in line));
    return [
        [lines.filter((line) => 'doses' in line).map((line) => [line.verdict, line.code]), whole?.code ?? null],
        [shown.codes.map((code) => [code.verdict, code.code]), shown.code],
    ];
}

const card = { id: 'PAGE2345SEAL', birth: '1985-02-28', date: '2021-07-01', lot: 'EY0001' };
const seal = makeSeal(signer);
const pairs = {
    'a card and a seal of one certificate': [[makeCard(card), seal], null],
    'a card without an id': [[makeCard({ ...card, id: undefined }), seal], null],
    'a card without a birth date': [[makeCard({ ...card, birth: undefined }), seal], null],
    'a card without a lot': [[makeCard({ ...card, lot: undefined }), seal], null],
    'another id': [[makeCard({ ...card, id: 'PAGE2345CARD' }), seal], 'AK-V50'],
    'another birth date': [[makeCard({ ...card, birth: '1985-02-27' }), seal], 'AK-V50'],
    'another day': [[makeCard({ ...card, date: '2021-07-02' }), seal], 'AK-V50'],
    'another lot': [[makeCard({ ...card, lot: 'EY0002' }), seal], 'AK-V50'],
    'two cards of one id': [[makeCard(card), makeCard({ ...card, date: '2021-07-22' })], null],
    'two cards of two ids': [[makeCard(card), makeCard({ ...card, id: 'PAGE2345CARD' })], 'AK-V50'],
    'two seals of two people': [[seal, makeSeal(signer, { birth: '1985-02-27' })], 'AK-V50'],
    'the same twice': [[makeCard(card)].flatMap((one) => [one, one]), null],
};

for (const [name, [codes, expected]] of Object.entries(pairs))
    test(name, async () => {
        const [program, page] = await both(codes.join('\n'));
        assert.deepEqual(page, program);
        assert.equal(page[1], expected);
        assert.ok(page[0].every(([verdict]) => verdict === 'valid'), JSON.stringify(page));
    });

// --- Small changes ----------------------------------------------------------------

let seed = Number(process.env.SEED ?? 20251120);
function random(below) {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor(seed / 0x80000000 * below);
}

const SIGNS = '0123456789abcXYZ{}[]":,.\\/=-_+ eE\u00e9\u3042';

function change(text) {
    const at = random(text.length), sign = SIGNS[random(SIGNS.length)];
    switch (random(5)) {
    case 0: return text.slice(0, at) + sign + text.slice(at + 1);
    case 1: return text.slice(0, at) + sign + text.slice(at);
    case 2: return text.slice(0, at) + text.slice(at + 1 + random(3));
    case 3: return text.slice(0, at) + text.slice(at, at + 8) + text.slice(at);
    default: return text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2);
    }
}

const sources = {
    'a card\'s text': () => change(makeCard(card)),
    'a card\'s digits': () => change(vector('shc-spec/example-00-f-qr-code-numeric-value-0.txt').toString().trim()),
    'a card\'s claims, signed': () => makeRawCard(change(goodClaims)),
    'a seal': () => change(seal),
};

for (const [name, make] of Object.entries(sources))
    test(`small changes to ${name} (seed ${seed})`, async () => {
        for (let round = 0; round < 4; round++) {
            const texts = Array.from({ length: 30 }, make);
            const [program, page] = await both(texts.join('\n'));
            assert.equal(page[0].length, program[0].length, `seed ${seed}`);
            page[0].forEach(([verdict, code], i) => {
                const [theirs, why] = program[0][i];
                // What is no certificate any more, two readers may find out at different places.
                const unreadable = [code, why].includes('AK-T37') && code !== null && why !== null;
                assert.ok(unreadable || (verdict === theirs && code === why), `${code} ${why} ${texts[i]}`);
            });
        }
    });

test('nothing was asked of the network, and nothing went wrong inside', () => assert.deepEqual(session.asked, []));
