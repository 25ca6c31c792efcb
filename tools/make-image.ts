/**
 * Makes the image that a new catalogue starts from: a fresh PGlite data folder, packed. A first `initdb` takes seconds
 * and 0.9 GB of memory on the user's machine; unpacking the image takes a fraction of both. `bun run image`
 *
 * It is the folder of an engine that was closed: one that was not has to be recovered first, which syncs each file twice. It
 * has no template databases: a catalogue never makes a database, and they are two thirds of the files.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { pack } from "tar-stream";
import { imageUrl } from "../src/database/engine/image.ts";

const folder = mkdtempSync(join(tmpdir(), "midiq-image-"));
const data = join(folder, "data");
const db = await PGlite.create(data, { extensions: { pg_trgm } });
await db.exec("create extension if not exists pg_trgm");
for (const name of ["template0", "template1"]) {
  await db.exec(`alter database ${name} with is_template false`);
  await db.exec(`drop database ${name}`);
}
await db.exec("vacuum freeze");
await db.exec("checkpoint");
await db.close();

const tar = pack();
const entries = readdirSync(data, { recursive: true, withFileTypes: true });
for (const entry of entries.sort((a, b) => (join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1))) {
  const path = join(entry.parentPath, entry.name);
  const name = path.slice(data.length + 1);
  if (entry.isDirectory()) tar.entry({ name, type: "directory" });
  else tar.entry({ name }, readFileSync(path));
}
tar.finalize();
const parts: Uint8Array[] = [];
for await (const part of tar) parts.push(part as Uint8Array);
const whole = Buffer.concat(parts);
rmSync(folder, { recursive: true });

const packed = brotliCompressSync(whole, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: whole.length,
  },
});
writeFileSync(imageUrl, packed);
console.log(`${imageUrl.pathname}: ${entries.length} entries, ${whole.length} bytes as ${packed.length}`);
