// usage: verify-shc.mjs JWKS [FILE]
// Reads SMART Health Card texts, one a line, from FILE or standard input, and checks them with jose
// and node's own zlib. Exit status: 0 all hold, 1 one does not, 2 misuse.
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import { base64url, calculateJwkThumbprint, compactVerify, importJWK } from "jose";

// Node 18, as Debian 12 has it, does not offer it under this name by itself.
globalThis.crypto ??= webcrypto;

const PREFIX = "shc:/";
const V22_L_BITS = 8 * 1006;

function check(condition, what) {
  if (!condition) throw new Error(what);
}

// A symbol holds two segments: the prefix as bytes, the digits in numeric mode, ten bits for three.
function symbolBits(digits) {
  const rest = { 0: 0, 1: 4, 2: 7 }[digits.length % 3];
  const lengthBits = { byte: 16, numeric: 12 }; // versions 10 to 26
  const bytes = 4 + lengthBits.byte + 8 * PREFIX.length;
  return bytes + 4 + lengthBits.numeric + 10 * Math.floor(digits.length / 3) + rest;
}

function toJws(text) {
  check(text.startsWith(PREFIX), "prefix");
  const digits = text.slice(PREFIX.length);
  check(/^(?:[0-6][0-9]|7[0-7])+$/.test(digits), "digits are not pairs from 00 to 77");
  check(symbolBits(digits) <= V22_L_BITS, "more than version 22 holds at level L");
  return digits.match(/../g).map((pair) => String.fromCharCode(Number(pair) + 45)).join("");
}

async function keyOf(jwks, kid) {
  const jwk = jwks.keys.find((one) => one.kid === kid);
  check(jwk, "kid is not in the key set");
  check((await calculateJwkThumbprint(jwk, "sha256")) === kid, "kid is not the thumbprint");
  check(jwk.kty === "EC" && jwk.crv === "P-256" && jwk.alg === "ES256" && jwk.use === "sig", "kind of key");
  check(!("d" in jwk), "a private key");
  return importJWK(jwk, "ES256");
}

function checkClaims(claims) {
  check(/^https:\/\/.*[^/]$/.test(claims.iss), "iss");
  check(typeof claims.nbf === "number" && claims.nbf <= Date.now() / 1000, "nbf");
  check(claims.vc.type.includes("https://smarthealth.cards#health-card"), "vc.type");
  check(!claims.vc.rid || /^[A-Za-z0-9_-]{1,24}$/.test(claims.vc.rid), "vc.rid");
  const { fhirVersion, fhirBundle } = claims.vc.credentialSubject;
  check(/^4\.0\./.test(fhirVersion), "fhirVersion");
  check(fhirBundle.entry.every((one, i) => one.fullUrl === `resource:${i}`), "fullUrl");
  const types = fhirBundle.entry.map((one) => one.resource.resourceType);
  check(types[0] === "Patient" && types.slice(1).every((type) => type === "Immunization"), "resources");
}

async function verify(text, jwks) {
  const jws = toJws(text);
  check(jws.length <= 1195, "longer than 1195");
  const header = JSON.parse(new TextDecoder().decode(base64url.decode(jws.split(".")[0])));
  check(Object.keys(header).sort().join() === "alg,kid,zip", "header members");
  check(header.alg === "ES256" && header.zip === "DEF", "header");
  const { payload } = await compactVerify(jws, await keyOf(jwks, header.kid), { algorithms: ["ES256"] });
  const json = inflateRawSync(payload).toString("utf8");
  const claims = JSON.parse(json);
  check(JSON.stringify(claims) === json, "not minified");
  checkClaims(claims);
  return claims;
}

const [jwksPath, file] = process.argv.slice(2);
if (!jwksPath) {
  console.error("usage: verify-shc.mjs JWKS [FILE]");
  process.exit(2);
}
// A JWKS, or the file of a trust folder, which holds one.
const trusted = JSON.parse(readFileSync(jwksPath, "utf8"));
const jwks = trusted.jwks ?? trusted;
const lines = readFileSync(file ?? 0, "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
let doses = 0;
try {
  check(lines.length > 0, "no code");
  for (const line of lines) doses += (await verify(line, jwks)).vc.credentialSubject.fhirBundle.entry.length - 1;
  console.log(`valid codes=${lines.length} doses=${doses}`);
} catch (fault) {
  console.log(`not valid: ${fault.message}`);
  process.exitCode = 1;
}
