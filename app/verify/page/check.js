// All codes that were read together: each for itself, and whether they belong together.
import { Refusal, utf8Text } from './bytes.js';
import { SHC_CANNOT_TELL, openShc } from './shc.js';
import { together } from './together.js';
import { VDS_CANNOT_TELL, openVds, vdsIs } from './vds.js';

const CANNOT_TELL = [...SHC_CANNOT_TELL, ...VDS_CANNOT_TELL];

// The bytes of a symbol as text; what is no UTF-8 is no code, and is told so sign by sign.
export function textOf(bytes) {
    return utf8Text(bytes) ?? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

// Whether a text begins like a code: a look, not a judgement.
export function codeIs(text) {
    return /^(shc:|HC1:)/.test(text) || vdsIs(text);
}

// The EU's format is akashi-verify's to open: here it is only known by its beginning.
function formatOf(text) {
    if (text.startsWith('HC1:'))
        return 'dcc';
    return vdsIs(text) ? 'vds-nc' : 'shc';
}

const OPEN = {
    shc: openShc,
    'vds-nc': openVds,
    dcc: async (text, trust, now, out) => Object.assign(out, { verdict: 'cannot-tell', note: 'dcc' }),
};

async function openCode(text, { trust, now, code }) {
    const out = {
        format: formatOf(text), verdict: 'valid', code: null, note: null,
        issuer: null, signer: null, id: null, bundle: null, notBefore: 0, expires: 0,
        holder: { name: null, birth: null }, passport: null, doses: [],
    };
    try {
        await OPEN[out.format](text, trust, now, out);
    } catch (error) {
        const known = error instanceof Refusal && !CANNOT_TELL.includes(error.code);
        out.verdict = known ? 'not-valid' : 'cannot-tell';
        out.code = error instanceof Refusal ? error.code : null;
        out.note = error instanceof Refusal ? null : 'broken'; // a fault of ours is no verdict on a code
    }
    if (code !== null && out.verdict !== 'not-valid')
        Object.assign(out, { verdict: 'cannot-tell', code });
    return out;
}

const WORSE = ['valid', 'cannot-tell', 'not-valid'];

function worst(verdicts) {
    return WORSE[Math.max(...verdicts.map((verdict) => WORSE.indexOf(verdict)))];
}

// `basis`: {trust, now, code}; the code says why nothing can be called valid by this bundle, or null.
export async function checkCodes(texts, basis) {
    const opened = [];
    for (const text of texts)
        opened.push(await openCode(text, basis));
    if (opened.length === 0)
        return { verdict: 'cannot-tell', code: 'AK-V51', opened };
    const verdict = worst(opened.map((one) => one.verdict));
    if (verdict === 'valid' && !together(opened))
        return { verdict: 'not-valid', code: 'AK-V50', opened };
    return { verdict, code: null, opened };
}
