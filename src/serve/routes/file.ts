/** Routes about one file, named by the start of its hash: what is known, its notes, its bytes, what is like it. */
import { z } from "zod";
import type { Shown } from "../../catalogue/asking/show.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { hexOf } from "../../digest.ts";
import { facetNames } from "../../hearing/likeness/facets.ts";
import { pipeline } from "../../pipeline/pipeline.ts";
import { songWithHash } from "../../reach/files-of-path.ts";
import { isBucketUrl } from "../../sources/s3.ts";
import { hash as hashStage } from "../../stages/hash.ts";
import { scan } from "../../stages/scan.ts";
import { RequestError } from "../problem.ts";
import { rollOf } from "../roll.ts";
import { bytesRoute, type Route, route } from "../route.ts";
import { contentOf, queryText, row, shownDigits } from "./shared.ts";

/** Paths of a content on this machine that are there. Nothing of the network is read for who asks a server. */
const localPaths = ({ copies }: Shown): readonly string[] =>
  copies.filter(({ missing, path }) => !missing && !isBucketUrl(path)).map(({ path }) => path);

const gone = ({ hash }: Shown): RequestError =>
  new RequestError(
    "file-gone",
    `The file ${hash.slice(0, shownDigits)} is not where it was, or has changed since it was added`,
  );

async function songOf(db: Catalogue, hash: string, signal: AbortSignal) {
  const shown = await contentOf(db, hash, signal);
  const [reject] = shown.rejects;
  if (shown.status === "rejected" && reject)
    throw new RequestError("unreadable", `No notes can be read in this file: ${reject.message}`);
  const paths = localPaths(shown);
  const song = await songWithHash(paths, shown.hash);
  if (!song) throw gone(shown);
  return { song, path: paths[0] };
}

const file = route({
  path: "/files/{hash}",
  tool: "show",
  about: "all that is known of a file: 12 to 64 digits of its hash name it",
  query: z.object({}),
  answer: z.looseObject({ hash: z.string(), size: z.number(), status: z.string(), paths: z.array(z.string()) }),
  handle: async (db, { path, signal }) => {
    const { paths, ...shown } = await contentOf(db, path["hash"] as string, signal);
    return { ...shown, paths: [...paths] };
  },
});

const notes = bytesRoute({
  path: "/files/{hash}/notes",
  about: "the notes of a file as columns, with its chords, bars, beats, keys and sections",
  query: z.object({}),
  answers: "application/octet-stream",
  handle: async (db, { path, signal }) => {
    const found = await songOf(db, path["hash"] as string, signal);
    return { type: "application/octet-stream", body: rollOf(found.song, found.path) };
  },
});

const midi = bytesRoute({
  path: "/files/{hash}/midi",
  about: "the bytes of a file, as they were when it was added",
  query: z.object({}),
  answers: "audio/midi",
  handle: async (db, { path, signal }) => {
    const shown = await contentOf(db, path["hash"] as string, signal);
    for (const own of localPaths(shown)) {
      for await (const { hash, bytes } of pipeline(scan(own), hashStage()).items({
        workers: 0,
        onRejected: () => {},
      })) {
        if (hexOf(hash) !== shown.hash) continue;
        return { type: "audio/midi", body: bytes, fileName: own.split("/").at(-1) as string };
      }
    }
    throw gone(shown);
  },
});

const like = route({
  path: "/files/{hash}/like",
  tool: "like",
  about: "files most alike to a file, the most alike first, with what they are alike in",
  query: z.object({
    by: z.enum(["all", ...facetNames]).default("all"),
    q: queryText.describe("only those that this query finds"),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  answer: z.object({
    rows: z.array(row.extend({ facets: z.record(z.string(), z.number()) })),
    same: z.int().describe("files with the very notes of this one, which are left out"),
  }),
  handle: async (db, { query: { by, q, limit }, path, signal, within }) => {
    const { hash } = await contentOf(db, path["hash"] as string, signal);
    const found = await db.alike(hash, q, { by, limit, files: "catalogue", signal, within });
    return {
      rows: found.rows.map(({ hash: own, path: at, copies, values, likeness, facets }) => ({
        file: own.slice(0, shownDigits),
        path: at,
        copies,
        values: values as Record<string, never>,
        likeness,
        facets: { ...facets },
      })),
      same: found.same,
    };
  },
});

const evidence = route({
  path: "/files/{hash}/evidence",
  tool: "evidence",
  about: "where the patterns of a query stand in a file",
  query: z.object({ q: queryText }),
  answer: z.object({ evidence: z.array(z.looseObject({})) }),
  handle: async (db, { query: { q }, path, signal, within }) => {
    const { hash } = await contentOf(db, path["hash"] as string, signal);
    const prepared = await db.prepare(q, { signal, within });
    const { rows } = await db.find(`hash ${hash}`, { limit: 1, signal, within });
    const [found] = (await db.evidence(prepared, rows, { signal, within })).values();
    return { evidence: (found ?? []).map((one) => ({ ...one })) };
  },
});

const why = route({
  path: "/files/{hash}/why",
  tool: "why",
  about: "which conditions of a query hold for a file, and what the catalogue knows",
  query: z.object({ q: queryText }),
  answer: z.looseObject({ text: z.string(), holds: z.boolean() }),
  handle: async (db, { query: { q }, path, signal, within }) => {
    const { hash } = await contentOf(db, path["hash"] as string, signal);
    return { ...(await db.why(hash, hash, q, { signal, within })) };
  },
});

/** All of them. */
export const fileRoutes: readonly Route[] = [file, notes, midi, like, evidence, why];
