// JSON as strictly as a signed text deserves: JSON.parse keeps the grammar; what it lets pass is
// refused here.
import { utf8Text } from './bytes.js';

// What a symbol may hold (crypto/json.h), and what a file may.
const OF_SYMBOL = { depth: 64, values: 2048, number: 64 };
export const OF_FILE = { depth: 2048, values: Infinity, number: Infinity };

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

// Two members of one name could mean two things to two readers; a zero ends a text for some.
function stringIsGood(text) {
    return !text.includes('\0') && !LONE_SURROGATE.test(text) && !/\p{NChar}/u.test(text);
}

function numberIsGood(token, max) {
    if (token.length > max)
        return false;
    if (/^-?\d+$/.test(token))
        return BigInt.asIntN(64, BigInt(token)) === BigInt(token);
    return Number.isFinite(Number(token));
}

// Whether the members of each object are distinct and all is within the bounds. The grammar is not
// its concern: what is no JSON at all may pass here.
function tokensAreGood(text, bounds) {
    const open = [];
    let last = null, values = 0;
    for (const [token] of text.matchAll(TOKEN)) {
        values += !'}],:'.includes(token);
        if (token === '{' || token === '[') {
            open.push(token === '{' ? new Set() : null);
        } else if (token === '}' || token === ']') {
            open.pop();
        } else if (token === ':') {
            const names = open.at(-1);
            if (!names || names.has(last))
                return false;
            names.add(last);
            values--; // what stood before it was no value
        } else if (token[0] === '"') {
            last = JSON.parse(token);
            if (!stringIsGood(last))
                return false;
        } else if (/^[-\d]/.test(token) && !numberIsGood(token, bounds.number)) {
            return false;
        }
        if (open.length > bounds.depth || values > bounds.values)
            return false;
    }
    return true;
}

// The value, or null where the text is not one object or list with distinct members.
export function jsonText(text, bounds = OF_SYMBOL) {
    try {
        const value = tokensAreGood(text, bounds) ? JSON.parse(text) : null;
        return typeof value === 'object' ? value : null;
    } catch {
        return null;
    }
}

export function jsonBytes(bytes, bounds = OF_SYMBOL) {
    const text = utf8Text(bytes);
    return text === null ? null : jsonText(text, bounds);
}

export function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isText(value) {
    return typeof value === 'string';
}

const CANONICAL_DEPTH_MAX = 64;

function canonicalPart(value, depth) {
    if (depth > CANONICAL_DEPTH_MAX || (Number.isInteger(value) && Math.abs(value) > 2 ** 53))
        throw new RangeError('not to be said in canonical form');
    if (Array.isArray(value))
        return `[${value.map((one) => canonicalPart(one, depth + 1)).join(',')}]`;
    if (!isObject(value))
        return JSON.stringify(value);
    const members = Object.keys(value).sort()
        .map((name) => `${JSON.stringify(name)}:${canonicalPart(value[name], depth + 1)}`);
    return `{${members.join(',')}}`;
}

// RFC 8785, or null where it cannot be said so. ECMAScript's own texts of strings and numbers, and
// its order of names, are the ones that it asks for.
export function canonical(value) {
    try {
        return canonicalPart(value, 0);
    } catch {
        return null;
    }
}
