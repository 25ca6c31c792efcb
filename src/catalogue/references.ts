/** Files that a query compares with: read from disk, or known to the catalogue by their path or hash. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { resolve } from "node:path";
import { QueryError, type Reference } from "../../dsl/mod.ts";
import { facetBytes, facets } from "../analyzers/facets.ts";
import { createDigest } from "../digest.ts";
import { MidiError } from "../midi/diagnosis.ts";
import { bandsOf, minHash, musicHash, notesHash } from "../midi/fingerprint.ts";
import { parseSong } from "../midi/smf.ts";
import { bandTerm } from "../plugin/index-terms.ts";
import type { Store } from "../store/store.ts";

/**
 * What is known of a file.
 *
 * @param missing the error that says where in the query the file is named.
 * @throws QueryError `missing-file` when it is neither on disk nor in the catalogue, or holds no music.
 */
export async function loadReference(file: string, store: Store, missing: QueryError): Promise<Reference> {
  const refuse = (message: string): never => {
    throw new QueryError("missing-file", message, missing.span, missing.hint, file);
  };
  const path = resolve(file.replace(/^~(?=\/)/, homedir()));
  if (existsSync(path)) {
    try {
      return await referenceOf(new Uint8Array(readFileSync(path)));
    } catch (error) {
      if (error instanceof MidiError) return refuse(`\`${file}\` holds no music: ${error.message}`);
      return refuse(`cannot read \`${file}\`: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return (await storedReference(file, path, store)) ?? refuse(`there is no file \`${file}\`, here or in the catalogue`);
}

async function referenceOf(bytes: Uint8Array): Promise<Reference> {
  const digest = await createDigest();
  const hash = Buffer.from(digest(bytes)).toString("hex");
  const song = parseSong(bytes);
  return {
    hash,
    notesHash: notesHash(song),
    musicHash: musicHash(song),
    facets: facetBytes(facets(song)),
    ...bands(minHash(song)),
  };
}

const bands = (minhash: Uint32Array | null): Pick<Reference, "minhash" | "bandTerms"> => ({
  minhash,
  bandTerms: minhash ? Array.from(bandsOf(minhash), bandTerm) : [],
});

interface Row {
  readonly hash: string;
  readonly notes: string | null;
  readonly music: string | null;
  readonly facets: string;
  readonly minhash: string | null;
}

async function storedReference(file: string, path: string, store: Store): Promise<Reference | undefined> {
  const isHash = /^[0-9a-f]{6,64}$/i.test(file);
  const where = isHash
    ? `encode(c."hash", 'hex') like $1::text || '%'`
    : `c."id" in (select k."content" from copy k where k."path" = $1::text)`;
  const [row] = await store.query<Row>(
    `select encode(c."hash", 'hex') as "hash", c."notes_hash" as "notes", c."music_hash" as "music",
       encode(v."facets", 'hex') as "facets", encode(v."minhash", 'hex') as "minhash"
     from content c join vector v on v."content" = c."id" where ${where} order by c."id" limit 1`,
    [isHash ? file.toLowerCase() : (await store.places()).meant(file, path)],
  );
  if (!row) return undefined;
  const minhash = row.minhash === null ? null : new Uint32Array(new Uint8Array(Buffer.from(row.minhash, "hex")).buffer);
  return {
    hash: row.hash,
    notesHash: row.notes,
    musicHash: row.music,
    facets: new Uint8Array(Buffer.from(row.facets, "hex")),
    ...bands(minhash),
  };
}
