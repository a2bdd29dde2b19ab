// Days as they are written in codes. Whole, or without day or month where a register does not know.

const DAY_SECONDS = 86400;
const JAPAN_SECONDS = 9 * 3600;

const YEAR_MIN = 1850, YEAR_MAX = 2199;

export function isDay(text) {
    const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1).map(Number);
    if (!parts || parts[0] < YEAR_MIN || parts[0] > YEAR_MAX)
        return false;
    const day = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2]));
    return day.getUTCMonth() === parts[1] - 1 && day.getUTCDate() === parts[2];
}

// A day, a month or a year.
export function isBirth(text) {
    return /^\d{4}(-\d{2}){0,2}$/.test(text) && isDay(`${text}-01-01`.slice(0, 10));
}

// The day in Japan that a moment belongs to.
export function dayInJapan(seconds) {
    return new Date((seconds + JAPAN_SECONDS) * 1000).toISOString().slice(0, 10);
}

// The same, as people write it.
export function dayInWords(seconds, language) {
    return new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB',
        { dateStyle: 'long', timeZone: 'Asia/Tokyo' }).format(new Date(seconds * 1000));
}

export function daysBetween(from, to) {
    return Math.floor((to - from) / DAY_SECONDS);
}

// The year of its era, as Japanese papers say it beside the western one.
export function eraYear(day) {
    return new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', timeZone: 'UTC' })
        .format(new Date(`${day}T00:00:00Z`));
}
