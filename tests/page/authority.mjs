// Country signing authorities, their barcode signers and lists, made with openssl, and seals under
// them.
import { execFileSync } from 'node:child_process';
import { sign as signWith } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const { WORK } = process.env;
const folder = join(WORK, 'authority');
const NV = 'DER:3009020100310413024E56';

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const at = (name) => join(folder, name);
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
const line = (name, value) => value === null ? '' : `${name} = ${value}\n`;

function newKey(name, kind) {
    if (kind.startsWith('rsa'))
        openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${kind.slice(3)}`, '-out', `${name}.key`);
    else
        openssl('ecparam', '-name', kind, '-genkey', '-noout', '-out', `${name}.key`);
}

// The configuration of a certificate's extensions; a value of null leaves one out.
function extensions(kind, changes) {
    const all = { ...kind, ...changes };
    return Object.entries(all).map(([name, value]) => line(name, value)).join('');
}

const CSCA = { basicConstraints: 'critical,CA:TRUE,pathlen:0', keyUsage: 'critical,keyCertSign,cRLSign',
    subjectKeyIdentifier: 'hash', extendedKeyUsage: '2.23.136.1.1.14.1' };
const SIGNER = { authorityKeyIdentifier: 'keyid:always', extendedKeyUsage: '2.23.136.1.1.14.2', '2.23.136.1.1.6.2': NV };

// -> {name, der}
export function makeCsca(name, { kind = 'secp384r1', hash = 'sha384', days = 3650, from = '20210101000000Z', country = 'UT',
    changes = {} } = {}) {
    newKey(name, kind);
    writeFileSync(at(`${name}.cnf`), `[req]\ndistinguished_name = dn\n[dn]\n[ca]\n${extensions(CSCA, changes)}`);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/C=${country}/CN=${name.replace(/-.*/, '')}`, '-config', `${name}.cnf`,
        '-out', `${name}.csr`);
    return signed(name, name, { hash, section: 'ca', from, until: until(from, days), self: true });
}

function until(from, days) {
    const [year, month, day] = [from.slice(0, 4), from.slice(4, 6), from.slice(6, 8)].map(Number);
    return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 19).replace(/[-T:]/g, '').concat('Z');
}

function signed(name, issuer, { hash, section, from, until: end, self = false }) {
    writeFileSync(at(`${issuer}.db.cnf`), `[ca]\ndefault_ca = d\n[d]\ndatabase = ${issuer}.db\nnew_certs_dir = .\nserial = ${issuer}.serial\n`
        + 'policy = p\nunique_subject = no\n[p]\ncountryName = optional\ncommonName = optional\n');
    if (self) {
        writeFileSync(at(`${issuer}.db`), '');
        writeFileSync(at(`${issuer}.serial`), '1001\n');
    }
    openssl('ca', '-batch', '-notext', '-preserveDN', '-config', `${issuer}.db.cnf`, '-in', `${name}.csr`, '-keyfile', `${issuer}.key`,
        ...(self ? ['-selfsign'] : ['-cert', `${issuer}.pem`]), '-md', hash, '-startdate', from, '-enddate', end,
        '-extfile', `${name}.cnf`, '-extensions', section, '-out', `${name}.pem`);
    openssl('x509', '-in', `${name}.pem`, '-outform', 'DER', '-out', `${name}.der`);
    return { name, der: readFileSync(at(`${name}.der`)) };
}

// -> {name, der, key}
export function makeSigner(name, issuer, { kind = 'prime256v1', hash = 'sha256', from = '20240101000000Z', end = '20340101000000Z',
    country = 'UT', changes = {} } = {}) {
    newKey(name, kind);
    writeFileSync(at(`${name}.cnf`), `[req]\ndistinguished_name = dn\n[dn]\n[signer]\n${extensions(SIGNER, changes)}`);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', `/C=${country}/CN=S1`, '-config', `${name}.cnf`, '-out', `${name}.csr`);
    return { ...signed(name, issuer.name, { hash, section: 'signer', from, until: end }), key: readFileSync(at(`${name}.key`)) };
}

// A list with the certificates of these signers in it.
export function makeList(issuer, number, signers) {
    writeFileSync(at(`${issuer.name}.db`), signers.map(({ name }) => {
        const serial = openssl('x509', '-in', `${name}.pem`, '-noout', '-serial').toString().trim().replace('serial=', '');
        return `R\t340101000000Z\t240202000000Z\t${serial}\tunknown\t/CN=S1\n`;
    }).join(''));
    writeFileSync(at('crl.cnf'), `[ca]\ndefault_ca = d\n[d]\ndatabase = ${issuer.name}.db\ncrlnumber = ${issuer.name}.number\ncrl_extensions = e\n`
        + '[e]\nauthorityKeyIdentifier = keyid:always\n');
    writeFileSync(at(`${issuer.name}.number`), `${number.toString(16).padStart(4, '0')}\n`);
    openssl('ca', '-gencrl', '-config', 'crl.cnf', '-keyfile', `${issuer.name}.key`, '-cert', `${issuer.name}.pem`, '-md', 'sha256',
        '-crldays', '3650', '-out', 'list.pem');
    openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der');
    return readFileSync(at('list.der'));
}

const HASH = { ES256: 'sha256', ES384: 'sha384', ES512: 'sha512' };

// One dose of a fictional traveller. JSON.stringify keeps the order of the members, which is canonical.
export function makeSeal(signer, { alg = 'ES256', state = 'UTO', uvci = 'PAGE2345SEAL', birth = '1985-02-28' } = {}) {
    const data = { hdr: { is: state, t: 'icao.vacc', v: 1 }, msg: {
        pid: { dob: birth, i: 'TR0000000', n: 'AKASHI HANAKO' }, uvci,
        ve: [{ des: 'XM0GQ8', dis: 'RA01.0', nam: 'COMIRNATY', vd: [
            { adm: 'MHLW_Gov_of_JAPAN', ctr: 'JPN', dvc: '2021-07-01', lot: 'EY0001', seq: 1 }] }] } };
    const sigvl = signWith(HASH[alg], Buffer.from(JSON.stringify(data)), { key: signer.key, dsaEncoding: 'ieee-p1363' });
    return JSON.stringify({ data, sig: { alg, cer: signer.der.toString('base64url'), sigvl: sigvl.toString('base64url') } });
}
