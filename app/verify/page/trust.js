// Whose signatures are believed, and what was withdrawn: a trust bundle (docs/trust.md), opened as
// strictly as app/seal/trust.c does.
import { base64Bytes, base64urlBytes, need, refuse } from './bytes.js';
import { OF_FILE, isObject, isText, jsonBytes } from './json.js';
import { KID_LENGTH, jwkKey, jwkThumbprint, jwsHolds, jwsSplit } from './jws.js';
import { VdsTrust } from './vds_trust.js';

const TEXT_MAX = 8 << 20;
const RID = /^[\w-]{1,24}(\.[1-9]\d{0,10})?$/;
const HASH_LENGTH = 8;

// "https://…" in printable ASCII, without a slash at the end, below 128 characters.
export function issuerIs(text) {
    return /^https:\/\/[!-~]+$/.test(text) && text.length < 128 && !text.endsWith('/');
}

export function isSerial(text) {
    return /^[A-HJ-NP-Z2-9]{12}$/.test(text);
}

function hasMembers(value, names) {
    return isObject(value) && Object.keys(value).sort().join() === [...names].sort().join();
}

function isCount(value) {
    return Number.isSafeInteger(value) && value >= 1;
}

function isKeyName({ issuer, kid }) {
    return isText(issuer) && issuerIs(issuer) && isText(kid) && kid.length === KID_LENGTH;
}

function slot(issuer, kid) {
    return `${issuer} ${kid}`;
}

// A list of one method: id → the moment before which a signature is withdrawn, or 0 for ever.
function readEntries(list) {
    const byRid = list.method === 'rid';
    const texts = byRid ? list.rids : list.hashes;
    const out = new Map();
    if (!Array.isArray(texts))
        return null;
    for (const text of texts) {
        const good = isText(text) && (byRid ? RID.test(text)
            : base64urlBytes(text)?.length === HASH_LENGTH);
        const [id, before] = good ? text.split('.') : [null];
        if (!good || out.has(id))
            return null;
        out.set(id, Number(before ?? 0));
    }
    return out;
}

function readList(list) {
    const entries = list?.method === 'rid' ? 'rids' : 'hashes';
    const good = hasMembers(list, ['issuer', 'kid', 'method', 'ctr', entries]) && isKeyName(list) &&
        ['rid', 'hash-fhir'].includes(list.method) && isCount(list.ctr);
    return good ? readEntries(list) : null;
}

class Trust {
    #keys = new Map();
    #issuers = new Set();
    #lists = new Map();
    #withdrawnKeys = new Set();
    vds = new VdsTrust();
    number = 0;
    made = 0;

    knows(issuer) {
        return this.#issuers.has(issuer);
    }

    key(issuer, kid) {
        return this.#keys.get(slot(issuer, kid)) ?? null;
    }

    keyIsWithdrawn({ issuer, signer }) {
        return this.#withdrawnKeys.has(slot(issuer, signer));
    }

    #holds(entries, id, signedAt) {
        const before = entries?.get(id);
        return before !== undefined && (before === 0 || signedAt < before);
    }

    // A card by what its own issuer's lists for its key say of its id or its content; another format
    // by its serial in any list, since the codes of one certificate share it.
    checkWithdrawn({ format, issuer, signer, id, bundle, notBefore }) {
        const key = slot(issuer, signer);
        const byId = [...this.#lists].some(([name, entries]) =>
            (format === 'shc' ? name === `rid ${key}` : name.startsWith('rid ') && isSerial(id)) &&
            this.#holds(entries, id, notBefore));
        need(!byId, 'AK-V66');
        need(!this.#holds(this.#lists.get(`hash-fhir ${key}`), bundle, notBefore), 'AK-V67');
    }

    async addIssuer({ issuer, jwks }) {
        const keys = isText(issuer) && issuerIs(issuer) && Array.isArray(jwks?.keys) ? jwks.keys : [];
        for (const jwk of keys) {
            const key = jwk?.alg === 'ES256' && jwk.use === 'sig' ? await jwkKey(jwk) : null;
            if (!key || jwk.kid !== await jwkThumbprint(jwk))
                return false;
            this.#keys.set(slot(issuer, jwk.kid), key);
            this.#issuers.add(issuer);
        }
        return keys.length > 0;
    }

    addList(list) {
        const entries = readList(list);
        const name = entries && `${list.method} ${slot(list.issuer, list.kid)}`;
        if (!entries || this.#lists.has(name))
            return false;
        this.#lists.set(name, entries);
        return true;
    }

    addWithdrawnKey(key) {
        const name = hasMembers(key, ['issuer', 'kid']) && isKeyName(key) && slot(key.issuer, key.kid);
        if (!name || this.#withdrawnKeys.has(name))
            return false;
        this.#withdrawnKeys.add(name);
        return true;
    }
}

async function all(list, add) {
    if (!Array.isArray(list))
        return false;
    for (const one of list)
        if (!await add(one))
            return false;
    return true;
}

const MEMBERS =
    ['akashi', 'number', 'made', 'shc', 'withdrawn', 'withdrawn_keys', 'csca', 'crl', 'dcc'];

async function readPayload(payload) {
    const trust = new Trust();
    if (!hasMembers(payload, MEMBERS) || payload.akashi !== 'trust-1' || !isCount(payload.number) ||
        !isCount(payload.made))
        return null;
    trust.number = payload.number;
    trust.made = payload.made;
    const good = await all(payload.shc,
        (issuer) => hasMembers(issuer, ['issuer', 'jwks']) && trust.addIssuer(issuer)) &&
        await all(payload.withdrawn, (list) => trust.addList(list)) &&
        await all(payload.withdrawn_keys, (key) => trust.addWithdrawnKey(key)) &&
        await all(payload.csca, (csca) => hasMembers(csca, ['state', 'certificate']) &&
            isText(csca.certificate) && trust.vds.addCsca(csca.state, base64Bytes(csca.certificate))) &&
        await all(payload.crl, (crl) => isText(crl) && trust.vds.addCrl(base64Bytes(crl))) &&
        await all(payload.dcc, (dcc) => hasMembers(dcc, ['country', 'certificate']));
    return good ? trust : null;
}

// Opens the text of trust.jws, signed with `root` ({key, kid}). All or nothing, and strict: what this
// version does not know, it refuses.
export async function openTrust(text, root) {
    const jws = text.length <= TEXT_MAX ? jwsSplit(text) : null;
    const header = jws && jsonBytes(base64urlBytes(jws.header) ?? []);
    need(hasMembers(header, ['alg', 'typ', 'kid']) && header.alg === 'ES256' &&
        header.typ === 'akashi-trust+jws' && isText(header.kid), 'AK-V70');
    need(header.kid === root.kid, 'AK-V71');
    need(await jwsHolds(jws, base64urlBytes(jws.signature), root.key), 'AK-V72');
    const payload = base64urlBytes(jws.payload);
    return await readPayload(payload && jsonBytes(payload, OF_FILE)) ?? refuse('AK-V70');
}

// The root's public key out of PEM or a JWK: {key, kid}, or null.
export async function readRoot(text) {
    const pem = /-----BEGIN PUBLIC KEY-----([\s\S]+)-----END PUBLIC KEY-----/.exec(text);
    try {
        const jwk = pem ? await crypto.subtle.exportKey('jwk', await crypto.subtle.importKey('spki',
            base64Bytes(pem[1].replace(/\s/g, '')), { name: 'ECDSA', namedCurve: 'P-256' }, true,
            ['verify'])) : JSON.parse(text);
        const key = await jwkKey(jwk);
        return key && { key, kid: await jwkThumbprint(jwk) };
    } catch {
        return null;
    }
}
