// ICAO VDS-NC, opened: the same checks in the same order as app/seal/vds_open.c.
import { base64urlBytes, need, refuse, utf8 } from './bytes.js';
import { isBirth, isDay } from './date.js';
import { canonical, isObject, isText, jsonText } from './json.js';
import { productOfBrand } from './products.js';
import { readOrNull, stateIs } from './vds_trust.js';
import { ecKey, ecVerify, nameLine, readCertificate } from './x509.js';

const BYTES_MAX = 2953; // of a symbol V40-L, the most that any holds
const DOSES_MAX = 32;
const HASHES = { ES256: ['P-256', 'SHA-256'], ES384: ['P-384', 'SHA-384'], ES512: ['P-521', 'SHA-512'] };

// Whether a text begins like a seal, which is cheap to tell.
export function vdsIs(text) {
    return /^[ \t\r\n]*\{/.test(text) && text.includes('"sigvl"');
}

// With the padding of RFC 4648 or without: Australia writes it, Japan only for the certificate.
function paddedBytes(text) {
    const plain = isText(text) ? text.replace(/={1,2}$/, '') : '';
    const good = plain !== '' && (plain === text || text.length % 4 === 0);
    return good ? base64urlBytes(plain) : null;
}

function members(value, count) {
    return isObject(value) && Object.keys(value).length === count;
}

// All of it is read, so that nothing that is not signed stands in a seal.
function readText(text) {
    need(utf8(text).length <= BYTES_MAX, 'AK-T46');
    need(vdsIs(text), 'AK-T30');
    const seal = jsonText(text);
    const message = seal?.data, sig = seal?.sig;
    const signedPart = isObject(message) ? canonical(message) : null;
    need(members(seal, 2) && signedPart !== null, 'AK-T31');
    const certificate = paddedBytes(sig?.cer), signature = paddedBytes(sig?.sigvl);
    need(members(sig, 3) && isText(sig.alg) && utf8(sig.alg).length < 8 && certificate && signature,
        'AK-T35');
    return { message, signedPart: utf8(signedPart), alg: sig.alg, certificate, signature };
}

// A text of 1 to `max` bytes, without anything that steers.
function word(value, max) {
    const good = isText(value) && value !== '' && utf8(value).length <= max &&
        !/[\0-\x1f\x7f]/.test(value);
    return good ? value : refuse('AK-T34');
}

function mayBeWord(value, max) {
    return value === undefined ? null : word(value, max);
}

// Who, by at least a birth date or the number of a document.
function readPerson(person, out) {
    out.holder.name = word(person?.n, 39);
    const birth = mayBeWord(person.dob, 10);
    need(birth === null || isBirth(birth), 'AK-T34');
    out.holder.birth = birth;
    out.passport = mayBeWord(person.i, 11);
    need(birth !== null || out.passport !== null, 'AK-T34');
    mayBeWord(person.ai, 24);
}

// A number from 1 to 99; some write it as text.
function readNumber(seq) {
    const number = isText(seq) && /^\d{1,2}$/.test(seq) ? Number(seq) : seq;
    return Number.isInteger(number) && number >= 1 && number <= 99 ? number : refuse('AK-T34');
}

function readDose(dose, vaccine, product) {
    const date = word(dose?.dvc, 10);
    need(isDay(date), 'AK-T34');
    const number = readNumber(dose.seq);
    const country = word(dose.ctr, 3);
    need(stateIs(country), 'AK-T34');
    const authority = mayBeWord(dose.adm, 20);
    return { number, date, lot: word(dose.lot, 20), country, authority, vaccine, product };
}

function readVaccine(one, out) {
    const kind = word(one?.des, 6), brand = word(one.nam, 127);
    const product = productOfBrand(kind, brand);
    need(Array.isArray(one.vd) && one.vd.length > 0, 'AK-T34');
    for (const dose of one.vd) {
        need(out.doses.length < DOSES_MAX, 'AK-T34');
        out.doses.push(readDose(dose, brand, product));
    }
}

// A seal may name another disease, or none; only COVID-19 (RA01) is ours to tell.
function isAgainstCovid(vaccines) {
    return !Array.isArray(vaccines) || vaccines.every((one) => one?.dis === undefined ||
        (isText(one.dis) && one.dis.startsWith('RA01')));
}

function readMessage({ hdr, msg }, out) {
    need(hdr?.t === 'icao.vacc' && isAgainstCovid(msg?.ve), 'AK-T32');
    need(hdr.v === 1, 'AK-T33');
    out.issuer = word(hdr.is, 3);
    need(stateIs(out.issuer), 'AK-T34');
    out.id = word(msg?.uvci, 12);
    readPerson(msg.pid, out);
    need(Array.isArray(msg.ve) && msg.ve.length > 0, 'AK-T34');
    for (const one of msg.ve)
        readVaccine(one, out);
}

async function readSigner(bytes, out) {
    const signer = readOrNull(readCertificate, bytes) ?? refuse('AK-T37');
    const point = signer.key.kind === 'EC' ? await ecKey(signer.key) ?? refuse('AK-T37') : null;
    out.signer = nameLine(signer.subject);
    return [signer, point];
}

// The algorithm is a condition that the certificate's key has to meet, never a choice.
async function checkSignature({ alg, signature, signedPart }, { key }, point) {
    const [curve, hash] = Object.hasOwn(HASHES, alg) ? HASHES[alg] : [];
    need(key.kind === 'EC' && key.curve.name === curve, 'AK-T36');
    need(signature.length === 2 * key.curve.size, 'AK-T38');
    need(await ecVerify(point, hash, signedPart, signature), 'AK-T39');
}

export const VDS_CANNOT_TELL = ['AK-T33', 'AK-T41', 'AK-T46'];

// The signature first: a seal that was changed is not valid whoever signed it.
export async function openVds(text, trust, now, out) {
    const parts = readText(text);
    readMessage(parts.message, out);
    const [signer, point] = await readSigner(parts.certificate, out);
    await checkSignature(parts, signer, point);
    if (trust === null)
        refuse('AK-T41');
    await trust.vds.checkSigner(signer, out.issuer, now);
    trust.checkWithdrawn(out);
}
