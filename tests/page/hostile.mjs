// Codes made to go wrong in one way each, signed by a key that is believed: only the check that is
// meant can refuse them. What each deserves is for akashi-verify to say.
import { createHmac, sign as signWith } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { NOW, issuer, newKey, signer, vector, withdrawn } from './world.mjs';

const WITHDRAWN_ID = 'WTHDRAWN2345', TIMED_ID = 'TMEDWTHDRAWN';

export const withdrawals = {
    withdrawn: [{ issuer, kid: signer.kid, method: 'rid', ctr: 3, rids: [WITHDRAWN_ID, `${TIMED_ID}.${NOW - 5000}`] }],
    withdrawn_keys: [{ issuer, kid: withdrawn.kid }],
};

function dose(changes = {}) {
    return { resource: { resourceType: 'Immunization', status: 'completed',
        vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '208' }] },
        patient: { reference: 'resource:0' }, occurrenceDateTime: '2021-07-01', lotNumber: 'EY0001',
        performer: [{ actor: { display: 'MHLW_Gov_of_JAPAN' } }], ...changes } };
}

function patient(changes = {}) {
    return { resource: { resourceType: 'Patient', name: [{ family: '証', given: ['花子'] }], birthDate: '1985-02-28',
        ...changes } };
}

function bundleWith(...resources) {
    const entry = resources.map((one, i) => ({ fullUrl: `resource:${i}`, ...one }));
    return { resourceType: 'Bundle', type: 'collection', entry };
}

const plainBundle = bundleWith(patient(), dose());

function claims(changes = {}, bundle = plainBundle, vc = {}) {
    return { iss: issuer, nbf: NOW - 86400, vc: { type: ['https://smarthealth.cards#health-card'],
        credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundle }, rid: 'PAGE2345TEST', ...vc }, ...changes };
}

const HEADER = { alg: 'ES256', zip: 'DEF', kid: signer.kid };
const url = (bytes) => Buffer.from(bytes).toString('base64url');
const text = (value) => typeof value === 'string' ? value : JSON.stringify(value);

function jws(payload, { header = HEADER, key = signer, pack = deflateRawSync, encoding = 'ieee-p1363' } = {}) {
    const signed = `${url(text(header))}.${url(pack(Buffer.isBuffer(payload) ? payload : Buffer.from(text(payload))))}`;
    const signature = signWith('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: encoding });
    return `${signed}.${url(signature)}`;
}

const numeric = (code) => `shc:/${[...code].map((sign) => String(sign.charCodeAt(0) - 45).padStart(2, '0')).join('')}`;
const withBundle = (...resources) => jws(claims({}, bundleWith(...resources)));
const withDose = (changes) => withBundle(patient(), dose(changes));
const withPatient = (changes) => withBundle(patient(changes), dose());
const nested = (depth) => '['.repeat(depth) + '1' + ']'.repeat(depth);

function hmacOfPublicKey() {
    const signed = `${url(text({ ...HEADER, alg: 'HS256' }))}.${url(deflateRawSync(text(claims())))}`;
    return `${signed}.${createHmac('sha256', signer.pem).update(signed).digest('base64url')}`;
}

// The last sign of a 64-byte signature carries four bits that say nothing.
function looseEnd(code) {
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return code.slice(0, -1) + signs[signs.indexOf(code.at(-1)) + 1];
}

function cards() {
    const good = jws(claims());
    const json = text(claims());
    return {
        'a good one': good,
        'the same as digits': numeric(good),
        'algorithm none': jws(claims(), { header: { ...HEADER, alg: 'none' } }),
        'no signature': `${good.slice(0, good.lastIndexOf('.'))}.`,
        'HMAC under the public key': hmacOfPublicKey(),
        'crit': jws(claims(), { header: { ...HEADER, crit: ['exp'] } }),
        'a key in the header': jws(claims(), { header: { ...HEADER, jwk: newKey().jwk } }),
        'another\'s key under this kid': jws(claims(), { key: newKey() }),
        'a DER signature': jws(claims(), { encoding: 'der' }),
        'a member twice in the header': jws(claims(), { header: `{"alg":"none",${text(HEADER).slice(1)}` }),
        'a member twice in the claims': jws(`{"nbf":1,${json.slice(1)}`),
        'a member twice deep inside': jws(json.replace('"status":', '"status":"entered-in-error","status":')),
        'a member twice by an escape': jws(json.replace('"status":', '"st\\u0061tus":"not-done","status":')),
        'signs behind the claims': jws(`${json} x`),
        'a byte order mark': jws(`\ufeff${json}`),
        'a lone surrogate': jws(json.replace('花子', '\\ud83d')),
        'a zero in a text': jws(json.replace('花子', 'a\\u0000b')),
        'no UTF-8': jws(Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from(',"x":"\xff"}', 'latin1')])),
        'a number beyond all': jws(json.replace(/"nbf":\d+/, '"nbf":1e999')),
        'a large whole number': jws(json.replace('{', '{"n":18446744073709551616,')),
        'a thousand lists': jws(json.replace('{', `{"n":${nested(1000)},`)),
        'a thousand lists in the bundle': jws(json.replace('"type":"collection"', `"type":${nested(1000)}`)),
        'sixty lists': jws(json.replace('{', `{"n":${nested(60)},`)),
        'three thousand values': jws(json.replace('{', `{"n":[${'1,'.repeat(3000)}1],`)),
        'a long number': jws(json.replace('{', `{"n":0.${'1'.repeat(70)},`)),
        'a noncharacter': jws(json.replace('{', '{"n":"\\ufffe",')),
        'a heap of lists': jws(json.replace('{', `{"n":${nested(5000)},`)),
        'inflated without end': jws(Buffer.concat([Buffer.from(json), Buffer.alloc(1 << 20, ' ')])),
        'bytes behind the stream': jws(claims(), { pack: (one) => Buffer.concat([deflateRawSync(one), Buffer.from('x')]) }),
        'a stream cut short': jws(claims(), { pack: (one) => deflateRawSync(one).subarray(0, -4) }),
        'not packed': jws(claims(), { pack: (one) => one }),
        'four parts': `${good}.${good.split('.')[2]}`,
        'padding': `${good}==`,
        'loose bits at the end': looseEnd(good),
        'a blank inside': good.replace('.', ' .'),
        'issued tomorrow': jws(claims({ nbf: NOW + 86400 })),
        'expired': jws(claims({ exp: NOW - 1 })),
        'to expire': jws(claims({ exp: NOW + 3600 })),
        'nbf as text': jws(claims({ nbf: '1700000000' })),
        'a fractional nbf': jws(claims({ nbf: NOW - 1000.5 })),
        'http': jws(claims({ iss: 'http://issuer.page.example' })),
        'an unknown issuer': jws(claims({ iss: 'https://nobody.example' })),
        'another type': jws(claims({}, undefined, { type: ['https://example.org#card'] })),
        'another rid': jws(claims({}, undefined, { rid: 'with blank' })),
        'FHIR 5': jws(claims({}, undefined, { credentialSubject: { fhirVersion: '5.0.0', fhirBundle: plainBundle } })),
        'withdrawn by id': jws(claims({}, undefined, { rid: WITHDRAWN_ID })),
        'withdrawn by id if older, and is': jws(claims({}, undefined, { rid: TIMED_ID })),
        'withdrawn by id if older, and is not': jws(claims({ nbf: NOW - 5000 }, undefined, { rid: TIMED_ID })),
        'by a withdrawn key': jws(claims(), { key: withdrawn, header: { ...HEADER, kid: withdrawn.kid } }),
    };
}

function bundles() {
    return {
        'no patient': withBundle(dose()),
        'two patients': withBundle(patient(), patient(), dose()),
        'no dose': withBundle(patient()),
        'a dose of another': withDose({ patient: { reference: 'resource:9' } }),
        'a dose not done': withDose({ status: 'not-done' }),
        'an id': withDose({ id: 'x' }),
        'a text': withDose({ text: { status: 'generated' } }),
        'metadata': withDose({ meta: { profile: ['x'] } }),
        'a security label': withDose({ meta: { security: [{ system: 'https://smarthealth.cards/ial', code: 'IAL2' }] } }),
        'an empty list': withDose({ note: [] }),
        'a modifier': withDose({ modifierExtension: [{ url: 'x' }] }),
        'a birth year': withPatient({ birthDate: '1985' }),
        'a birth month': withPatient({ birthDate: '1985-02' }),
        'no birth date': withPatient({ birthDate: undefined }),
        'a leap day': withPatient({ birthDate: '2000-02-29' }),
        'no such day': withPatient({ birthDate: '1985-02-30' }),
        'a name as one text': withPatient({ name: [{ text: '証 花子' }] }),
        'a name said twice': withPatient({ name: [{ text: '証 花子', family: '証' }] }),
        'a name of several parts': withPatient({ name: [{ use: 'usual', family: 'Müller', given: ['Anna', 'Maria'] }] }),
        'a name that turns the writing': withPatient({ name: [{ family: 'a\u202eb' }] }),
        'a name that is markup': withPatient({ name: [{ family: '<img src=x onerror=alert(1)>', given: ['&amp;'] }] }),
        'a long name': withPatient({ name: [{ family: 'あ'.repeat(102) }] }),
        'a deceased person': withPatient({ deceasedBoolean: true }),
        'a time behind the day': withDose({ occurrenceDateTime: '2021-07-01T23:59:59+09:00' }),
        'a strange time behind the day': withDose({ occurrenceDateTime: '2021-07-01T99:00' }),
        'another vaccine': withDose({ vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '999' }] } }),
        'another system': withDose({ vaccineCode: { coding: [{ system: 'http://snomed.info/sct', code: '1119349007' }] } }),
        'two CVX codes': withDose({ vaccineCode: { coding: ['207', '208'].map((code) => (
            { system: 'http://hl7.org/fhir/sid/cvx', code })) } }),
        'a long lot': withDose({ lotNumber: 'L'.repeat(21) }),
        'a partial dose': withDose({ isSubpotent: true }),
    };
}

// --- Seals for travel: changes to Japan's own, which only its signature and chain refuse -----------

function seals() {
    const [seal] = JSON.parse(vector('vds-nc/jp-miyake-shota-3dose.json'));
    const good = JSON.stringify(seal);
    const sig = (changes) => JSON.stringify({ ...seal, sig: { ...seal.sig, ...changes } });
    const msg = (change) => {
        const copy = structuredClone(seal);
        change(copy.data);
        return JSON.stringify(copy);
    };
    const flipped = Buffer.from(seal.sig.cer, 'base64url');
    flipped[flipped.length - 1] ^= 1;
    return {
        'Japan\'s seal': good,
        'the same, laid out': JSON.stringify(seal, null, 2),
        'Utopia\'s': vector('vds-nc/utopia-1dose.json'),
        'Utopia\'s test': vector('vds-nc/utopia-test.json'),
        'another name': msg((data) => { data.msg.pid.n = 'MIYAKE SHOJI'; }),
        'another version': msg((data) => { data.hdr.v = 2; }),
        'a version as text': msg((data) => { data.hdr.v = '1'; }),
        'another type of seal': msg((data) => { data.hdr.t = 'icao.test'; }),
        'another disease': msg((data) => { data.msg.ve[0].dis = '1D47'; }),
        'no birth date and no document': msg((data) => { delete data.msg.pid.dob; delete data.msg.pid.i; }),
        'no doses': msg((data) => { data.msg.ve = []; }),
        'a seal with no such day': msg((data) => { data.msg.ve[0].vd[0].dvc = '2021-02-30'; }),
        'a seal with a long lot': msg((data) => { data.msg.ve[0].vd[0].lot = 'L'.repeat(21); }),
        'a dose number beyond': msg((data) => { data.msg.ve[0].vd[0].seq = 100; }),
        'something beside the message': JSON.stringify({ ...seal, more: 1 }),
        'something beside the signature': sig({ more: 1 }),
        'another algorithm': sig({ alg: 'ES384' }),
        'a prototype\'s algorithm': sig({ alg: 'valueOf' }),
        'a short signature': sig({ sigvl: seal.sig.sigvl.slice(0, -4) }),
        'another signature': sig({ sigvl: url(Buffer.alloc(64, 1)) }),
        'padding on the signature': sig({ sigvl: `${seal.sig.sigvl.replace(/=+$/, '')}==` }),
        'half its padding': sig({ sigvl: `${seal.sig.sigvl.replace(/=+$/, '')}=` }),
        'a changed certificate': sig({ cer: url(flipped) }),
        'bytes behind the certificate': sig({ cer: url(Buffer.concat([Buffer.from(seal.sig.cer, 'base64url'), Buffer.from([0])])) }),
        'no certificate': sig({ cer: '' }),
        'a member twice in a seal': good.replace('"pid":', '"pid":{"n":"SOMEBODY ELSE"},"pid":'),
        'signs behind the seal': `${good}x`,
        'a seal too long': JSON.stringify({ ...seal, sig: { ...seal.sig, cer: seal.sig.cer + 'A'.repeat(2000) } }),
    };
}

// --- For tests that make codes of their own ---------------------------------------

// A card of one dose, with what is to differ.
export function makeCard({ id, birth, date, lot, nbf = NOW - 86400 }) {
    return jws(claims({ nbf }, bundleWith(patient({ birthDate: birth }),
        dose({ occurrenceDateTime: date, lotNumber: lot })), { rid: id }));
}

// A card with these claims, as they stand.
export function makeRawCard(text) {
    return jws(text);
}

export const goodClaims = text(claims());

export function hostileCodes() {
    return { ...cards(), ...bundles(), ...seals() };
}
