// Compact JWS under ES256, the only algorithm there is here: neither key nor way is ever taken from
// a header.
import { base64url, base64urlBytes, sha256, utf8 } from './bytes.js';
import { isObject } from './json.js';

export const KID_LENGTH = 43; // SHA-256 in base64url

// {header, payload, signature, signedPart}, still as text; null where there are not three parts.
export function jwsSplit(text) {
    const parts = text.split('.');
    if (parts.length !== 3 || parts[2] === '')
        return null;
    const [header, payload, signature] = parts;
    return { header, payload, signature, signedPart: `${header}.${payload}` };
}

export async function jwkThumbprint(jwk) {
    const { x, y } = jwk;
    return base64url(await sha256(utf8(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))));
}

function coordinate(text) {
    const bytes = typeof text === 'string' ? base64urlBytes(text) : null;
    return bytes?.length === 32 ? bytes : null;
}

// The key of a JWK on P-256, or null. A point that is not on the curve is none.
export async function jwkKey(jwk) {
    if (!isObject(jwk) || jwk.kty !== 'EC' || jwk.crv !== 'P-256' || 'd' in jwk ||
        !coordinate(jwk.x) || !coordinate(jwk.y))
        return null;
    try {
        return await crypto.subtle.importKey('jwk', { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y },
            { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
    } catch {
        return null;
    }
}

// `signature`: r and s, 64 bytes. Anything else, such as DER, does not hold.
export async function jwsHolds(jws, signature, key) {
    return signature?.length === 64 && await crypto.subtle.verify(
        { name: 'ECDSA', hash: 'SHA-256' }, key, signature, utf8(jws.signedPart));
}
