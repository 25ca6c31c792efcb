/** Routes that change what is said of files by hand, and saved queries: there only where the server may write. */
import { z } from "zod";
import { restoreMarks } from "../../catalogue/marking/before.ts";
import { bestRating, type Marked } from "../../catalogue/marking/marks.ts";
import { AskedError } from "../../errors.ts";
import { type Route, route } from "../route.ts";
import type { Undos } from "../undos.ts";
import { hashPart, mostQuery } from "./shared.ts";

/** Files that one request names. */
const mostFiles = 1000;
const word = z.string().min(1).max(200);

/** What is marked: what a query finds, or files by the start of their hashes. */
const chosen = {
  q: z.string().max(mostQuery).optional().describe("what is marked"),
  files: z
    .array(z.string().regex(hashPart))
    .max(mostFiles)
    .optional()
    .describe("or these, by the start of their hashes"),
  dry: z.boolean().default(false).describe("only says how many would change"),
};

function queryOf({
  q,
  files,
}: {
  readonly q?: string | undefined;
  readonly files?: readonly string[] | undefined;
}): string {
  if ((q === undefined) === (files === undefined))
    throw new AskedError("bad-option", "Say what to mark: either q or files");
  if (files === undefined) return q as string;
  if (files.length === 0) throw new AskedError("bad-option", "Say what to mark: the list of files is empty");
  return files.map((hash) => `hash ${hash}`).join(" or ");
}

const answer = z.object({
  found: z.int(),
  changed: z.int(),
  dry: z.boolean(),
  undo: z.string().nullable().describe("undoes it, once; null where nothing changed, or very much"),
});

/** What marking did, with a token in place of what was said before. */
const marked = ({ found, changed, before }: Marked, dry: boolean, undos: Undos): z.input<typeof answer> => ({
  found,
  changed,
  dry,
  undo: changed > 0 ? undos.keep(before) : null,
});

const tags = route({
  method: "POST",
  path: "/tags",
  tool: "tag",
  about: "gives and takes away tags by hand; they win over automatic ones and stay",
  writes: true,
  query: z.object({}),
  body: z.object({ ...chosen, add: z.array(word).max(50).default([]), remove: z.array(word).max(50).default([]) }),
  answer,
  handle: async (db, { body, undos }) => {
    const { add, remove, dry } = body;
    return marked(await db.tag(queryOf(body), { add, remove }, { dryRun: dry, remember: true }), dry, undos);
  },
});

const ratings = route({
  method: "POST",
  path: "/ratings",
  tool: "rate",
  about: `rates files from 1 to ${bestRating}; null takes ratings away`,
  writes: true,
  query: z.object({}),
  body: z.object({ ...chosen, rating: z.int().min(1).max(bestRating).nullable() }),
  answer,
  handle: async (db, { body, undos }) =>
    marked(await db.rate(queryOf(body), body.rating, { dryRun: body.dry, remember: true }), body.dry, undos),
});

const undo = route({
  method: "POST",
  path: "/undo",
  tool: "undo",
  about: "undoes one change of tags or ratings, by the token that it was answered with; the last 20 can be undone",
  writes: true,
  query: z.object({}),
  body: z.object({ undo: word }),
  answer: z.object({ restored: z.int().describe("files that are marked as before") }),
  handle: async (db, { body, undos }) => {
    const before = undos.take(body.undo);
    if (!before) throw new AskedError("bad-option", "Cannot undo this: it was undone, or the server has forgotten it");
    return { restored: await restoreMarks(db, before) };
  },
});

const save = route({
  method: "PUT",
  path: "/saved/{name}",
  about: "saves a query under a name, to be asked as @name",
  writes: true,
  query: z.object({}),
  body: z.object({ query: z.string().min(1).max(mostQuery), about: z.string().max(1000).optional() }),
  answer: z.object({ name: z.string(), query: z.string() }),
  handle: async (db, { body, path }) => {
    const name = path["name"] as string;
    const { query } = await db.save(name, body.query, body.about);
    return { name, query };
  },
});

const unsave = route({
  method: "DELETE",
  path: "/saved/{name}",
  about: "forgets a saved query",
  writes: true,
  query: z.object({}),
  answer: z.object({ removed: z.boolean() }),
  handle: async (db, { path }) => ({ removed: await db.removeSaved(path["name"] as string) }),
});

/** All of them. */
export const markRoutes: readonly Route[] = [tags, ratings, undo, save, unsave];
