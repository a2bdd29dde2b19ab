// Certificates and revocation lists, as far as seals for travel need them: taken apart, and their
// signatures checked by WebCrypto.
import { equal } from './bytes.js';
import {
    DerError, TAG, derAll, derBits, derInside, derInteger, derOid, derOne, derTime, derValue,
} from './der.js';

const OID = {
    keyId: '2.5.29.14', issuerKeyId: '2.5.29.35', uses: '2.5.29.37', isAuthority: '2.5.29.19',
    documents: '2.23.136.1.1.6.2', keyUsage: '2.5.29.15', listNumber: '2.5.29.20',
};

// Bits of keyUsage.
export const USAGE = { digitalSignature: 0, certificates: 5, lists: 6 };

// What else a critical extension may be without being in the way.
const HARMLESS = ['2.5.29.16', '2.5.29.17', '2.5.29.18', '2.5.29.31', '2.5.29.32'];

// Curves by their name and, since Japan's CSCA spells its curve out, by their prime.
const CURVES = [
    { name: 'P-256', oid: '1.2.840.10045.3.1.7', size: 32,
        prime: 'ffffffff00000001' + '0'.repeat(24) + 'f'.repeat(24) },
    { name: 'P-384', oid: '1.3.132.0.34', size: 48,
        prime: 'f'.repeat(63) + 'effffffff' + '0'.repeat(16) + 'ffffffff' },
    { name: 'P-521', oid: '1.3.132.0.35', size: 66, prime: '01' + 'f'.repeat(130) },
];

const RSA_BITS_MIN = 2048;

const SIGNATURES = {
    '1.2.840.10045.4.3.2': { kind: 'EC', hash: 'SHA-256' },
    '1.2.840.10045.4.3.3': { kind: 'EC', hash: 'SHA-384' },
    '1.2.840.10045.4.3.4': { kind: 'EC', hash: 'SHA-512' },
    '1.2.840.113549.1.1.11': { kind: 'RSA', hash: 'SHA-256' },
    '1.2.840.113549.1.1.12': { kind: 'RSA', hash: 'SHA-384' },
    '1.2.840.113549.1.1.13': { kind: 'RSA', hash: 'SHA-512' },
};

function hex(bytes) {
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function readCurve(parameters) {
    if (parameters?.tag === TAG.oid)
        return CURVES.find((curve) => curve.oid === derOid(parameters));
    const [, field] = derInside(parameters, TAG.sequence);
    const prime = hex(derInteger(derInside(field, TAG.sequence)[1]));
    return CURVES.find((curve) => curve.prime === prime);
}

// The public key: {kind, curve, point} or {kind, spki}; a kind of null where we know none of it.
function readKey(spki) {
    const [algorithm, bits] = derInside(spki, TAG.sequence);
    const [name, parameters] = derInside(algorithm, TAG.sequence);
    const oid = derOid(name);
    if (oid === '1.2.840.113549.1.1.1')
        return { kind: 'RSA', spki: spki.whole };
    const curve = oid === '1.2.840.10045.2.1' ? readCurve(parameters) : undefined;
    return curve ? { kind: 'EC', curve, point: derBits(bits) } : { kind: null };
}

function readExtensions(element) {
    const out = new Map();
    for (const extension of derInside(derOne(element.value, TAG.sequence), TAG.sequence)) {
        const parts = derInside(extension, TAG.sequence);
        const id = derOid(parts[0]);
        const critical = parts.length === 3 && derValue(parts[1], TAG.boolean)[0] === 0xff;
        if (out.has(id) || (parts.length !== 2 && !critical))
            throw new DerError('extension');
        out.set(id, { critical, value: derValue(parts.at(-1), TAG.octets) });
    }
    return out;
}

// {body, algorithm, signature} of anything that is signed the way certificates are.
function readSigned(bytes, algorithmAt) {
    const parts = derInside(derOne(bytes, TAG.sequence), TAG.sequence);
    const fields = derInside(parts[0], TAG.sequence);
    if (parts.length !== 3 || !equal(fields[algorithmAt(fields)]?.whole ?? [], parts[1].whole))
        throw new DerError('signed');
    const algorithm = derOid(derInside(parts[1], TAG.sequence)[0]);
    return { body: parts[0].whole, fields, algorithm, signature: derBits(parts[2]) };
}

function readTimes(validity) {
    return derInside(validity, TAG.sequence).map(derTime);
}

const NAME_WORDS = { '2.5.4.3': 'CN', '2.5.4.6': 'C', '2.5.4.10': 'O', '2.5.4.11': 'OU' };

// UTF8, Numeric, Printable, Teletex, IA5, Universal and BMP strings.
const STRINGS = [0x0c, 0x12, 0x13, 0x14, 0x16, 0x1c, 0x1e];

// A name: [kind, text] of each of its parts.
function readName(name) {
    return derInside(name, TAG.sequence).flatMap((part) => derInside(part, TAG.set)).map((pair) => {
        const [id, text] = derInside(pair, TAG.sequence);
        const oid = derOid(id);
        if (!STRINGS.includes(text.tag))
            throw new DerError('name');
        return [NAME_WORDS[oid] ?? oid, new TextDecoder().decode(text.value)];
    });
}

// As RFC 2253 writes it.
export function nameLine(name) {
    return [...name].reverse().map((part) => part.join('=')).join(',');
}

// Two names are the same whatever the case and the blanks.
export function nameEqual(a, b) {
    const plain = (name) => name.map(([kind, text]) =>
        `${kind}=${text.trim().replace(/\s+/g, ' ').toLowerCase()}`).join('\n');
    return plain(a) === plain(b);
}

const readers = {
    keyId: (value) => derOne(value, TAG.octets).value,
    issuerKeyId(value) {
        const [first] = derInside(derOne(value, TAG.sequence), TAG.sequence);
        return first?.tag === 0x80 ? first.value : null;
    },
    uses: (value) => derInside(derOne(value, TAG.sequence), TAG.sequence).map(derOid),
    keyUsage: (value) => derOne(value, TAG.bits).value[1],
    isAuthority(value) {
        const [ca] = derInside(derOne(value, TAG.sequence), TAG.sequence);
        return ca?.tag === TAG.boolean && ca.value[0] === 0xff;
    },
    // The ICAO document types (NV, NT) of a barcode signer; a list of another form names none.
    documents(value) {
        try {
            const [, types] = derInside(derOne(value, TAG.sequence), TAG.sequence);
            return derInside(types, TAG.set)
                .map((type) => String.fromCharCode(...derValue(type, TAG.printable)));
        } catch {
            return null;
        }
    },
};

// What the extensions say, by the names of `readers`; null where one is missing. Where one of them is
// not as it must be, none says anything, so that nobody is found to have vouched for it.
function meaningOf(extensions) {
    const say = (name) => extensions.has(OID[name]) ? readers[name](extensions.get(OID[name]).value) : null;
    const names = Object.keys(readers);
    try {
        return Object.fromEntries(names.map((name) => [name, say(name)]));
    } catch {
        return Object.fromEntries(names.map((name) => [name, null]));
    }
}

function demandsUnknown(extensions) {
    return [...extensions].some(([id, { critical }]) =>
        critical && !HARMLESS.includes(id) && !Object.values(OID).includes(id));
}

// Throws DerError for whatever is no certificate. One of version 1 has no extensions.
export function readCertificate(bytes) {
    const first = (fields) => fields[0]?.tag === 0xa0 ? 1 : 0;
    const { body, fields, algorithm, signature } = readSigned(bytes, (all) => first(all) + 1);
    const [serial, , issuer, validity, subject, spki] = fields.slice(first(fields));
    const element = fields.find((field) => field.tag === 0xa3);
    const extensions = element ? readExtensions(element) : new Map();
    const [from, until] = readTimes(validity);
    const name = readName(subject);
    return {
        body, algorithm, signature, from, until,
        issuer: readName(issuer),
        subject: name,
        serial: hex(derValue(serial, TAG.integer)),
        country: name.find(([kind]) => kind === 'C')?.[1].toUpperCase() ?? null,
        key: readKey(spki),
        demandsUnknown: demandsUnknown(extensions),
        ...meaningOf(extensions),
    };
}

// Whether a key may be used so (a bit of keyUsage); one that does not say what for may.
export function mayBeUsed({ keyUsage }, bit) {
    return keyUsage === null || (keyUsage & 0x80 >> bit) !== 0;
}

function largeNumber(element) {
    return BigInt(`0x${hex(derInteger(element))}`);
}

// A list of withdrawn serials, and its number. One that says what is not understood here, or has no
// number to put it in order by, throws DerError.
export function readCrl(bytes) {
    const { body, fields, algorithm, signature } = readSigned(bytes, () => 1);
    const [version, , issuer] = fields;
    const list = fields.slice(4).find((field) => field.tag === TAG.sequence);
    const extensions = readExtensions(fields.find((field) => field.tag === 0xa0));
    const number = extensions.get(OID.listNumber);
    if (derInteger(version)[0] !== 1 || !number || [...extensions.values()].some((one) => one.critical))
        throw new DerError('list');
    return {
        body, algorithm, signature,
        issuer: readName(issuer),
        number: largeNumber(derOne(number.value, TAG.integer)),
        serials: (list ? derAll(list.value) : [])
            .map((entry) => hex(derValue(derInside(entry, TAG.sequence)[0], TAG.integer))),
    };
}

// r and s side by side, each as long as the curve's numbers.
function rawSignature(der, size) {
    const [r, s, ...rest] = derInside(derOne(der, TAG.sequence), TAG.sequence).map(derInteger);
    if (rest.length > 0 || !s || r.length > size || s.length > size)
        throw new DerError('signature');
    const out = new Uint8Array(2 * size);
    out.set(r, size - r.length);
    out.set(s, 2 * size - s.length);
    return out;
}

// Null where the point is none of the curve's.
export async function ecKey({ curve, point }) {
    const way = { name: 'ECDSA', namedCurve: curve.name };
    return crypto.subtle.importKey('raw', point, way, false, ['verify']).catch(() => null);
}

// `raw`: r and s.
export async function ecVerify(key, hash, data, raw) {
    return crypto.subtle.verify({ name: 'ECDSA', hash }, key, raw, data);
}

async function rsaVerify(spki, hash, data, signature) {
    const name = 'RSASSA-PKCS1-v1_5';
    const key = await crypto.subtle.importKey('spki', spki, { name, hash }, false, ['verify']);
    return key.algorithm.modulusLength >= RSA_BITS_MIN &&
        crypto.subtle.verify(name, key, signature, data);
}

// Whether this browser can check what such a key signed in this way. Curves of other families and
// RSA-PSS it cannot.
export function canCheck({ key, algorithm }) {
    return key.kind !== null && SIGNATURES[algorithm]?.kind === key.kind;
}

// Whether `signed` (a certificate or a CRL) was signed by this key.
export async function signedBy(signed, key) {
    const way = SIGNATURES[signed.algorithm];
    if (!way || way.kind !== key.kind)
        return false;
    try {
        if (way.kind === 'RSA')
            return await rsaVerify(key.spki, way.hash, signed.body, signed.signature);
        return await ecVerify(await ecKey(key), way.hash, signed.body,
            rawSignature(signed.signature, key.curve.size));
    } catch {
        return false;
    }
}
