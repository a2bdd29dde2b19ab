// Which states' seals are believed: their CSCAs, and the signers these withdrew, judged as
// crypto/csca.c and app/seal/vds_trust.c do.
import { equal, need, refuse } from './bytes.js';
import { DerError } from './der.js';
import {
    USAGE, canCheck, mayBeUsed, nameEqual, readCertificate, readCrl, signedBy,
} from './x509.js';

const USE_CSCA = '2.23.136.1.1.14.1';
const USE_SIGNER = '2.23.136.1.1.14.2';
const DOCUMENT = 'NV';

export function stateIs(text) {
    return typeof text === 'string' && /^([A-Z]|[A-Z]{3})$/.test(text);
}

// What `read` makes of the bytes, or null where they are not DER of its kind.
export function readOrNull(read, bytes) {
    try {
        return bytes ? read(bytes) : null;
    } catch (error) {
        if (error instanceof DerError)
            return null;
        throw error;
    }
}

function readAuthority(bytes) {
    const certificate = readCertificate(bytes);
    const { keyId, isAuthority, uses } = certificate;
    if (!keyId || !isAuthority || !mayBeUsed(certificate, USAGE.certificates) ||
        (uses && !uses.includes(USE_CSCA)))
        throw new DerError('not a CSCA');
    return certificate;
}

function isNamedBy(csca, { issuer, issuerKeyId }) {
    return issuerKeyId !== null && equal(issuerKeyId, csca.keyId) && nameEqual(issuer, csca.subject);
}

// It signed the certificate, for its own country, on one of its own days.
async function issued(csca, signer) {
    return csca.country !== null && csca.country === signer.country && csca.from <= signer.from &&
        signer.from <= csca.until && await signedBy(signer, csca.key);
}

function isForVaccinations(signer) {
    return signer.issuerKeyId !== null && !signer.isAuthority &&
        mayBeUsed(signer, USAGE.digitalSignature) && signer.uses?.includes(USE_SIGNER) &&
        signer.documents?.includes(DOCUMENT) && !signer.demandsUnknown;
}

export class VdsTrust {
    #states = []; // {state, csca, list}

    // One whose signatures this browser cannot check is kept aside: what it vouches for cannot be
    // told here.
    async addCsca(state, bytes) {
        const csca = readOrNull(readAuthority, bytes);
        if (!stateIs(state) || !csca)
            return false;
        if (!canCheck(csca))
            return true;
        if (!nameEqual(csca.issuer, csca.subject) || !await signedBy(csca, csca.key))
            return false;
        const same = this.#states.find((known) => equal(known.csca.body, csca.body));
        if (!same)
            this.#states.push({ state, csca, list: null });
        return !same || same.state === state;
    }

    // A list of a CSCA that is kept aside is passed over with it.
    async addCrl(bytes) {
        const list = readOrNull(readCrl, bytes);
        if (!list)
            return false;
        for (const known of this.#states) {
            if (!nameEqual(list.issuer, known.csca.subject) || !mayBeUsed(known.csca, USAGE.lists) ||
                !await signedBy(list, known.csca.key))
                continue;
            const older = known.list !== null && list.number < known.list.number;
            known.list = older ? known.list : list;
            return !older;
        }
        return !canCheck({ key: { kind: 'EC' }, algorithm: list.algorithm }) &&
            !canCheck({ key: { kind: 'RSA' }, algorithm: list.algorithm });
    }

    async #follow(signer) {
        const named = this.#states.filter(({ csca }) => isNamedBy(csca, signer));
        need(named.length > 0, 'AK-T41');
        for (const known of named)
            if (await issued(known.csca, signer))
                return known;
        return refuse('AK-T42');
    }

    // Everything about a signer but what it signed.
    async checkSigner(signer, state, now) {
        const known = await this.#follow(signer);
        need(isForVaccinations(signer), 'AK-T40');
        need(known.state === state, 'AK-T43');
        need(!known.list?.serials.includes(signer.serial), 'AK-T44');
        need(signer.until >= now, 'AK-T45');
        need(signer.from <= now, 'AK-T01');
    }
}
