// The answer, drawn: who, which doses, who signed, and valid, not valid or cannot tell, with why.
import { dayInJapan, eraYear } from './date.js';
import { button, element, shape, strange } from './dom.js';
import { sentenceOf, wordsOf } from './words.js';

function reason(code, language) {
    const [what, advice] = sentenceOf(code, language);
    return element('p.reason', element('strong', what), ' ', advice, ' ',
        element('span.number.whole', `(${code})`));
}

function birthLine({ birth }, language) {
    const words = wordsOf(language);
    const era = language === 'ja' && birth?.length === 10 ? `（${eraYear(birth)}）` : '';
    return element('p.birth', `${words.birth} `, birth ?? words.unknownBirth, element('span.whole', era));
}

function productText({ product, vaccine }, language) {
    if (!product)
        return wordsOf(language).unknownProduct(vaccine);
    const { name, maker } = product[language];
    return language === 'ja' ? `${name}（${maker}）` : `${name} (${maker})`;
}

function doseLine(dose, language) {
    const words = wordsOf(language);
    const rows = [[words.lot, dose.lot], [words.country, dose.country], [words.authority, dose.authority]];
    const inside = element('div', element('span.day', dose.date ?? '?'), ' ',
        strange('span', productText(dose, language)));
    for (const [label, text] of rows.filter(([, one]) => one))
        inside.append(element('br'), `${label} `, strange('span.mono', text));
    if (dose.subpotent)
        inside.append(element('br'), element('strong', words.subpotent));
    return element('li', element('span.nth', words.nth(dose.number)), inside);
}

function facts(rows) {
    const list = element('dl');
    for (const [label, text, kind = 'dd'] of rows)
        if (text)
            list.append(element('dt', label), strange(kind, text));
    return list;
}

// In fours, as on the paper.
function idText(id) {
    return /^[A-Z0-9]{12}$/.test(id ?? '') ? id.match(/.{4}/g).join('-') : id;
}

function personAndDoses(opened, language) {
    const words = wordsOf(language);
    const day = (seconds) => seconds ? dayInJapan(seconds) : null;
    return [
        strange('p.who', opened.holder.name),
        birthLine(opened.holder, language),
        opened.doses.length > 0 && element('h3', words.doses),
        element('ol.doses', ...opened.doses.map((dose) => doseLine(dose, language))),
        facts([
            [words.passport, opened.passport, 'dd.mono'],
            [words.issuer, opened.issuer],
            [words.signer, opened.signer, 'dd.mono'],
            [words.signed, day(opened.notBefore)],
            [words.expires, day(opened.expires)],
            [words.id, idText(opened.id), 'dd.mono'],
        ]),
    ];
}

function codeCard(opened, index, count, language) {
    const words = wordsOf(language);
    const number = count > 1 ? `${words.number} ${index + 1}/${count}: ` : '';
    const word = element(`p.word.${opened.verdict}`, shape(opened.verdict), words.verdict[opened.verdict]);
    const card = element('article.code', element('h3', number + words.format[opened.format]), word,
        opened.code !== null && reason(opened.code, language),
        opened.note !== null && element('p.reason', words[opened.note]));
    if (opened.holder.name) {
        if (opened.verdict !== 'valid')
            card.append(element('p', element('strong', words.unconfirmed)));
        card.append(...personAndDoses(opened, language).filter(Boolean));
    }
    return card;
}

// What went wrong, in one sentence, or nothing.
function mainReason(answer, language) {
    const code = answer.code ?? answer.opened.find((opened) => opened.verdict === answer.verdict)?.code;
    return code ? sentenceOf(code, language)[0] : '';
}

function banner(answer, language) {
    const words = wordsOf(language);
    const [what, advice] = answer.code ? sentenceOf(answer.code, language)
        : [mainReason(answer, language), ''];
    return element(`div.verdict.${answer.verdict}`, shape(answer.verdict),
        element('div', element('h2', words.verdict[answer.verdict]),
            element('p', words.meaning[answer.verdict], what, ' ', advice, ' ',
                answer.code && element('span.number.whole', `(${answer.code})`))));
}

// `acts`: what the buttons below do.
export function answerView(answer, language, acts) {
    const words = wordsOf(language);
    const cards = answer.opened.map((opened, index) =>
        codeCard(opened, index, answer.opened.length, language));
    return [
        banner(answer, language),
        ...cards,
        element('div.after', button('main-button', words.next, acts.next),
            button('button', words.more, acts.more), button('button', words.forget, acts.forget)),
    ];
}

// What is said aloud.
export function answerSpoken(answer, language) {
    const words = wordsOf(language);
    const name = answer.verdict === 'valid' ? answer.opened[0].holder.name : '';
    return [words.verdict[answer.verdict], name, mainReason(answer, language)].filter(Boolean)
        .join(language === 'ja' ? '。' : '. ');
}
