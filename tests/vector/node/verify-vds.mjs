// usage: verify-vds.mjs CSCA FILE DATE
// Reads ICAO VDS-NC seals from FILE, one a line or in a JSON list, and checks them on DATE ("now", or YYYY-MM-DD)
// with canonicalize and node's own crypto under the CSCA (DER). Exit status: 0 all hold, 1 one does not, 2 misuse.
import { verify, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import canonicalize from "canonicalize";

const USE_SIGNER = "2.23.136.1.1.14.2";
const LIST_OF_VACCINATION = Buffer.from("3009020100310413024e56", "hex");
const V40_M_BYTES = 2331;

function check(condition, what) {
  if (!condition) throw new Error(what);
}

function checkSigner(signer, csca, at) {
  check(csca.ca && csca.checkIssued(csca), "not a CSCA");
  check(signer.checkIssued(csca), "issued by another");
  check(signer.verify(csca.publicKey), "the CSCA's signature");
  check(!signer.ca, "a CA that signs seals");
  check(signer.keyUsage?.includes(USE_SIGNER), "extended use");
  check(signer.raw.includes(LIST_OF_VACCINATION), "document type");
  check(Date.parse(signer.validFrom) <= at && at <= Date.parse(signer.validTo), "the signer's days");
}

function checkDose(dose) {
  check(/^\d{4}-\d\d-\d\d$/.test(dose.dvc), "dvc");
  check(Number.isInteger(dose.seq) && dose.seq >= 1 && dose.seq <= 99, "seq");
  check(/^[A-Z]{3}$/.test(dose.ctr), "ctr");
  check(/^.{1,20}$/.test(dose.adm) && /^.{1,20}$/.test(dose.lot), "adm, lot");
}

function checkMessage({ hdr, msg }) {
  check(hdr.t === "icao.vacc" && hdr.v === 1 && /^[A-Z]{3}$/.test(hdr.is), "hdr");
  check(/^[0-9A-Z]{1,12}$/.test(msg.uvci), "uvci");
  check(/^[A-Z ]{1,39}$/.test(msg.pid.n) && /^\d{4}-\d\d-\d\d$/.test(msg.pid.dob), "pid.n, pid.dob");
  check(/^[0-9A-Z]{1,11}$/.test(msg.pid.i) && /^.{1,24}$/.test(msg.pid.ai), "pid.i, pid.ai");
  for (const { des, nam, dis, vd } of msg.ve) {
    check(/^[0-9A-Z]{6}$/.test(des) && nam.length > 0 && dis === "RA01.0", "ve");
    vd.forEach(checkDose);
  }
  return msg.ve.flatMap(({ vd }) => vd.map(({ seq }) => seq));
}

function checkSeal({ data, sig }, csca, at) {
  const signer = new X509Certificate(Buffer.from(sig.cer, "base64url"));
  check(sig.alg === "ES256" && Object.keys(sig).sort().join() === "alg,cer,sigvl", "sig");
  check(signer.publicKey.asymmetricKeyDetails.namedCurve === "prime256v1", "curve");
  checkSigner(signer, csca, at);
  const key = { key: signer.publicKey, dsaEncoding: "ieee-p1363" };
  check(verify("sha256", Buffer.from(canonicalize(data)), key, Buffer.from(sig.sigvl, "base64url")), "signature");
  return checkMessage(data);
}

function readSeals(text) {
  if (text.startsWith("[")) return JSON.parse(text);
  return text.trim().split("\n").map((line) => {
    check(line.length <= V40_M_BYTES, "longer than V40-M holds");
    check(canonicalize(JSON.parse(line)) === line, "not canonical as a whole");
    return JSON.parse(line);
  });
}

const [cscaPath, file, date] = process.argv.slice(2);
if (!date) {
  console.error("usage: verify-vds.mjs CSCA FILE DATE");
  process.exit(2);
}
try {
  const at = date === "now" ? Date.now() : Date.parse(date);
  const csca = new X509Certificate(readFileSync(cscaPath));
  const seals = readSeals(readFileSync(file, "utf8"));
  const numbers = seals.flatMap((seal) => checkSeal(seal, csca, at));
  check(numbers.every((number, i) => number === i + 1), "numbers of the doses");
  check(new Set(seals.map(({ data }) => data.msg.uvci)).size === 1, "several certificates");
  console.log(`valid seals=${seals.length} doses=${numbers.length}`);
} catch (fault) {
  console.log(`not valid: ${fault.message}`);
  process.exitCode = 1;
}
