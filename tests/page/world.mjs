// What the tests of the page share: a browser that may ask nothing of the network, a trust bundle,
// and the two answers that are compared.
import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, sign as signWith, createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const { PAGE, VERIFY, ISSUE, RENDER, TOP, WORK } = process.env;

export const vectors = join(TOP, 'tests/vector');
const DAY = '2025-11-20';
export const NOW = Date.parse(`${DAY}T23:59:59+09:00`) / 1000; // the end of that day, as --at has it

export const issuer = 'https://issuer.page.example';
const base64url = (text) => Buffer.from(text).toString('base64url');

export function newKey() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x, y } = publicKey.export({ format: 'jwk' });
    const kid = createHash('sha256').update(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y })).digest('base64url');
    return { privateKey, kid, pem: publicKey.export({ format: 'pem', type: 'spki' }),
        jwk: { kty: 'EC', kid, use: 'sig', alg: 'ES256', crv: 'P-256', x, y } };
}

function signJws(header, payload, key) {
    const text = `${base64url(header)}.${base64url(payload)}`;
    const signature = signWith('sha256', Buffer.from(text), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${text}.${base64url(signature)}`;
}

export const root = newKey();
export const signer = newKey();
export const withdrawn = newKey();

function specIssuer(address) {
    return { issuer: address, jwks: JSON.parse(readFileSync(join(vectors, 'shc-spec/issuer-jwks.json'))) };
}

// A bundle's payload; `changes` replace members.
export function payloadOf(changes = {}) {
    return {
        akashi: 'trust-1', number: 12, made: NOW - 2 * 86400,
        shc: [specIssuer('https://spec.smarthealth.cards/examples/issuer'),
            specIssuer('https://smarthealth.cards/examples/issuer'),
            { issuer, jwks: { keys: [signer.jwk, withdrawn.jwk] } }],
        withdrawn: [], withdrawn_keys: [],
        csca: [{ state: 'JPN',
            certificate: readFileSync(join(vectors, 'vds-nc/jp-csca-e3.der')).toString('base64') }],
        crl: [], dcc: [], ...changes,
    };
}

export function bundleOf(payload, key = root, header = {}) {
    const head = { alg: 'ES256', typ: 'akashi-trust+jws', kid: key.kid, ...header };
    return signJws(JSON.stringify(head), typeof payload === 'string' ? payload : JSON.stringify(payload), key);
}

// --- The program's answer -------------------------------------------------------

// A trust folder for akashi-verify.
export function trustFolder(name, bundle) {
    const folder = join(WORK, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'trust.jws'), bundle);
    writeFileSync(join(folder, 'root.pem'), root.pem);
    return folder;
}

// The lines of akashi-verify --json.
export function programSays(folder, file) {
    let out = '';
    try {
        out = execFileSync(VERIFY, ['--json', '--at', DAY, '--trust', folder, file], {
            env: { ...process.env, XDG_STATE_HOME: join(folder, 'state') }, stdio: ['ignore', 'pipe', 'ignore'] });
    } catch (error) {
        out = error.stdout;
    }
    return out.toString().trim().split('\n').map((line) => JSON.parse(line));
}

// --- The page's answer ----------------------------------------------------------

export async function startBrowser(...more) {
    return chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu',
        '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', ...more] });
}

// The page with a root and a bundle put in, as a service does it: no hash in it changes.
export function pageFile(name, rootText = root.pem, bundle = bundleOf(payloadOf())) {
    const html = readFileSync(PAGE, 'utf8').replace('id="root">', () => `id="root">${rootText}`)
        .replace('id="bundle">', () => `id="bundle">${bundle}`);
    const path = join(WORK, `${name}.html`);
    writeFileSync(path, html);
    return pathToFileURL(path).href;
}

// {page, asked, close}: `asked` fills with every address that is asked for beside the page's own.
export async function openPage(browser, url, { now = NOW, ...options } = {}) {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    const asked = [];
    context.on('request', (request) => {
        if (request.url() !== url && !request.url().startsWith('data:'))
            asked.push(request.url());
    });
    page.on('pageerror', (error) => asked.push(`error: ${error.message}`));
    page.on('console', (message) => {
        if (message.type() === 'error')
            asked.push(`console: ${message.text()}`);
    });
    await page.clock.install({ time: now * 1000 });
    await page.goto(url);
    await page.waitForFunction(() => document.title !== '' && document.querySelector('#trust > div'));
    return { page, asked, close: () => context.close() };
}

// Lets the page forget, and rest on another bundle.
export async function chooseTrust(page, bundle) {
    await page.evaluate(() => {
        dispatchEvent(new PageTransitionEvent('pagehide'));
        document.querySelector('#trust > div').dataset.old = 'yes';
    });
    await page.setInputFiles('#trust-files', { name: 'trust.jws', mimeType: 'application/jose', buffer: Buffer.from(bundle) });
    await page.waitForSelector('#trust > div:not([data-old])');
}

// What stands on the page, in the words of akashi-verify --json.
export async function answerOf(page) {
    return page.evaluate(() => {
        const kind = (place) => ['valid', 'not-valid', 'cannot-tell'].find((one) => place.classList.contains(one));
        const code = (place) => place?.querySelector('.number')?.textContent.match(/AK-\w\d\d/)[0] ?? null;
        const text = (place, name) => place.querySelector(name)?.textContent ?? null;
        const area = document.getElementById('answer');
        return {
            verdict: kind(area.querySelector('.verdict')),
            code: code(area.querySelector('.verdict')),
            codes: [...area.querySelectorAll('.code')].map((card) => ({
                verdict: kind(card.querySelector('.word')),
                code: code(card.querySelector('.reason')),
                name: text(card, '.who'),
                birth: text(card, '.birth'),
                doses: [...card.querySelectorAll('.doses li')].map((line) => line.textContent),
                facts: Object.fromEntries([...card.querySelectorAll('dt')]
                    .map((label) => [label.textContent, label.nextElementSibling.textContent])),
            })),
        };
    });
}

async function settled(page, act) {
    await page.evaluate(() => document.getElementById('answer').replaceChildren());
    await act();
    await page.waitForSelector('#answer .verdict', { timeout: 5000 });
    return answerOf(page);
}

export function readFile(page, file) {
    return settled(page, () => page.setInputFiles('#files', file));
}

export function readText(page, text) {
    return readFile(page, { name: 'code.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
}

// --- Codes and pictures of our own ----------------------------------------------

export function issueSample(doses) {
    return execFileSync(ISSUE, [join(WORK, 'jwks.json'), String(doses)]).toString().trim().split('\n');
}

export function renderCode(text, dots) {
    return execFileSync(RENDER, [String(dots)], { input: text, maxBuffer: 1 << 24 });
}

export function vector(name) {
    return readFileSync(join(vectors, name));
}
