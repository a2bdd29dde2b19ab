// Codes in text, one a line, or in a .smart-health-card file: what akashi-verify finds in text.
import { utf8 } from './bytes.js';
import { codeIs } from './check.js';
import { OF_FILE, isText, jsonText } from './json.js';

const CODE_LEAST = 200; // no sentence and no address of ours is as long as this without a space

// One strange sign is forgiven: it may be what is broken.
function isOneWord(bytes) {
    return bytes.filter((byte) => byte <= 0x20 || byte > 0x7e).length <= 1;
}

// Broken codes are codes too, even where the break is in their first signs: they are to be answered,
// not passed over. What else a page's symbols say, such as an address, is no code.
function looksLikeCode(line) {
    const bytes = utf8(line);
    if (codeIs(line) || (line.startsWith('eyJ') && isOneWord(bytes)))
        return true;
    return bytes.length >= CODE_LEAST && isOneWord(bytes) && !line.startsWith('https://');
}

function trim(text) {
    return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

// What is not one JSON value may be lines that begin with one.
export function textCodes(text) {
    const whole = trim(text);
    const json = whole.startsWith('{') ? jsonText(whole, OF_FILE) : null;
    if (json === null)
        return whole.split('\n').map(trim).filter(looksLikeCode);
    const cards = json.verifiableCredential;
    if (cards === undefined && codeIs(whole))
        return [whole];
    return Array.isArray(cards) ? cards.filter(isText) : [];
}
