// The list of trusted issuers: nothing but a yes by the right root, not older than one seen before,
// and not too old, is ground for "valid".
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NOW, bundleOf, chooseTrust, newKey, openPage, pageFile, payloadOf, programSays, readText, root, startBrowser,
    trustFolder, vector, vectors } from './world.mjs';

const good = vector('shc-spec/example-00-d-jws.txt').toString();
const bad = vector('shc-devtools-negative/d-jws-invalid-signature.txt').toString();
const seal = JSON.stringify(JSON.parse(vector('vds-nc/jp-miyake-shota-3dose.json'))[0]);

let browser, session;
before(async () => {
    browser = await startBrowser();
    session = await openPage(browser, pageFile('cases', undefined, ''));
});
after(() => browser.close());

// [verdict, code] of a text on a page with this bundle.
async function judge(bundle, text = good, rootText = root.pem) {
    const { page, asked, close } = await openPage(browser, pageFile('trust', rootText, bundle));
    const shown = await readText(page, text);
    const list = await page.textContent('#trust');
    assert.deepEqual(asked, []);
    await close();
    return { verdict: shown.verdict, code: shown.codes[0]?.code, list };
}

async function says(bundle, verdict, code, text, rootText) {
    const shown = await judge(bundle, text, rootText);
    assert.deepEqual([shown.verdict, shown.code], [verdict, code]);
    return shown;
}

const made = (days) => bundleOf(payloadOf({ made: NOW - days * 86400 }));

test('a bundle of today is believed, and its number and age are shown', async () => {
    const { list } = await says(bundleOf(payloadOf()), 'valid', null);
    assert.match(list, /no\. 12 \(made 18 November 2025, 2 days ago\)/);
});
test('the root may be a JWK', () => says(bundleOf(payloadOf()), 'valid', null, good, JSON.stringify(root.jwk)));
test('without a bundle nobody is believed', async () => {
    const { list } = await says('', 'cannot-tell', 'AK-V46', good, '');
    assert.match(list, /no list of trusted issuers/);
});
test('without a bundle a seal cannot be told either', () => says('', 'cannot-tell', 'AK-T41', seal, ''));

// What is to be said is what akashi-verify says, and it must be what the name of the case asks for.
const forged = bundleOf(payloadOf({ number: 13 })).split('.');
const cases = {
    'another root': [bundleOf(payloadOf(), newKey()), 'AK-V71'],
    'another payload': [[forged[0], bundleOf(payloadOf()).split('.')[1], forged[2]].join('.'), 'AK-V72'],
    'another key under the root\'s name': [bundleOf(payloadOf(), newKey(), { kid: root.kid }), 'AK-V72'],
    'another algorithm': [bundleOf(payloadOf(), root, { alg: 'none' }), 'AK-V70'],
    'another media type': [bundleOf(payloadOf(), root, { typ: 'JWT' }), 'AK-V70'],
    'one more in the header': [bundleOf(payloadOf(), root, { crit: [] }), 'AK-V70'],
    'another version': [bundleOf(payloadOf({ akashi: 'trust-2' })), 'AK-V70'],
    'a member that is not known': [bundleOf(payloadOf({ more: [] })), 'AK-V70'],
    'a member too few': [bundleOf(JSON.stringify(payloadOf()).replace('"dcc":[],', '').replace(',"dcc":[]', '')), 'AK-V70'],
    'a member twice': [bundleOf(JSON.stringify(payloadOf()).replace('{', '{"number":99,')), 'AK-V70'],
    'no number': [bundleOf(payloadOf({ number: 0 })), 'AK-V70'],
    'a key that is none': [bundleOf(payloadOf({ shc: [{ issuer: 'https://x.example', jwks: { keys: [{}] } }] })), 'AK-V70'],
    'an rid twice': [bundleOf(payloadOf({ withdrawn: [{ issuer: 'https://x.example', kid: root.kid, method: 'rid', ctr: 1,
        rids: ['A', 'A.5'] }] })), 'AK-V70'],
    'a CSCA that is none': [bundleOf(payloadOf({ csca: [{ state: 'JPN', certificate: 'MAA=' }] })), 'AK-V70'],
    'thirty days and a little': [made(30.01), 'AK-V74'],
    'made in a far year': [made(-36500), 'AK-V75'],
};

// Keys that no card may be signed with; one of them spoils a whole bundle.
const keysOf = (file) => JSON.parse(vector(`shc-devtools-negative/${file}_key.json`));
for (const file of ['wrong_alg', 'wrong_curve', 'wrong_kid', 'wrong_kty', 'wrong_use'])
    cases[file] = [bundleOf(payloadOf({ shc: [{ issuer: 'https://x.example', jwks: keysOf(file) }] })), 'AK-V70'];
const known = payloadOf();
known.shc.push({ issuer: 'https://x.example', jwks: keysOf('valid') });
test('a key that a card may be signed with spoils nothing', () => says(bundleOf(known), 'valid', null));

for (const [name, [bundle, code]] of Object.entries(cases))
    test(`${name}: cannot tell, and why`, async () => {
        const folder = trustFolder(`trust-${code}-${Object.keys(cases).indexOf(name)}`, bundle);
        const [line] = programSays(folder, `${vectors}/shc-spec/example-00-d-jws.txt`);
        assert.deepEqual([line.verdict, line.code], ['cannot-tell', code]);
        await chooseTrust(session.page, bundle);
        const shown = await readText(session.page, good);
        assert.deepEqual([shown.verdict, shown.codes[0].code], ['cannot-tell', code]);
    });

test('thirty days are not too old', () => says(made(29.9), 'valid', null));
test('what is not valid stays so under an old bundle', () => says(made(31), 'not-valid', 'AK-V48', bad));

test('a lower number than one seen before is refused, also after a reload', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.clock.install({ time: NOW * 1000 });
    const open = async (number) => {
        await page.goto(pageFile('rollback', root.pem, bundleOf(payloadOf({ number }))));
        await page.waitForSelector('#trust > div');
        return (await readText(page, good)).codes[0].code;
    };
    assert.equal(await open(12), null);
    assert.equal(await open(13), null);
    assert.equal(await open(12), 'AK-V73');
    assert.equal(await open(13), null);
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [`akashi-list-${root.kid}`]);
    await context.close();
});

test('a bundle and its root can be chosen', async () => {
    const { page, close } = await openPage(browser, pageFile('chosen', '', ''));
    assert.equal((await readText(page, good)).codes[0].code, 'AK-V46');
    await page.setInputFiles('#trust-files', [
        { name: 'root.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(root.pem) },
        { name: 'trust.jws', mimeType: 'application/jose', buffer: Buffer.from(`${bundleOf(payloadOf())}\n`) }]);
    await page.waitForSelector('#answer .verdict.valid');
    assert.match(await page.textContent('#trust'), /no\. 12/);
    await close();
});

test('a page grows old while it stays open', async () => {
    const { page, close } = await openPage(browser, pageFile('open', root.pem, made(29)));
    assert.equal((await readText(page, good)).verdict, 'valid');
    await page.clock.setSystemTime((NOW + 2 * 86400) * 1000);
    assert.equal((await readText(page, good)).codes[0].code, 'AK-V74');
    await close();
});
