// usage: verify-dcc.mjs CERTIFICATE SCHEMA [FILE]
// Reads EU certificates, one a line, from FILE or standard input: base45, node's own zlib, cbor,
// cose-js, and ajv with the schema. CERTIFICATE: the signer's, in DER. Exit status: 0 all hold, 1 one
// does not, 2 misuse.
import { X509Certificate, createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import Ajv from "ajv/dist/2020.js";
import base45 from "base45";
import cbor from "cbor";
import cose from "cose-js";

const KID = 4;
const CLAIM = { iss: 1, exp: 4, iat: 6, hcert: -260 };

function check(good, what) {
  if (!good) throw new Error(what);
}

function validatorOf(schema) {
  const ajv = new Ajv({
    strict: false,
    formats: { date: /^\d{4}-\d\d-\d\d$/, "date-time": /^\d{4}-\d\d-\d\dT/ },
  });
  return ajv.compile(schema);
}

function keyOf(certificate) {
  const jwk = certificate.publicKey.export({ format: "jwk" });
  return { x: Buffer.from(jwk.x, "base64url"), y: Buffer.from(jwk.y, "base64url") };
}

function checkHeader(message, der) {
  const [header, unprotected] = cbor.decodeFirstSync(message).value;
  const kid = createHash("sha256").update(der).digest().subarray(0, 8);
  const named = cbor.decodeFirstSync(header).get(KID);
  check(kid.equals(named ?? unprotected.get(KID)), "kid");
}

// Luhn mod N over the whole identifier, as eu-dcc-schema describes it.
function checkCharacter(id) {
  const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/:";
  const n = signs.length;
  let sum = 0;
  [...id].reverse().forEach((sign, i) => {
    const addend = signs.indexOf(sign) * (i % 2 === 0 ? 2 : 1);
    sum += Math.floor(addend / n) + (addend % n);
  });
  return signs[(n - (sum % n)) % n];
}

function checkContent(certificate, validate) {
  check(validate(certificate), `schema: ${JSON.stringify(validate.errors)}`);
  const { ci, dn, sd } = certificate.v[0];
  const [id, character] = ci.split("#");
  check(character === undefined || checkCharacter(id) === character, "check character");
  check(dn >= 1 && sd >= 1, "dose");
}

async function verify(text, der, validate) {
  check(text.startsWith("HC1:"), "prefix");
  const message = inflateSync(base45.decode(text.slice(4)));
  checkHeader(message, der);
  const key = keyOf(new X509Certificate(der));
  const claims = cbor.decodeFirstSync(await cose.sign.verify(message, { key }));
  check(claims.get(CLAIM.iat) < claims.get(CLAIM.exp), "times");
  check(/^[A-Z]{2}$/.test(claims.get(CLAIM.iss)), "iss");
  const certificate = claims.get(CLAIM.hcert).get(1);
  checkContent(certificate, validate);
  return certificate;
}

const [certificatePath, schemaPath, file] = process.argv.slice(2);
if (!schemaPath) {
  console.error("usage: verify-dcc.mjs CERTIFICATE SCHEMA [FILE]");
  process.exit(2);
}
const der = readFileSync(certificatePath);
const validate = validatorOf(JSON.parse(readFileSync(schemaPath, "utf8")));
const lines = readFileSync(file ?? 0, "utf8").split("\n").filter(Boolean);
const products = new Set();
try {
  check(lines.length > 0, "no code");
  for (const line of lines) products.add((await verify(line, der, validate)).v[0].mp);
  console.log(`valid codes=${lines.length} products=${products.size}`);
} catch (fault) {
  console.log(`not valid: ${fault.message}`);
  process.exitCode = 1;
}
