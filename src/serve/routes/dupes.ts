/** The route of duplicates: files that are the same, in clusters. */
import { z } from "zod";
import { levels } from "../../../dsl/mod.ts";
import { type Route, route } from "../route.ts";
import { names, queryText, shownDigits } from "./shared.ts";

/** Clusters of one answer. */
const mostClusters = 100;
const level = z.enum(levels as unknown as [string, ...string[]]) as z.ZodType<(typeof levels)[number]>;

const dupes = route({
  path: "/dupes",
  tool: "duplicates",
  about: "files that are the same bytes, notes or music, those that save most first; nothing is deleted",
  query: z.object({
    q: queryText.describe("only among the files that this query finds"),
    level: level.default("music").describe("the widest way of being the same that counts"),
    keep: names.optional().describe("rules by which one file is kept, such as oldest, under:House"),
    limit: z.coerce.number().int().min(1).max(mostClusters).default(20),
  }),
  answer: z.object({
    compared: z.int().describe("files that were compared"),
    summary: z.array(z.object({ level, clusters: z.int(), files: z.int(), saves: z.number().describe("bytes") })),
    clusters: z.array(
      z.object({
        level,
        saves: z.number().describe("bytes of all files but the kept one"),
        because: z.string().describe("what tells the kept file from the next best one"),
        files: z.array(
          z.object({
            file: z.string().describe("the first 16 digits of its hash"),
            path: z.string(),
            size: z.number().describe("bytes"),
            isKept: z.boolean(),
            transposed: z.number().nullable().describe("semitones above the kept music"),
            speed: z.number().nullable().describe("times as fast as the kept music"),
            differs: z.array(z.string()),
          }),
        ),
      }),
    ),
    notes: z.array(z.string()),
  }),
  handle: async (db, { query, signal, within }) => {
    const found = await db.duplicates(query.q, {
      level: query.level,
      ...(query.keep !== undefined && { keep: query.keep }),
      signal,
      within,
    });
    const clusters = [];
    for await (const { level: closest, saves, because, groups } of found.clusters(query.limit))
      clusters.push({
        level: closest,
        saves,
        because,
        files: groups.flatMap(({ transposed, speed, contents }) =>
          contents.flatMap(({ hash, size, differs, files }) =>
            files.map(({ path, isKept }) => ({
              ...{ file: hash.slice(0, shownDigits), path, size, isKept, transposed, speed },
              differs: [...differs],
            })),
          ),
        ),
      });
    return { compared: found.compared, summary: [...found.summary], clusters, notes: [...found.notes] };
  },
});

/** All of them. */
export const dupesRoutes: readonly Route[] = [dupes];
