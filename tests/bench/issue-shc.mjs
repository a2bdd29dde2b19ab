// usage: issue-shc.mjs FOLDER
// Makes SMART Health Cards with jose, which FOLDER/node_modules holds, and node's own zlib. First line in:
// key (PEM), kid and claims, the first and last in base64url. Each further line: how many to make; the
// answer is the processor's microseconds that one took, in whatever thread.
import { createPrivateKey, webcrypto } from "node:crypto";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { deflateRawSync } from "node:zlib";

globalThis.crypto ??= webcrypto;

const require = createRequire(`${process.argv[2]}/from.mjs`);
const { CompactSign, importPKCS8 } = await import(pathToFileURL(require.resolve("jose")));

async function make(key, kid, claims) {
  const payload = deflateRawSync(JSON.stringify(claims), { level: 9 });
  const jws = await new CompactSign(payload).setProtectedHeader({ alg: "ES256", zip: "DEF", kid }).sign(key);
  return `shc:/${Array.from(jws, (sign) => String(sign.charCodeAt(0) - 45).padStart(2, "0")).join("")}`;
}

let work;
for await (const line of createInterface({ input: process.stdin })) {
  if (!work) {
    const [pem, kid, claims] = line.split(" ");
    const pkcs8 = createPrivateKey(Buffer.from(pem, "base64url").toString())
      .export({ type: "pkcs8", format: "pem" });
    work = { key: await importPKCS8(pkcs8, "ES256"), kid,
      claims: JSON.parse(Buffer.from(claims, "base64url").toString()) };
    continue;
  }
  const count = Number(line);
  const from = process.cpuUsage();
  // All at once, so that no time is lost in waiting for the thread that signs.
  await Promise.all(Array.from({ length: count }, () => make(work.key, work.kid, work.claims)));
  const { user, system } = process.cpuUsage(from);
  console.log((user + system) / count);
}
