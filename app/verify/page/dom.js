// Elements, made without any HTML text: what a code says can never become markup.

export const $ = (id) => document.getElementById(id);

// element('p.hint', 'text', child, …); null and false are passed over.
export function element(kind, ...inside) {
    const [name, ...classes] = kind.split('.');
    const out = document.createElement(name);
    out.className = classes.join(' ');
    out.append(...inside.filter((part) => part !== null && part !== false));
    return out;
}

export function button(kind, text, onClick) {
    const out = element(`button.${kind}`, text);
    out.type = 'button';
    out.addEventListener('click', onClick);
    return out;
}

// Text that is not the page's own: its direction stays its own too, and signs that would turn the
// writing or hide are shown as question marks, as akashi-verify does.
export function strange(kind, text) {
    const out = element(kind, text.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, '?'));
    out.dir = 'auto';
    return out;
}

const SHAPES = {
    valid: ['M24 3a21 21 0 1 0 0 42 21 21 0 0 0 0-42z', 'M14 25l7 7 13-15'],
    'not-valid': ['M15 4h18l11 11v18L33 44H15L4 33V15z', 'M17 17l14 14M31 17L17 31'],
    'cannot-tell': ['M24 3l21 21-21 21L3 24z', 'M19 20c0-7 10-7 10-1 0 4-5 4-5 8M24 33v.5'],
};

// A verdict's shape: circle with a tick, octagon with a cross, diamond with a question mark.
export function shape(verdict) {
    const out = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    out.setAttribute('viewBox', '0 0 48 48');
    out.setAttribute('aria-hidden', 'true');
    for (const line of SHAPES[verdict]) {
        const path = document.createElementNS(out.namespaceURI, 'path');
        path.setAttribute('d', line);
        out.append(path);
    }
    return out;
}
