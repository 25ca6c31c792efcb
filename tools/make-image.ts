/**
 * Makes the image that a new catalogue starts from: a fresh PGlite data folder, packed. A first `initdb` takes seconds
 * and 0.9 GB of memory on the user's machine; unpacking the image takes a fraction of both. `bun run image`
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { imageUrl } from "../src/store/image.ts";

const folder = mkdtempSync(join(tmpdir(), "midiq-image-"));
const db = await PGlite.create(join(folder, "data"), { extensions: { pg_trgm } });
await db.exec("create extension if not exists pg_trgm");
await db.exec("vacuum freeze");
await db.exec("checkpoint");
const tar = new Uint8Array(await (await db.dumpDataDir("none")).arrayBuffer());
await db.close();
rmSync(folder, { recursive: true });

// A window of 16 MB sees that the template databases are copies of each other.
const packed = brotliCompressSync(tar, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
  },
});
writeFileSync(imageUrl, packed);
console.log(`${imageUrl.pathname}: ${tar.length} bytes as ${packed.length}`);
