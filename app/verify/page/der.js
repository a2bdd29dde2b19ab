// DER, read strictly: one way to write each thing, every length within its parent, nothing left over.

export const TAG = {
    boolean: 0x01, integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, printable: 0x13,
    ia5: 0x16, utcTime: 0x17, time: 0x18, sequence: 0x30, set: 0x31,
};

export class DerError extends Error {}

function must(good) {
    if (!good)
        throw new DerError('not DER');
}

// The length at `at` and where it ends. Up to 65535, always in its shortest form.
function readLength(bytes, at) {
    const first = bytes[at];
    must(first !== undefined);
    if (first < 0x80)
        return [first, at + 1];
    const size = first & 0x7f;
    must((size === 1 || size === 2) && at + size < bytes.length);
    const length = size === 1 ? bytes[at + 1] : bytes[at + 1] << 8 | bytes[at + 2];
    must(length >= (size === 1 ? 0x80 : 0x100));
    return [length, at + 1 + size];
}

// The elements that `bytes` consist of: {tag, value, whole}.
export function derAll(bytes) {
    const out = [];
    for (let at = 0; at < bytes.length;) {
        const [length, from] = readLength(bytes, at + 1);
        must((bytes[at] & 0x1f) !== 0x1f && from + length <= bytes.length);
        out.push({
            tag: bytes[at],
            value: bytes.subarray(from, from + length),
            whole: bytes.subarray(at, from + length),
        });
        at = from + length;
    }
    return out;
}

// The one element that `bytes` are, with this tag.
export function derOne(bytes, tag) {
    const all = derAll(bytes);
    must(all.length === 1 && all[0].tag === tag);
    return all[0];
}

// The elements inside one of this tag.
export function derInside(element, tag) {
    must(element !== undefined && element.tag === tag);
    return derAll(element.value);
}

export function derValue(element, tag) {
    must(element !== undefined && element.tag === tag);
    return element.value;
}

// A number that is not negative, without leading zeros.
export function derInteger(element) {
    const value = derValue(element, TAG.integer);
    must(value.length > 0 && value[0] < 0x80);
    must(value.length === 1 || value[0] !== 0 || value[1] >= 0x80);
    return value[0] === 0 && value.length > 1 ? value.subarray(1) : value;
}

export function derOid(element) {
    const value = derValue(element, TAG.oid);
    const parts = [];
    must(value.length > 0 && value[value.length - 1] < 0x80);
    for (let at = 0; at < value.length; at++) {
        let part = 0;
        must(value[at] !== 0x80);
        for (; value[at] >= 0x80; at++)
            part = part * 128 + (value[at] & 0x7f);
        part = part * 128 + value[at];
        must(Number.isSafeInteger(part));
        parts.push(part);
    }
    const first = Math.min(Math.floor(parts[0] / 40), 2);
    return [first, parts[0] - 40 * first, ...parts.slice(1)].join('.');
}

// Whole bytes only: that is what keys and signatures are.
export function derBits(element) {
    const value = derValue(element, TAG.bits);
    must(value.length > 1 && value[0] === 0);
    return value.subarray(1);
}

// Seconds since 1970 of a UTCTime or GeneralizedTime that ends in Z.
export function derTime(element) {
    must(element !== undefined && (element.tag === TAG.utcTime || element.tag === TAG.time));
    const text = String.fromCharCode(...element.value);
    const short = element.tag === TAG.utcTime;
    must(short ? /^\d{12}Z$/.test(text) : /^\d{14}Z$/.test(text));
    const full = short ? (text < '50' ? '20' : '19') + text : text;
    const [year, month, day, hour, minute, second] =
        [full.slice(0, 4), ...full.slice(4, 14).match(/../g)].map(Number);
    const time = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
    must(time.getUTCMonth() === month - 1 && time.getUTCDate() === day && hour < 24 && minute < 60 &&
        second < 60);
    return time.getTime() / 1000;
}
