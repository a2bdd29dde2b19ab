// What the page remembers between two visits: the language, and the highest number of each root's
// list. Never anything that was read.

function get(name) {
    try {
        return localStorage.getItem(`akashi-${name}`);
    } catch {
        return null;
    }
}

// False where the browser keeps nothing.
function put(name, text) {
    try {
        localStorage.setItem(`akashi-${name}`, text);
        return true;
    } catch {
        return false;
    }
}

export function storedLanguage() {
    return get('language');
}

export function storeLanguage(language) {
    return put('language', language);
}

export function storedNumber(kid) {
    return Number(get(`list-${kid}`) ?? 0);
}

export function storeNumber(kid, number) {
    return put(`list-${kid}`, String(number));
}
