/** Routes that ask a query: rows, their number, other forms of them. */
import { z } from "zod";
import { fileForms } from "../../forms/our-forms.ts";
import { rowsAs } from "../../forms/rows.ts";
import { bytesRoute, type Route, route } from "../route.ts";
import { flag, names, queryText, row, shownDigits } from "./shared.ts";

const mostRows = 1000;
const strict = flag.describe("refuse words that would only be searched");

/** Rows by keyset: `next` of one answer is `after` of the next request. */
const files = route({
  path: "/files",
  tool: "query",
  about: "files that a query finds, a page at a time",
  query: z.object({
    q: queryText,
    limit: z.coerce.number().int().min(1).max(mostRows).default(100),
    after: z.string().max(4000).optional().describe("`next` of the page before"),
    fields: names.optional().describe("fields to show, with commas between them"),
    strict,
  }),
  answer: z.object({
    rows: z.array(row),
    fields: z.array(z.string()),
    notes: z.array(z.string()).describe("how the query was read, where that may surprise"),
    reading: z.string().nullable().describe("the query in the language, where it was said in words"),
    next: z.string().nullable(),
    took: z.number().describe("milliseconds"),
  }),
  handle: async (db, { query, signal, within }) => {
    const began = performance.now();
    const limits = { signal, within };
    const prepared = await db.prepare(query.q, { strict: query.strict, ...limits });
    const found = await db.find(prepared, {
      limit: query.limit,
      ...(query.after !== undefined && { after: query.after }),
      ...(query.fields !== undefined && { fields: query.fields }),
      ...limits,
    });
    return {
      rows: found.rows.map(({ hash, path, copies, values, likeness }) => ({
        file: hash.slice(0, shownDigits),
        path,
        copies,
        values: values as Record<string, never>,
        ...(likeness !== undefined && { likeness }),
      })),
      fields: found.fields.map(({ name }) => name),
      notes: [...found.notes],
      reading: prepared.query.reading?.query ?? null,
      next: found.next ?? null,
      took: Math.round((performance.now() - began) * 10) / 10,
    };
  },
});

const count = route({
  path: "/count",
  tool: "count",
  about: "how many files a query finds",
  query: z.object({ q: queryText, strict }),
  answer: z.object({ count: z.int(), isEstimate: z.boolean() }),
  handle: async (db, { query, signal, within }) => {
    const { count: found, isEstimate } = await db.count(await db.prepare(query.q, { strict: query.strict }), {
      signal,
      within,
    });
    return { count: found, isEstimate };
  },
});

const types: Readonly<Record<string, string>> = {
  csv: "text/csv; charset=utf-8",
  tsv: "text/tab-separated-values; charset=utf-8",
  jsonl: "application/x-ndjson",
  parquet: "application/vnd.apache.parquet",
  arrow: "application/vnd.apache.arrow.file",
};
/** Forms that are written part by part. */
const exported = fileForms.filter((name) => name in types);

const exportFiles = bytesRoute({
  path: "/export",
  about: `all rows of a query as ${exported.join(", ")}, part by part`,
  query: z.object({
    q: queryText,
    as: z.enum(exported as [string, ...string[]]),
    fields: names.optional(),
  }),
  answers: "application/octet-stream",
  handle: async (db, { query, signal }) => {
    const parts = rowsAs(db, await db.prepare(query.q), query.as, {
      ...(query.fields && { fields: query.fields }),
      signal,
    });
    return {
      type: types[query.as] as string,
      body: streamOf(await parts.next(), parts),
      fileName: `midiq.${query.as}`,
    };
  },
});

/**
 * Parts as they are read: nobody makes more of them than the client takes.
 *
 * @param first read before the answer begins, so that what is asked wrongly is still an error of its own.
 */
function streamOf(
  first: IteratorResult<string | Uint8Array, unknown>,
  parts: AsyncGenerator<string | Uint8Array, unknown>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: IteratorResult<string | Uint8Array, unknown> | undefined = first;
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = next ?? (await parts.next());
      next = undefined;
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : (value as Uint8Array));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
}

/** All of them. */
export const filesRoutes: readonly Route[] = [files, count, exportFiles];
