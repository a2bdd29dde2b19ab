// Forgets what was read after some minutes without use, with a word of warning before. Any key, touch
// or movement is use, so nobody loses an answer that is being looked at.

const QUIET_MS = 180 * 1000;
const WARNING_MS = 30 * 1000;
const USES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

let warning = null, end = null, restart = null;

export function forgetNever() {
    clearTimeout(warning);
    clearTimeout(end);
    for (const use of USES)
        document.removeEventListener(use, restart);
    restart = null;
}

// `calm` is called when somebody is there again after the warning.
export function forgetAfter(forget, warn, calm) {
    let warned = false;
    forgetNever();
    restart = () => {
        clearTimeout(warning);
        clearTimeout(end);
        if (warned)
            calm();
        warned = false;
        warning = setTimeout(() => { warned = true; warn(); }, QUIET_MS - WARNING_MS);
        end = setTimeout(forget, QUIET_MS);
    };
    for (const use of USES)
        document.addEventListener(use, restart, { passive: true });
    restart();
}
