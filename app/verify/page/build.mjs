// usage: node build.mjs SOURCE-ROOT OUTPUT [ROOT.pem TRUST.jws]
// Makes the one file of the verifier page out of the files beside this one, docs/errors.md and the
// table of products. The same sources give the same bytes.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [, , top, output, root, bundle] = process.argv;
const here = dirname(fileURLToPath(import.meta.url));
const read = (name, encoding = 'utf8') => readFileSync(join(here, name), encoding);

// --- Script: each module becomes a function that hands out its exports -----------

const IMPORT = /^import \{([^}]*)\} from '\.\/(\w+)\.js';\n/gm;
const EXPORT = /^export ((?:async )?(?:function|class|const) ([\w$]+))/gm;

// Appends `name` to `out` behind whatever it imports; hands out the names of its exports.
function bundleModule(name, out) {
    const source = read(`${name}.js`);
    let heads = '';
    for (const [, names, from] of source.matchAll(IMPORT)) {
        const handed = out.get(from)?.exported ?? bundleModule(from, out);
        for (const wanted of names.split(',').map((one) => one.trim()).filter(Boolean))
            if (!handed.includes(wanted))
                throw new Error(`${name}.js: ${from}.js exports no ${wanted}`);
        heads += `const {${names}} = in_${from};\n`;
    }
    const exported = [...source.matchAll(EXPORT)].map((match) => match[2]);
    const body = heads + source.replace(IMPORT, '').replace(EXPORT, '$1');
    const text = exported.length === 0 ? body
        : `const in_${name} = (() => {\n${body}return { ${exported.join(', ')} };\n})();\n`;
    out.set(name, { exported, text });
    return exported;
}

// --- Tables ---------------------------------------------------------------------

// {"AK-V30": {ja: [what, advice], en: […]}, …} for the codes that a verifier can show.
function sentences() {
    const out = {};
    const blocks = readFileSync(join(top, 'docs/errors.md'), 'utf8').split(/^### /m).slice(1);
    for (const block of blocks.filter((one) => /^AK-[VT]/.test(one)))
        out[block.match(/^\S+/)[0]] = Object.fromEntries(['ja', 'en'].map((language) =>
            [language, block.match(new RegExp(`^- ${language}: (.*)$`, 'm'))[1].split(' / ')]));
    return out;
}

// The rows of app/record/vaccines.c, with their macros spelled out.
function products() {
    const source = readFileSync(join(top, 'app/record/vaccines.c'), 'utf8').replace(/\\\n/g, '');
    const macros = new Map([...source.matchAll(/^#define (\w+)\s+(.*)$/gm)].map(([, name, text]) => [name, text]));
    const table = source.match(/vaccines\[\] = \{([\s\S]*?)\n\};/)[1]
        .replace(/\b[A-Z][A-Z_]+\b(?=[^"]*(?:"[^"]*"[^"]*)*$)/g, (word) => macros.get(word) ?? word);
    return table.split(/\},\s*\{(?=")(?!"XM)/).map((row) => {
        const texts = [...row.matchAll(/"[^"]*"(?:\s*"[^"]*")*/g)]
            .map(([text]) => [...text.matchAll(/"([^"]*)"/g)].map((part) => part[1]).join(''));
        const [key, , , makerJa, makerEn, nameJa, nameEn, cvx, icdBrand, icdClass, brand] = texts;
        return { key, cvx, brand, icdBrand, icdClass,
            ja: { name: nameJa, maker: makerJa }, en: { name: nameEn, maker: makerEn } };
    });
}

// --- The file -------------------------------------------------------------------

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const escapeHtml = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

const modules = new Map();
bundleModule('main', modules);
const script = `\nconst SENTENCES = ${JSON.stringify(sentences(), null, 1)};\n` +
    `const PRODUCTS = ${JSON.stringify(products(), null, 1)};\n${[...modules.values()].map(({ text }) => text).join('\n')}`;
const reader = read('vendor/zxing-reader.js');
const style = `\n${read('page.css')}`;
const csp = ["default-src 'none'", `script-src ${hash(reader)} ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hash(style)}`, 'img-src data:', "base-uri 'none'", "form-action 'none'",
    "trusted-types 'none'", "require-trusted-types-for 'script'"].join('; ');

const places = {
    CSP: csp, STYLE: style, SCRIPT: script, READER: reader,
    READER_WASM: read('vendor/zxing-reader.wasm', 'base64'),
    LICENCES: escapeHtml(read('vendor/LICENSES.txt') + readFileSync(join(top, 'LICENSE'), 'utf8')),
    ROOT: root ? readFileSync(root, 'utf8') : '',
    BUNDLE: bundle ? readFileSync(bundle, 'utf8').trim() : '',
};
if ([script, reader].some((text) => /<\/script|<!--/i.test(text)))
    throw new Error('a script would end its element');
writeFileSync(output, read('page.html').replace(/@([A-Z_]+)@/g, (place, name) => places[name] ?? place));
