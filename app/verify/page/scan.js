// QR symbols in a picture. The reader is ZXing (vendor/), and everything it needs is in the page.
import { base64Bytes } from './bytes.js';
import { $ } from './dom.js';

const SIDE_MAX = 6000;
const SYMBOLS_MAX = 32;
const OPTIONS = { formats: ['QRCode'], tryHarder: true, tryInvert: false, maxNumberOfSymbols: SYMBOLS_MAX };

let ready = null;

function prepare() {
    const wasmBinary = base64Bytes($('reader').textContent).buffer;
    return ZXingWASM.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

// The bytes of every symbol in an ImageData.
export async function scanPixels(pixels) {
    ready ??= prepare();
    await ready;
    const found = await ZXingWASM.readBarcodes(pixels, OPTIONS);
    return found.filter((symbol) => symbol.isValid).map((symbol) => symbol.bytes);
}

// Draws a video, image or bitmap, no larger than a reader needs.
export function pixelsOf(source, width, height) {
    const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    return context.getImageData(0, 0, canvas.width, canvas.height);
}

// Throws where the file is no picture that the browser can draw.
export async function scanFile(file) {
    const bitmap = await createImageBitmap(file);
    try {
        return await scanPixels(pixelsOf(bitmap, bitmap.width, bitmap.height));
    } finally {
        bitmap.close();
    }
}
