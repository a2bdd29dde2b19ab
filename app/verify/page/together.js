// Whether several codes are of one certificate (app/verify/together.c): good signatures over two
// people, or two papers, are no proof for one.
import { isSerial } from './trust.js';

function sameFormatAgrees(a, b) {
    return a.id === b.id && a.issuer === b.issuer && a.holder.name === b.holder.name &&
        a.holder.birth === b.holder.birth && a.passport === b.passport;
}

// One has the card's name, the other the passport's: those are not compared.
function formatsAgree(a, b) {
    if (isSerial(a.id) && isSerial(b.id) && a.id !== b.id)
        return false;
    return !a.holder.birth || !b.holder.birth || a.holder.birth === b.holder.birth;
}

function dosesAgree(a, b) {
    return a.date === b.date && (!a.lot || !b.lot || a.lot === b.lot);
}

function dosesOf(opened, format) {
    return opened.filter((one) => one.format === format).flatMap((one) => one.doses);
}

// A photo may have missed a code, so the format that tells fewer doses is held against the other.
function setsAgree(opened, one, other) {
    const [less, more] = [dosesOf(opened, one), dosesOf(opened, other)]
        .sort((a, b) => a.length - b.length);
    return less.every((dose) => more.some((known) => dosesAgree(known, dose)));
}

export function together(opened) {
    return opened.every((a, i) => opened.slice(0, i).every((b) => a.format === b.format
        ? sameFormatAgrees(a, b)
        : formatsAgree(a, b) && setsAgree(opened, a.format, b.format)));
}
