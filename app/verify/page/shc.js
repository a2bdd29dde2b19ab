// SMART Health Cards, opened: the same checks in the same order as app/seal/shc_open.c.
import { base64url, base64urlBytes, need, refuse, sha256, utf8 } from './bytes.js';
import { bundleIsMinimal, readBundle } from './fhir.js';
import { canonical, isObject, isText, jsonBytes } from './json.js';
import { KID_LENGTH, jwsHolds, jwsSplit } from './jws.js';
import { issuerIs } from './trust.js';

const PREFIX = 'shc:/';
const JWS_MAX = 1195;
const PAYLOAD_MAX = 1 << 16; // against a stream that grows without end
const TIME_MAX = 253402300800; // the year 10000
const TEXT_MAX = 1 << 17;
const CLOCK_LEEWAY_SECONDS = 120;
const HEALTH_CARD = 'https://smarthealth.cards#health-card';

// Two digits for each character of the JWS.
function textOfDigits(digits) {
    const pairs = digits.match(/../g) ?? [];
    need(/^\d+$/.test(digits) && digits.length % 2 === 0, 'AK-V31');
    need(pairs.every((pair) => Number(pair) <= 77), 'AK-V31');
    return String.fromCharCode(...pairs.map((pair) => Number(pair) + 45));
}

function jwsOfText(text) {
    need(text === '' || (text[0] > ' ' && text.at(-1) > ' '), 'AK-V52');
    if (!text.startsWith(PREFIX)) {
        need(text.includes('.'), 'AK-V30');
        return text;
    }
    const digits = text.slice(PREFIX.length);
    need(!digits.includes('/'), 'AK-V32');
    return textOfDigits(digits);
}

function readHeader(bytes) {
    const header = jsonBytes(bytes);
    need(isObject(header) && !('crit' in header), 'AK-V35');
    need(header.alg === 'ES256', 'AK-V36');
    need(header.zip === 'DEF', 'AK-V37');
    need(isText(header.kid) && header.kid.length === KID_LENGTH && base64urlBytes(header.kid),
        'AK-V38');
    return header.kid;
}

// Takes no more than `max` bytes out of a raw deflate stream, whatever it claims; null where it does
// not end there.
async function inflate(packed, max) {
    const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
        .getReader();
    const out = new Uint8Array(max);
    try {
        for (let length = 0; ;) {
            const { done, value } = await reader.read();
            if (done)
                return out.subarray(0, length);
            if (length + value.length > max)
                return await reader.cancel().then(() => null);
            out.set(value, length);
            length += value.length;
        }
    } catch {
        return null;
    }
}

function readTime(value) {
    need(typeof value === 'number' && value >= 0 && value <= TIME_MAX, 'AK-V42');
    return value;
}

function rid(vc) {
    if (!('rid' in vc))
        return '';
    need(isText(vc.rid) && /^[\w-]{1,24}$/.test(vc.rid), 'AK-V44');
    return vc.rid;
}

// Fills what can be read into `out`, so that a person sees it even where a check fails.
async function readClaims(claims, out) {
    need(isObject(claims), 'AK-V40');
    need(isText(claims.iss) && issuerIs(claims.iss), 'AK-V41');
    out.issuer = claims.iss;
    const notBefore = readTime(claims.nbf);
    const expires = 'exp' in claims ? readTime(claims.exp) : Infinity;
    out.notBefore = Math.floor(notBefore);
    out.expires = 'exp' in claims ? Math.floor(expires) : 0;
    const vc = isObject(claims.vc) ? claims.vc : {};
    const subject = vc.credentialSubject;
    need(Array.isArray(vc.type) && vc.type.includes(HEALTH_CARD), 'AK-V44');
    need(['4.0.1', '4.0.0'].includes(subject?.fhirVersion), 'AK-V44');
    out.id = rid(vc);
    need(bundleIsMinimal(subject.fhirBundle), 'AK-V54');
    const text = canonical(subject.fhirBundle);
    need(readBundle(subject.fhirBundle, out) && text !== null, 'AK-V45');
    out.bundle = base64url((await sha256(utf8(base64url(utf8(text))))).subarray(0, 8));
    return { notBefore, expires };
}

async function checkSignature(jws, signature, trust, out) {
    need(!trust?.keyIsWithdrawn(out), 'AK-V68');
    need(signature.length === 64, 'AK-V53');
    need(trust?.knows(out.issuer), 'AK-V46');
    const key = trust.key(out.issuer, out.signer) ?? refuse('AK-V47');
    need(await jwsHolds(jws, signature, key), 'AK-V48');
    trust.checkWithdrawn(out);
}

export const SHC_CANNOT_TELL = ['AK-V46', 'AK-V47', 'AK-V49'];

export async function openShc(text, trust, now, out) {
    need(text.length <= TEXT_MAX, 'AK-V49');
    const jwsText = jwsOfText(text);
    const jws = jwsSplit(jwsText) ?? refuse('AK-V33');
    const [header, packed, signature] =
        [jws.header, jws.payload, jws.signature].map(base64urlBytes);
    need(header && packed && signature, 'AK-V34');
    out.signer = readHeader(header);
    need(jwsText.length <= JWS_MAX, 'AK-V49');
    const payload = await inflate(packed, PAYLOAD_MAX) ?? refuse('AK-V39');
    const times = await readClaims(jsonBytes(payload), out);
    await checkSignature(jws, signature, trust, out);
    need(times.notBefore <= now + CLOCK_LEEWAY_SECONDS, 'AK-V01');
    need(times.expires > now, 'AK-V43');
}
