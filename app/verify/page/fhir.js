// The FHIR bundle of a SMART Health Card, read as app/seal/shc_bundle.c, shc_patient.c and
// shc_dose.c read it.
import { utf8 } from './bytes.js';
import { isBirth, isDay } from './date.js';
import { isObject, isText } from './json.js';
import { productOfCvx } from './products.js';

const CVX = 'http://hl7.org/fhir/sid/cvx';
const NAME_SPACE = '\u3000'; // between family and given name, as on the card's chip
const DOSES_MAX = 32;
const NAME_BYTES = 303;
const LOT_BYTES = 20;
const AUTHORITY_BYTES = 95;
const VACCINE_BYTES = 127;
const TIME = /^T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

const listOf = (value) => Array.isArray(value) ? value : [];

// Nothing empty anywhere, and nothing that changes the meaning of the rest unread.
function isFull(value) {
    if (Array.isArray(value))
        return value.length > 0 && value.every(isFull);
    if (isObject(value))
        return Object.keys(value).length > 0 && !('implicitRules' in value) &&
            !('modifierExtension' in value) && Object.values(value).every(isFull);
    return value !== '' && value !== null;
}

function hasOnlyLabel(resource) {
    if ('id' in resource || 'text' in resource)
        return false;
    return !('meta' in resource) || (isObject(resource.meta) &&
        Object.keys(resource.meta).join() === 'security' && listOf(resource.meta.security).length > 0);
}

const resourceOf = (entry) => isObject(entry?.resource) ? entry.resource : {};

// No id, no text, no metadata but a security label: what a card for a symbol must not carry.
export function bundleIsMinimal(bundle) {
    if (bundle !== undefined && !isFull(bundle))
        return false;
    return listOf(bundle?.entry).map(resourceOf).every(hasOnlyLabel) &&
        hasOnlyLabel(isObject(bundle) ? bundle : {});
}

// A text that can be shown as it is: nothing in it moves the cursor or turns the writing.
function isShown(value) {
    return isText(value) && value !== '' && !/[\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(value);
}

const fits = (text, bytes) => utf8(text).length <= bytes;

// Of several names the one that stands on papers, else the first; its parts say more than its text.
// Null where it cannot be read.
function readName(names) {
    const name = listOf(names).find((one) => one?.use === 'official') ?? listOf(names)[0];
    if (!isObject(name) || ('given' in name && listOf(name.given).length === 0))
        return null;
    const parted = 'family' in name || 'given' in name;
    const parts = parted ? [...('family' in name ? [name.family] : []), ...listOf(name.given)]
        : [name.text];
    const text = parts.every(isShown) ? parts.join(NAME_SPACE) : null;
    return text && fits(text, NAME_BYTES) ? text : null;
}

// What FHIR calls a modifier turns the meaning of all the rest.
const MODIFIERS = ['active', 'deceasedBoolean', 'deceasedDateTime', 'link'];

function readPatient(patient, holder) {
    if (MODIFIERS.some((name) => name in patient))
        return false;
    holder.name = readName(patient.name);
    if (holder.name !== null && isText(patient.birthDate) && isBirth(patient.birthDate))
        holder.birth = patient.birthDate;
    return holder.name !== null && (!('birthDate' in patient) || holder.birth !== null);
}

// One product, in the words of one system or of several; of CVX there is one code.
function readVaccine(codings, dose) {
    const cvx = listOf(codings).filter((coding) => coding?.system === CVX);
    const chosen = cvx[0] ?? listOf(codings)[0];
    if (!chosen || cvx.length > 1 ||
        !codings.every((coding) => isShown(coding?.code) && isShown(coding.system)))
        return false;
    const name = chosen.system === CVX ? chosen.code : `${chosen.system}|${chosen.code}`;
    dose.vaccine = fits(name, VACCINE_BYTES) ? name : null;
    dose.product = chosen.system === CVX ? productOfCvx(chosen.code) : null;
    return true;
}

// A time may follow; what counts is the day as it stands there, where it was given.
function readDay({ occurrenceDateTime: text, occurrenceString }, dose) {
    const good = isText(text) && occurrenceString === undefined && isDay(text.slice(0, 10)) &&
        (text.length === 10 || TIME.test(text.slice(10)));
    dose.date = good ? text.slice(0, 10) : null;
    return good;
}

// May be missing; one longer than any of ours is left out rather than cut.
function readText(value, max, keep) {
    if (value === undefined)
        return true;
    if (isShown(value) && fits(value, max))
        keep(value);
    return isShown(value);
}

function readDose(immunization, patientUrl, dose) {
    return immunization.status === 'completed' && immunization.patient?.reference === patientUrl &&
        readVaccine(immunization.vaccineCode?.coding, dose) && readDay(immunization, dose) &&
        readText(immunization.lotNumber, LOT_BYTES, (lot) => { dose.lot = lot; }) &&
        readText(listOf(immunization.performer)[0]?.actor?.display, AUTHORITY_BYTES,
            (authority) => { dose.authority = authority; }) &&
        ['boolean', 'undefined'].includes(typeof (dose.subpotent = immunization.isSubpotent));
}

function readDoses(resources, patientUrl, out) {
    for (const resource of resources.filter((one) => one.resourceType === 'Immunization')) {
        const dose = { number: out.doses.length + 1, lot: null, country: null, authority: null };
        if (out.doses.length === DOSES_MAX || !readDose(resource, patientUrl, dose))
            return false;
        out.doses.push(dose);
    }
    return out.doses.length > 0;
}

// Fills holder and doses as far as they can be read. False when the bundle has not the shape of a
// vaccination card: one person, doses that are hers, an address that is nobody else's.
export function readBundle(bundle, out) {
    const entries = listOf(bundle?.entry);
    const patients = entries.filter((entry) => resourceOf(entry).resourceType === 'Patient');
    const url = patients[0]?.fullUrl;
    if (patients.length !== 1 || bundle.resourceType !== 'Bundle' || !isText(url) ||
        entries.filter((entry) => entry?.fullUrl === url).length !== 1 ||
        !entries.every((entry) => isText(entry?.fullUrl) && isText(resourceOf(entry).resourceType)))
        return false;
    return readPatient(patients[0].resource, out.holder) &&
        readDoses(entries.map(resourceOf), url, out);
}
