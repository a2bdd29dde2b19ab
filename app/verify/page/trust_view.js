// The list of trusted issuers, as a person sees it: its number, its age, and how to choose another.
import { dayInWords } from './date.js';
import { button, element } from './dom.js';
import { sentenceOf, wordsOf } from './words.js';

function lines({ trust, code, age, remembered }, language) {
    const words = wordsOf(language);
    const out = [];
    if (!trust && code === null)
        out.push(words.trustNone);
    if (trust)
        out.push(words.trust(trust.number, dayInWords(trust.made, language), age));
    if (code !== null)
        out.push(`${sentenceOf(code, language).join(' ')} (${code})`);
    if (trust && !remembered)
        out.push(words.trustUnkept);
    return out;
}

export function trustView(basis, language, onFiles) {
    const input = element('input');
    Object.assign(input, { type: 'file', multiple: true, hidden: true, id: 'trust-files' });
    input.addEventListener('change', () => onFiles(input.files));
    return element(basis.trust && basis.code === null ? 'div.trust' : 'div.trust.missing',
        element('div', ...lines(basis, language).map((line) => element('p', line))),
        button('button', wordsOf(language).trustPick, () => input.click()), input);
}
