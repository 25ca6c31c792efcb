/** Files that a query compares with: read from disk, or known to the catalogue by their path or hash. */
import { homedir } from "node:os";
import { resolve } from "node:path";
import { QueryError, type Reference, tooShortPrefix } from "../../../dsl/mod.ts";
import { createDigest } from "../../digest.ts";
import { facetBytes, facets } from "../../hearing/likeness/facets.ts";
import { bandsOf, minHash, musicHash, notesHash } from "../../hearing/likeness/fingerprint.ts";
import { defaultLimits } from "../../midi/limits.ts";
import { parseSong } from "../../midi/smf.ts";
import { bandTerm } from "../../plugin/index-terms.ts";
import { readRegularWithin } from "../../regular-file.ts";
import type { Store } from "../store.ts";
import { namedWhere } from "./named.ts";

/** Where the files that a query names are looked for: on this machine and in the catalogue, or in the catalogue alone. */
export type FilesOf = "machine" | "catalogue";

/** A file on a disk of this machine comes at once, one over a network in moments; a server that is gone is not waited for. */
const readSeconds = 10;

/**
 * What is known of a file.
 *
 * @param missing the error that says where in the query the file is named.
 * @param files with "catalogue" the disk is never touched: the answer is the same for a path that is there and one that is not.
 * @throws QueryError `missing-file` when it is neither on disk nor in the catalogue, or holds no music.
 */
export async function loadReference(
  file: string,
  store: Store,
  missing: QueryError,
  files: FilesOf = "machine",
): Promise<Reference> {
  const refuse = (message: string): never => {
    throw new QueryError("missing-file", message, missing.span, missing.hint, file);
  };
  const path = file.includes("://") ? file : resolve(file.replace(/^~(?=\/)/, homedir()));
  if (files === "machine") {
    try {
      return await referenceOf(await readRegularWithin(path, defaultLimits.maxBytes, readSeconds));
    } catch (error) {
      // Neither what lies there nor why it is none: a query may come from a stranger.
      if (!isAbsent(error)) return refuse(`cannot read \`${file}\` as a MIDI file`);
    }
  }
  const where = files === "machine" ? ", here or in the catalogue" : " in the catalogue";
  return (
    (await storedReference(file, path, store)) ?? refuse(`there is no file \`${file}\`${where}${tooShortPrefix(file)}`)
  );
}

const isAbsent = (error: unknown): boolean =>
  ["ENOENT", "ENOTDIR"].includes((error as { readonly code?: string } | null)?.code ?? "");

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
  const where = await namedWhere(store, file, path);
  const [row] = await store.query<Row>(
    `select encode(c."hash", 'hex') as "hash", c."notes_hash" as "notes", c."music_hash" as "music",
       encode(v."facets", 'hex') as "facets", encode(v."minhash", 'hex') as "minhash"
     from content c join vector v on v."content" = c."id" where ${where.text} order by c."id" limit 1`,
    where.parameters,
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
