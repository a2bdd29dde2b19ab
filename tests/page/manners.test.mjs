// How the page behaves: it asks nothing of the network, keeps nothing, and everybody can use it
// (JIS X 8341-3:2016 AA; the contrast is AAA's).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { answerOf, openPage, pageFile, readText, startBrowser, vector } from './world.mjs';

const { WORK } = process.env;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const card = vector('shc-spec/example-00-d-jws.txt').toString();
const seal = JSON.stringify(JSON.parse(vector('vds-nc/jp-miyake-shota-3dose.json'))[0]);
const forged = vector('shc-devtools-negative/d-jws-invalid-signature.txt').toString();
const unknown = vector('shc-devtools-negative/d-jws-issuer-kid-mismatch.txt').toString();
const states = { empty: null, valid: card, 'not-valid': forged, 'cannot-tell': unknown, several: `${card}\n${seal}` };
const sizes = { small: { width: 320, height: 640 }, desk: { width: 1280, height: 900 } };

let browser, url;
before(async () => {
    browser = await startBrowser();
    url = pageFile('manners');
});
after(() => browser.close());

async function openPlain(options) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(url);
    return { page, close: () => context.close() };
}

for (const [state, text] of Object.entries(states))
    for (const language of ['ja', 'en'])
        for (const [size, viewport] of Object.entries(sizes))
            test(`${state}, ${language}, ${size}: no barrier, nothing cut off`, async () => {
                const { page, asked, close } = await openPage(browser, url, { viewport, bypassCSP: true,
                    locale: language === 'ja' ? 'ja-JP' : 'en-GB' });
                if (text !== null)
                    await readText(page, text);
                await page.screenshot({ path: join(WORK, `${state}-${language}-${size}.png`), fullPage: true });
                await page.evaluate(axe);
                const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
                    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'wcag2aaa'] }));
                assert.deepEqual(violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
                assert.equal(await page.evaluate(() => document.documentElement.lang), language);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'no sideways scrolling');
                assert.deepEqual(asked, []);
                await close();
            });

test('the verdict is said aloud, in the page\'s language', async () => {
    const { page, close } = await openPage(browser, url);
    await readText(page, card);
    assert.match(await page.textContent('[role=status]'), /^Valid\. Anyperson/);
    await page.click('[data-language=ja]');
    await readText(page, forged);
    assert.match(await page.textContent('[role=status]'), /^正しいコードと認められません。コードの署名が/);
    await close();
});

test('the language is remembered', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(url);
    await page.click('[data-language=ja]');
    await page.reload();
    await page.waitForFunction(() => document.documentElement.lang === 'ja' && document.title.startsWith('接種'));
    assert.equal(await page.getAttribute('[data-language=ja]', 'aria-pressed'), 'true');
    await context.close();
});

test('the keyboard alone does everything, and one sees where it is', async () => {
    const { page, close } = await openPage(browser, url);
    const reached = [];
    for (let i = 0; i < 12; i++) {
        await page.keyboard.press('Tab');
        const [name, outline] = await page.evaluate(() => [document.activeElement.id || document.activeElement.textContent,
            getComputedStyle(document.activeElement).outlineStyle]);
        assert.equal(outline, 'solid', name);
        reached.push(name);
        if (name === 'paste')
            break;
    }
    assert.deepEqual(reached, ['日本語', 'English', 'Choose a list', 'camera', 'picture', 'paste']);
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(card);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#answer .verdict.valid');
    await close();
});

test('one more code of the same certificate, and the next person', async () => {
    const { page, close } = await openPage(browser, url);
    assert.equal((await readText(page, seal)).verdict, 'valid');
    assert.ok(await page.isHidden('#camera'));
    await page.click('text=Add a code of this certificate');
    assert.match(await page.textContent('#notice'), /another code/);
    const both = await readText(page, card);
    assert.deepEqual([both.codes.length, both.verdict, both.code], [2, 'not-valid', 'AK-V50']);
    await page.click('text=Read the next person');
    assert.ok(await page.isVisible('#camera') && await page.isHidden('#answer'));
    assert.equal((await readText(page, card)).codes.length, 1);
    await close();
});

const holdsNothing = (page, word) => page.evaluate((text) =>
    !document.documentElement.outerHTML.includes(text) && document.getElementById('text').value === '', word);

test('the answer is forgotten when asked', async () => {
    const { page, close } = await openPage(browser, url);
    await page.click('#paste');
    await page.fill('#text', card);
    await page.click('#pasting button');
    await page.waitForSelector('#answer .verdict');
    await page.click('text=Forget the answer');
    assert.ok(await holdsNothing(page, 'Anyperson'));
    assert.equal(await page.textContent('[role=status]'), 'The answer is forgotten.');
    assert.deepEqual(await page.evaluate(() => [Object.keys(localStorage).filter((name) => !/^akashi-(list|language)/.test(name)),
        sessionStorage.length, document.cookie]), [[], 0, '']);
    await close();
});

test('it is forgotten after three minutes without use, not without a word before', async () => {
    const { page, close } = await openPage(browser, url);
    await readText(page, card);
    await page.clock.runFor(151 * 1000);
    assert.ok(await page.isVisible('#notice'));
    assert.match(await page.textContent('#notice'), /forgotten soon/);
    await page.keyboard.press('Shift');
    assert.ok(await page.isHidden('#notice'));
    await page.clock.runFor(170 * 1000);
    assert.equal((await answerOf(page)).verdict, 'valid');
    await page.clock.runFor(11 * 1000);
    assert.ok(await holdsNothing(page, 'Anyperson'));
    await close();
});

test('what is still being read when it is forgotten does not come back', async () => {
    const { page, close } = await openPage(browser, url);
    await page.setInputFiles('#files', { name: 'code.txt', mimeType: 'text/plain', buffer: Buffer.from(card) });
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')));
    const later = await readText(page, forged);
    assert.deepEqual(later.codes.map((code) => code.code), ['AK-V48']);
    await close();
});

test('leaving the page forgets, also where the browser keeps it for going back', async () => {
    const { page, close } = await openPage(browser, url);
    await readText(page, card);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
    assert.ok(await holdsNothing(page, 'Anyperson'));
    await close();
});

test('over http too nothing else is asked for', async () => {
    const asked = [];
    const server = createServer((request, response) => {
        asked.push(request.url);
        response.setHeader('Content-Type', 'text/html; charset=utf-8');
        response.end(readFileSync(join(WORK, 'manners.html')));
    });
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    const { page, asked: more, close } = await openPage(browser, `http://127.0.0.1:${server.address().port}/verify`);
    assert.equal((await readText(page, card)).verdict, 'valid');
    assert.deepEqual([asked, more], [['/verify'], []]);
    await close();
    server.close();
});

test('without script it says so', async () => {
    const { page, close } = await openPlain({ javaScriptEnabled: false });
    assert.match(await page.textContent('#fallback'), /newer one/);
    await close();
});

test('the page\'s own rules keep it off the network', async () => {
    const { page, close } = await openPage(browser, url);
    const tried = await page.evaluate(async () => {
        const refused = (act) => act().then(() => 'sent', () => 'refused');
        const image = new Image();
        const picture = new Promise((resolve) => {
            image.onload = () => resolve('loaded');
            image.onerror = () => resolve('refused');
        });
        image.src = 'http://127.0.0.1:9/x.png';
        return [await refused(() => fetch('http://127.0.0.1:9/')), await picture];
    });
    assert.deepEqual(tried, ['refused', 'refused']);
    assert.equal(await page.evaluate(() => {
        try {
            document.createElement('div').innerHTML = '<b>x</b>';
            return 'taken';
        } catch {
            return 'refused';
        }
    }), 'refused');
    await close();
});

test('a picture may be dropped or pasted', async () => {
    const { page, close } = await openPage(browser, url);
    const picture = readFileSync(join(process.env.TOP, 'tests/vector/pictures/example-00.png')).toString('base64');
    for (const kind of ['drop', 'paste']) {
        await page.evaluate(([source, event]) => {
            document.getElementById('answer').replaceChildren();
            const data = new DataTransfer();
            data.items.add(new File([Uint8Array.from(atob(source), (c) => c.charCodeAt(0))], 'a.png', { type: 'image/png' }));
            document.dispatchEvent(event === 'drop' ? new DragEvent('drop', { dataTransfer: data, cancelable: true })
                : new ClipboardEvent('paste', { clipboardData: data, cancelable: true }));
        }, [picture, kind]);
        await page.waitForSelector('#answer .verdict.valid', { timeout: 5000 });
    }
    await close();
});
