// Bytes, their texts, and the one way a check fails.

// A check that did not hold. The code is the C verifier's own, so docs/errors.md explains both.
export class Refusal extends Error {
    constructor(code) {
        super(code);
        this.code = code;
    }
}

export function refuse(code) {
    throw new Refusal(code);
}

// Throws `code` unless `good`.
export function need(good, code) {
    if (!good)
        refuse(code);
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function utf8(text) {
    return new TextEncoder().encode(text);
}

// The text, or null where the bytes are not UTF-8. A byte order mark stays, so that nobody skips it.
export function utf8Text(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return null;
    }
}

export function base64url(bytes) {
    let text = '';
    for (let i = 0; i < bytes.length; i += 3) {
        const held = bytes[i] << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
        for (let k = 0; k <= Math.min(3, bytes.length - i); k++)
            text += SIGNS[held >> (18 - 6 * k) & 63];
    }
    return text;
}

const VALUES = new Map(Array.from(SIGNS, (sign, value) => [sign, value]));

// The bytes, or null: no padding, no white space, no other sign, no bit left over. One content, one
// text: else a text could be changed without changing what was signed.
export function base64urlBytes(text) {
    const out = new Uint8Array(Math.floor(text.length * 6 / 8));
    let held = 0, bits = 0, len = 0;
    if (text.length % 4 === 1)
        return null;
    for (const sign of text) {
        const value = VALUES.get(sign);
        if (value === undefined)
            return null;
        held = (held << 6 | value) & 0xffff;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[len++] = held >> bits & 255;
        }
    }
    return (held & ((1 << bits) - 1)) === 0 ? out : null;
}

// Standard base64 with its padding, as trust bundles and PEM have it.
export function base64Bytes(text) {
    const plain = text.replace(/={1,2}$/, '');
    if (text.length % 4 !== 0 || /[-_]/.test(text))
        return null;
    return base64urlBytes(plain.replace(/\+/g, '-').replace(/\//g, '_'));
}

export function equal(a, b) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function join(...parts) {
    const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
        out.set(part, at);
        at += part.length;
    }
    return out;
}

export async function sha256(bytes) {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}
