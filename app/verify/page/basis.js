// What an answer rests on: a trust bundle with its root, and the time (app/verify/basis.c).
import { Refusal } from './bytes.js';
import { daysBetween } from './date.js';
import { storeNumber, storedNumber } from './store.js';
import { openTrust, readRoot } from './trust.js';

const AGE_DAYS_MAX = 30;
const DAY_SECONDS = 86400;

export const NO_BASIS = { trust: null, kid: null, code: null, remembered: true };

// A number that is lower than one seen before would give back what was withdrawn.
function judge(trust, kid, now) {
    if (storedNumber(kid) > trust.number)
        return { code: 'AK-V73', remembered: true };
    const remembered = storeNumber(kid, trust.number);
    if (trust.made > now + DAY_SECONDS)
        return { code: 'AK-V75', remembered };
    return { code: now - trust.made > AGE_DAYS_MAX * DAY_SECONDS ? 'AK-V74' : null, remembered };
}

// Asked anew for every answer: a page may stay open for weeks.
export function basisNow({ trust, kid, code }) {
    const now = Math.floor(Date.now() / 1000);
    if (!trust)
        return { trust, now, code, remembered: true, age: 0 };
    const age = Math.max(0, daysBetween(trust.made, now));
    return { trust, now, age, ...judge(trust, kid, now) };
}

// From the texts of a root and a bundle. Without a root there is nothing to rest on.
export async function basisOpen(rootText, bundleText) {
    const root = await readRoot(rootText);
    if (!root)
        return NO_BASIS;
    try {
        return { trust: await openTrust(bundleText.trim(), root), kid: root.kid, code: null };
    } catch (error) {
        if (error instanceof Refusal)
            return { trust: null, kid: null, code: error.code };
        throw error;
    }
}
