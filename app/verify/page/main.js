// The page itself: what is read, the answer to it, and how both are forgotten.
import { NO_BASIS, basisNow, basisOpen } from './basis.js';
import { cameraStart, cameraStop, cameraWatch } from './camera.js';
import { checkCodes, codeIs, textOf } from './check.js';
import { $ } from './dom.js';
import { forgetAfter, forgetNever } from './forget.js';
import { scanFile } from './scan.js';
import { storeLanguage, storedLanguage } from './store.js';
import { textCodes } from './text.js';
import { trustView } from './trust_view.js';
import { answerSpoken, answerView } from './view.js';
import { LANGUAGES, wordsOf } from './words.js';

const PICTURE_BYTES_MAX = 1 << 26;

const state = {
    language: 'ja', basis: NO_BASIS,
    texts: [], answer: null, notice: null,
    adding: false, // what is read next joins the texts at hand
    byCamera: false, // how the last ones were read
    turn: 0, // counts readings; what a reading finds after the next one began is dropped
};

const words = () => wordsOf(state.language);

function say(text) {
    $('said').textContent = text;
}

function notice(key) {
    state.notice = key;
    $('notice').hidden = key === null;
    $('notice').textContent = key === null ? '' : words()[key];
    if (key !== null)
        say(words()[key]);
}

// --- The answer -----------------------------------------------------------------

function drawAnswer() {
    const acts = { next: () => readAgain(false), more: () => readAgain(true), forget };
    const shown = state.answer === null ? [] : answerView(state.answer, state.language, acts);
    $('answer').hidden = state.answer === null;
    $('reading').hidden = state.answer !== null && !state.adding;
    $('answer').replaceChildren(...shown);
}

// Takes the answer away. While something else is read, nobody must take the last one for its answer.
function clear() {
    Object.assign(state, { texts: [], answer: null });
    drawAnswer();
}

// Nothing of what was read stays: not in variables, not in the page, not on the way.
function forget() {
    const had = state.answer !== null;
    forgetNever();
    state.turn++;
    state.adding = false;
    $('text').value = '';
    notice(null);
    clear();
    say(had ? words().forgotten : '');
}

async function answer(texts, turn = ++state.turn) {
    if (turn !== state.turn)
        return;
    state.texts = [...new Set([...(state.adding ? state.texts : []), ...texts])];
    state.adding = false;
    notice(null);
    const found = await checkCodes(state.texts, basisNow(state.basis));
    if (turn !== state.turn)
        return;
    state.answer = found;
    drawAnswer();
    drawTrust();
    say(answerSpoken(state.answer, state.language));
    forgetAfter(forget, () => notice('soon'), () => notice(null));
    $('answer').scrollIntoView({ block: 'start' });
}

// --- Ways to read ---------------------------------------------------------------

function stopCamera() {
    cameraStop($('video'));
    $('viewing').hidden = true;
}

async function startCamera() {
    stopCamera();
    const reason = await cameraStart($('video'));
    notice(reason);
    if (reason !== null)
        return;
    $('viewing').hidden = false;
    $('viewing').scrollIntoView({ block: 'nearest' });
    const symbols = await cameraWatch($('video'), (symbol) => codeIs(textOf(symbol)));
    if (symbols.length === 0)
        return;
    stopCamera();
    state.byCamera = true;
    await answer(symbols.map(textOf));
}

// For the next person, or for one more code of the same certificate.
function readAgain(adding) {
    if (!adding)
        forget();
    state.adding = adding;
    drawAnswer();
    $('camera').focus();
    if (adding)
        notice('adding');
    if (state.byCamera)
        startCamera();
}

async function fileTexts(file) {
    if (file.size > PICTURE_BYTES_MAX)
        throw new RangeError('too large');
    if (/\.(txt|smart-health-card)$/.test(file.name))
        return textCodes(textOf(new Uint8Array(await file.arrayBuffer())));
    return (await scanFile(file)).map(textOf).filter(codeIs);
}

async function readFiles(files) {
    const texts = [], turn = ++state.turn;
    state.byCamera = false;
    if (!state.adding)
        clear();
    notice('working');
    try {
        for (const file of files)
            texts.push(...await fileTexts(file));
    } catch {
        if (turn === state.turn)
            notice('unreadable');
        return;
    }
    await answer(texts, turn);
}

// --- The list of trusted issuers ------------------------------------------------

function drawTrust() {
    $('trust').replaceChildren(trustView(basisNow(state.basis), state.language, pickTrust));
}

// Two files at once, or one whose other half is already in the page.
async function pickTrust(files) {
    const texts = await Promise.all([...files].map((file) => file.text()));
    const bundle = texts.find((text) => /^[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(text));
    const root = texts.find((text) => text !== bundle);
    state.basis = await basisOpen(root ?? $('root').textContent, bundle ?? $('bundle').textContent);
    drawTrust();
    if (state.texts.length > 0)
        await answer(state.texts);
}

// --- Language -------------------------------------------------------------------

function drawWords() {
    document.documentElement.lang = state.language;
    document.title = words().title;
    for (const place of document.querySelectorAll('[data-text]'))
        place.textContent = words()[place.dataset.text];
    for (const place of document.querySelectorAll('[data-label]'))
        place.setAttribute('aria-label', words()[place.dataset.label]);
    for (const choice of document.querySelectorAll('[data-language]'))
        choice.setAttribute('aria-pressed', String(choice.dataset.language === state.language));
    notice(state.notice);
    drawTrust();
    drawAnswer();
}

function setLanguage(language) {
    state.language = language;
    storeLanguage(language);
    drawWords();
}

function firstLanguage() {
    const stored = storedLanguage();
    if (LANGUAGES.includes(stored))
        return stored;
    return navigator.language.startsWith('ja') ? 'ja' : 'en';
}

// --- Wiring ---------------------------------------------------------------------

function togglePasting() {
    const open = $('pasting').hidden;
    $('pasting').hidden = !open;
    $('paste').setAttribute('aria-expanded', String(open));
    if (open)
        $('text').focus();
}

function onPaste(event) {
    const { files } = event.clipboardData;
    if (files.length === 0)
        return;
    event.preventDefault();
    readFiles(files);
}

function onDrop(event) {
    event.preventDefault();
    document.body.classList.remove('dropping');
    if (event.dataTransfer.files.length > 0)
        readFiles(event.dataTransfer.files);
}

function wire() {
    $('camera').addEventListener('click', startCamera);
    $('stop').addEventListener('click', stopCamera);
    $('picture').addEventListener('click', () => $('files').click());
    $('files').addEventListener('change', () => {
        const files = [...$('files').files];
        $('files').value = ''; // so that the same file can be chosen again
        readFiles(files);
    });
    $('paste').addEventListener('click', togglePasting);
    $('pasting').addEventListener('submit', (event) => {
        event.preventDefault();
        answer(textCodes($('text').value));
    });
    for (const choice of document.querySelectorAll('[data-language]'))
        choice.addEventListener('click', () => setLanguage(choice.dataset.language));
    document.addEventListener('paste', onPaste);
    document.addEventListener('drop', onDrop);
    document.addEventListener('dragover', (event) => {
        event.preventDefault();
        document.body.classList.add('dropping');
    });
    document.addEventListener('dragleave', () => document.body.classList.remove('dropping'));
    window.addEventListener('pagehide', () => {
        stopCamera();
        forget();
    });
}

state.language = firstLanguage();
wire();
state.basis = await basisOpen($('root').textContent, $('bundle').textContent);
drawWords();
$('fallback').remove();
