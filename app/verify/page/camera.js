// The camera: looks until it has seen a code, and a moment longer for others beside it.
import { pixelsOf, scanPixels } from './scan.js';

const PAUSE_MS = 120;
const LINGER_MS = 900;

let stream = null;

export function cameraStop(video) {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
}

// The key of the words for why there is no picture.
function reasonOf(error) {
    return ['NotAllowedError', 'SecurityError'].includes(error.name) ? 'cameraDenied' : 'cameraMissing';
}

// Null when it runs, else the key of the words that say why not.
export async function cameraStart(video) {
    if (!navigator.mediaDevices?.getUserMedia)
        return 'cameraInsecure';
    try {
        const asked = await navigator.mediaDevices.getUserMedia({ audio: false, video: {
            facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } } });
        cameraStop(video); // whoever asked twice has one camera
        stream = asked;
        video.srcObject = asked;
        await video.play();
        return null;
    } catch (error) {
        cameraStop(video);
        return reasonOf(error);
    }
}

const pause = () => new Promise((resume) => setTimeout(resume, PAUSE_MS));

// The symbols seen, or none when the camera was stopped. `wanted` says which symbols count.
export async function cameraWatch(video, wanted) {
    const mine = stream;
    const seen = new Map();
    for (let until = Infinity; stream === mine && Date.now() < until; await pause()) {
        if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA)
            continue;
        const pixels = pixelsOf(video, video.videoWidth, video.videoHeight);
        for (const symbol of (await scanPixels(pixels)).filter(wanted))
            if (!seen.has(symbol.join())) {
                seen.set(symbol.join(), symbol);
                until = Date.now() + LINGER_MS;
            }
    }
    return stream === mine ? [...seen.values()] : [];
}
