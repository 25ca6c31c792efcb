/** What several routes ask for and answer. */
import { z } from "zod";
import type { Shown } from "../../catalogue/asking/show.ts";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { AskedError } from "../../errors.ts";

/** Digits of a hash that name a file in addresses: 64 bits, as the page sends them. */
export const shownDigits = 16;
/** The start of a file's hash in hex. */
export const hashPart = /^[0-9a-f]{12,64}$/;

export const mostQuery = 10_000;
/** A query in the language, or in words. */
export const queryText = z.string().max(mostQuery).default("").describe("a query in the language, or in words");
/** Names with commas between them. */
export const names = z
  .string()
  .max(2000)
  .transform((text) =>
    text
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  );
/** A flag in an address: `1`, `true`, or the bare name. */
export const flag = z
  .enum(["", "0", "1", "true", "false"])
  .default("0")
  .transform((text) => text === "" || text === "1" || text === "true");

/** A value as JSON has it. */
export const cell = z.json();

/** One file among answers. */
export const row = z
  .object({
    file: z.string().describe("the first 16 digits of its hash"),
    path: z.string(),
    copies: z.int().describe("files with these bytes"),
    values: z.record(z.string(), cell).describe("values by field, as people read them; null where one is not known"),
    likeness: z.number().optional(),
  })
  .describe("a file that is found");

/** The one content that the start of a hash names. @throws AskedError `no-file`, `several-files`. */
export async function contentOf(db: Catalogue, hash: string, signal: AbortSignal): Promise<Shown> {
  if (!hashPart.test(hash))
    throw new AskedError("no-file", `Cannot find "${hash}": expected 12 to 64 hex digits of a hash`);
  const [shown, other] = await db.show(hash, { signal });
  if (!shown) throw new AskedError("no-file", `There is no file whose hash starts with ${hash}`);
  if (other)
    throw new AskedError("several-files", `Several files have hashes that start with ${hash}: give more digits`);
  return shown;
}
