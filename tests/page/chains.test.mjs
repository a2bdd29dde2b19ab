// Who may sign a seal for travel: chains of every kind, and what the page and the program say of them.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeCsca, makeList, makeSeal, makeSigner } from './authority.mjs';
import { bundleOf, chooseTrust, issuer, openPage, pageFile, payloadOf, programSays, readText, signer as shcSigner, startBrowser,
    trustFolder } from './world.mjs';

let browser, session;
before(async () => {
    browser = await startBrowser();
    session = await openPage(browser, pageFile('chains', undefined, ''));
});
after(() => browser.close());

const p384 = makeCsca('Alpha'), twin = makeCsca('Alpha-2'), rsa = makeCsca('Beta', { kind: 'rsa3072', hash: 'sha256' });
const p256 = makeCsca('Gamma', { kind: 'prime256v1', hash: 'sha256' });
const p521 = makeCsca('Delta', { kind: 'secp521r1', hash: 'sha512' });
const weak = makeCsca('Epsilon', { kind: 'rsa1024', hash: 'sha256' });
const brainpool = makeCsca('Zeta', { kind: 'brainpoolP256r1', hash: 'sha256' });
const passport = makeCsca('Eta', { changes: { extendedKeyUsage: null } });
const webCa = makeCsca('Theta', { changes: { extendedKeyUsage: 'serverAuth' } });
const leaf = makeCsca('Iota', { changes: { basicConstraints: 'critical,CA:FALSE' } });
const ended = makeCsca('Kappa', { from: '20200101000000Z', days: 1000 });
const plain = makeSigner('plain', p384);

// name: [seal, CSCAs, lists, the code that is expected, the page's where it is another]
const seal = (name, authority, options, sealing) => makeSeal(makeSigner(name, authority, options), sealing);
const cases = {
    'P-256 under P-384': [makeSeal(plain), [p384], [], null],
    'P-384 under RSA': [seal('under-rsa', rsa, { kind: 'secp384r1' }, { alg: 'ES384' }), [rsa], [], null],
    'P-521 under P-256': [seal('under-p256', p256, { kind: 'secp521r1' }, { alg: 'ES512' }), [p256], [], null],
    'under P-521': [seal('under-p521', p521, { hash: 'sha512' }), [p521], [], null],
    'under SHA-512 of P-384': [seal('under-512', p384, { hash: 'sha512' }), [p384], [], null],
    'under a passport authority': [seal('under-passport', passport), [passport], [], null],
    'under one of two of one name': [makeSeal(plain), [twin, p384], [], null],
    'after the authority ended': [seal('ended', ended, { from: '20210101000000Z' }), [ended], [], null],
    'certified after the authority ended': [seal('too-late', ended), [ended], [], 'AK-T42'],
    'under another of the same name': [makeSeal(plain), [twin], [], 'AK-T41'],
    'under nobody known': [makeSeal(plain), [rsa], [], 'AK-T41'],
    'under a curve that a browser does not know': [seal('brainpool', brainpool), [brainpool], [], null, 'AK-T41'],
    'of another country': [seal('abroad', p384, { country: 'XX' }), [p384], [], 'AK-T42'],
    'named for another state': [makeSeal(plain, { state: 'JPN' }), [p384], [], 'AK-T43'],
    'another algorithm than the key\'s': [makeSeal(plain, { alg: 'ES384' }), [p384], [], 'AK-T36'],
    'of another use': [seal('use', p384, { changes: { extendedKeyUsage: '2.23.136.1.1.14.1' } }), [p384], [], 'AK-T40'],
    'for tests only': [seal('tests', p384, { changes: { '2.23.136.1.1.6.2': 'DER:3009020100310413024E54' } }), [p384], [], 'AK-T40'],
    'for a list of another form': [seal('form', p384, { changes: { '2.23.136.1.1.6.2': 'DER:300B020100310613024E56' } }), [p384], [], 'AK-T40'],
    'for no documents': [seal('documents', p384, { changes: { '2.23.136.1.1.6.2': null } }), [p384], [], 'AK-T40'],
    'for tests and vaccinations': [seal('both', p384, { changes: { '2.23.136.1.1.6.2': 'DER:300D020100310813024E5413024E56' } }),
        [p384], [], null],
    'by an authority': [seal('ca', p384, { changes: { basicConstraints: 'CA:TRUE' } }), [p384], [], 'AK-T40'],
    'by a key for other things': [seal('agree', p384, { changes: { keyUsage: 'keyAgreement' } }), [p384], [], 'AK-T40'],
    'by a key for signing': [seal('sign', p384, { changes: { keyUsage: 'critical,digitalSignature' } }), [p384], [], null],
    'with an unknown demand': [seal('demand', p384, { changes: { '1.2.3.4': 'critical,DER:0500' } }), [p384], [], 'AK-T40'],
    'with an unknown wish': [seal('wish', p384, { changes: { '1.2.3.4': 'DER:0500' } }), [p384], [], null],
    'out of force': [seal('old', p384, { from: '20220101000000Z', end: '20230101000000Z' }), [p384], [], 'AK-T45'],
    'not yet in force': [seal('new', p384, { from: '20251201000000Z' }), [p384], [], 'AK-T01'],
    'withdrawn': [makeSeal(plain), [p384], [makeList(p384, 5, [plain])], 'AK-T44'],
    'not the one that was withdrawn': [makeSeal(plain), [p384], [makeList(p384, 6, [makeSigner('gone', p384)])], null],
    'withdrawn by a later list': [makeSeal(plain), [p384], [makeList(p384, 5, []), makeList(p384, 260, [plain])], 'AK-T44'],
    'its id withdrawn': [makeSeal(plain, { uvci: 'WTHDRAWN2345' }), [p384], [], 'AK-V66'],
    'a list that goes back': [makeSeal(plain), [p384], [makeList(p384, 7, [plain]), makeList(p384, 6, [])], 'AK-V70'],
    'a list of a stranger': [makeSeal(plain), [p384], [makeList(rsa, 1, [])], 'AK-V70'],
    'an authority for the web': [makeSeal(plain), [p384, webCa], [], 'AK-V70'],
    'an authority that is none': [makeSeal(plain), [p384, leaf], [], 'AK-V70'],
    'an authority with a weak key': [makeSeal(plain), [p384, weak], [], 'AK-V70'],
};

const withdrawn = [{ issuer, kid: shcSigner.kid, method: 'rid', ctr: 1, rids: ['WTHDRAWN2345'] }];

for (const [name, [text, cscas, lists, code, onPage = code]] of Object.entries(cases))
    test(name, async () => {
        const bundle = bundleOf(payloadOf({ withdrawn, crl: lists.map((der) => der.toString('base64')),
            csca: cscas.map(({ der }) => ({ state: 'UTO', certificate: der.toString('base64') })) }));
        const folder = trustFolder(`chain-${Object.keys(cases).indexOf(name)}`, bundle);
        writeFileSync(join(folder, 'seal.txt'), text);
        await chooseTrust(session.page, bundle);
        const shown = await readText(session.page, text);
        assert.equal(programSays(folder, join(folder, 'seal.txt'))[0].code, code, 'the program');
        assert.equal(shown.codes[0].code, onPage, 'the page');
    });

test('nothing was asked of the network, and nothing went wrong inside', () => assert.deepEqual(session.asked, []));
