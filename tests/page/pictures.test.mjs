// Codes in pictures, as our paper draws them and as a hand-held camera sees them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answerOf, bundleOf, openPage, pageFile, payloadOf, readFile, renderCode, issueSample, startBrowser,
    vector, vectors } from './world.mjs';

const { WORK } = process.env;
const sample = issueSample(3)[0];
const keys = JSON.parse(readFileSync(join(WORK, 'jwks.json')));
const [japan] = JSON.parse(vector('vds-nc/jp-miyake-shota-3dose.json'));
const texts = {
    'a card of ours': sample,
    'the largest card there may be': vector('shc-devtools-negative/1195-byte-qrnumeric.txt').toString().trim(),
    'Japan\'s seal': JSON.stringify(japan),
};
const names = { 'a card of ours': '証　花子', 'Japan\'s seal': 'MIYAKE SHOTA',
    'the largest card there may be': 'Kenobi-Skywalker　Peter　Benedikt　Alexander' };

const payload = payloadOf();
payload.shc.push({ issuer: 'https://vc.akashi.example/issuer', jwks: keys });
// Our sample is issued at the machine's own time, so this page has it too.
const now = Math.floor(Date.now() / 1000);
payload.made = now;

let browser, session;
before(async () => {
    browser = await startBrowser();
    session = await openPage(browser, pageFile('pictures', undefined, bundleOf(payload)), { now });
});
after(() => browser.close());

const png = (buffer) => ({ name: 'picture.png', mimeType: 'image/png', buffer });

async function holds(picture, who) {
    const shown = await readFile(session.page, picture);
    assert.deepEqual(shown.codes.map((code) => [code.verdict, code.code, code.name]), who.map((name) => ['valid', null, name]));
    return shown;
}

for (const [name, text] of Object.entries(texts))
    for (const dots of [2, 3, 4, 5, 6])
        test(`${name}, ${dots} dots a module`, () => holds(png(renderCode(text, dots)), [names[name]]));

test('a whole page, as it is rendered', () => {
    const page = execFileSync('pdftoppm', ['-r', '200', '-png', '-singlefile', join(vectors, 'pictures/example-00.pdf')]);
    return holds(png(page), ['Anyperson　John　B.']);
});

// Turned, tilted, blurred, unevenly lit and noisy, drawn by the browser itself.
async function photograph(pictures, { turn, blur }) {
    const data = await session.page.evaluate(async ([sources, angle, softness]) => {
        const canvas = new OffscreenCanvas(1800, 1800);
        const context = canvas.getContext('2d');
        context.fillStyle = '#d8d2c8';
        context.fillRect(0, 0, 1800, 1800);
        context.translate(900, 900);
        context.transform(1, 0.04, -0.05, 0.97, 0, 0);
        context.rotate(angle * Math.PI / 180);
        context.filter = `blur(${softness}px)`;
        for (const [i, source] of sources.entries()) {
            const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(source), (c) => c.charCodeAt(0))]));
            context.drawImage(bitmap, -bitmap.width / 2, (i - (sources.length - 1) / 2) * 820 - bitmap.height / 2);
        }
        context.filter = 'none';
        context.resetTransform();
        const light = context.createLinearGradient(0, 0, 1800, 1200);
        light.addColorStop(0, 'rgba(0,0,0,0)');
        light.addColorStop(1, 'rgba(0,0,0,0.45)');
        context.fillStyle = light;
        context.fillRect(0, 0, 1800, 1800);
        const pixels = context.getImageData(0, 0, 1800, 1800);
        for (let i = 0, seed = 42; i < pixels.data.length; i++) {
            seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
            if (i % 4 !== 3)
                pixels.data[i] += (seed / 0x7fffffff - 0.5) * 24;
        }
        context.putImageData(pixels, 0, 0);
        const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
        return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''));
    }, [pictures.map((one) => one.toString('base64')), turn, blur]);
    return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(data, 'base64') };
}

for (const [name, text] of Object.entries(texts))
    for (const [turn, blur] of [[0, 1], [12, 1.2], [95, 1], [181, 1.4], [-33, 1]])
        test(`${name}, a photo turned by ${turn}°`, async () =>
            holds(await photograph([renderCode(text, 5)], { turn, blur }), [names[name]]));

test('two codes of two people in one picture do not belong together', async () => {
    const picture = await photograph([renderCode(sample, 4), renderCode(texts['Japan\'s seal'], 5)], { turn: 3, blur: 0.8 });
    const shown = await readFile(session.page, picture);
    assert.deepEqual(shown.codes.map((code) => code.name).sort(), ['MIYAKE SHOTA', '証　花子']);
    assert.equal(shown.verdict, 'not-valid');
    assert.equal(shown.code, 'AK-V50');
});

for (const picture of ['example-00.png', 'example-00.jpg'])
    test(picture, () => holds(join(vectors, 'pictures', picture), ['Anyperson　John　B.']));

test('several codes of one certificate belong together', async () => {
    const codes = issueSample(32);
    payload.shc[3].jwks = JSON.parse(readFileSync(join(WORK, 'jwks.json')));
    const many = await openPage(browser, pageFile('many', undefined, bundleOf(payload)), { now });
    const shown = await readFile(many.page, codes.map((code) => png(renderCode(code, 4))));
    assert.ok(codes.length > 1);
    assert.equal(shown.verdict, 'valid');
    assert.equal(shown.codes.flatMap((code) => code.doses).length, 32);
    await many.close();
});

test('a picture without a code', async () => {
    const blank = await session.page.evaluate(() => document.createElement('canvas').toDataURL('image/png').split(',')[1]);
    const shown = await readFile(session.page, png(Buffer.from(blank, 'base64')));
    assert.deepEqual([shown.verdict, shown.code, shown.codes.length], ['cannot-tell', 'AK-V51', 0]);
});

test('a file that is no picture', async () => {
    await session.page.setInputFiles('#files', { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('nothing') });
    await session.page.waitForSelector('#notice:not([hidden])');
    await session.page.waitForFunction(() => /could not be opened/.test(document.getElementById('notice').textContent));
    assert.ok(await session.page.isHidden('#answer'), 'no earlier answer stands beside it');
});

// --- The camera: Chromium plays a file in its place -----------------------------

// One still picture as YUV4MPEG2, out of the page's own drawing.
async function film(picture) {
    const grey = await session.page.evaluate(async (source) => {
        const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(source), (c) => c.charCodeAt(0))]));
        const canvas = new OffscreenCanvas(1280, 720);
        const context = canvas.getContext('2d');
        context.fillStyle = 'white';
        context.fillRect(0, 0, 1280, 720);
        context.drawImage(bitmap, 300, 20);
        const { data } = context.getImageData(0, 0, 1280, 720);
        return btoa(Array.from({ length: 1280 * 720 }, (_, i) => String.fromCharCode(data[4 * i])).join(''));
    }, picture.toString('base64'));
    const frame = Buffer.concat([Buffer.from('FRAME\n'), Buffer.from(grey, 'base64'), Buffer.alloc(1280 * 720 / 2, 128)]);
    const path = join(WORK, 'camera.y4m');
    writeFileSync(path, Buffer.concat([Buffer.from('YUV4MPEG2 W1280 H720 F10:1 Ip A1:1 C420\n'), frame, frame]));
    return path;
}

test('the camera reads, and is let go', async () => {
    const path = await film(renderCode(texts['Japan\'s seal'], 4));
    const filming = await startBrowser('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${path}`);
    const { page } = await openPage(filming, pageFile('camera'));
    await page.click('#camera');
    await page.waitForSelector('#answer .verdict', { timeout: 20000 });
    const shown = await answerOf(page);
    assert.deepEqual([shown.verdict, shown.codes[0].name], ['valid', 'MIYAKE SHOTA']);
    assert.ok(await page.isHidden('#viewing'));
    assert.equal(await page.evaluate(() => document.getElementById('video').srcObject), null);
    await filming.close();
});

test('without leave to use the camera it says so', async () => {
    const { page, close } = await openPage(browser, pageFile('camera'));
    await page.click('#camera');
    await page.waitForSelector('#notice:not([hidden])');
    assert.match(await page.textContent('#notice'), /choose a picture/);
    await close();
});

test('the reader is the one that was published', () => {
    const sums = readFileSync(join(process.env.TOP, 'app/verify/page/vendor/SHA256SUMS'), 'utf8').trim().split('\n');
    for (const [sum, name] of sums.map((line) => line.split(/\s+/)))
        assert.equal(createHash('sha256').update(readFileSync(join(process.env.TOP, 'app/verify/page/vendor', name)))
            .digest('hex'), sum);
});
