/** midiq rate: says what somebody thinks of files, 1 to 5. */
import { bestRating } from "../../catalogue/marks.ts";
import { Mistake } from "../failure.ts";
import { type MarkCommandOptions, mark } from "./tag.ts";

/** Rates what a query finds; 0, or `--clear` without a number, takes ratings away. */
export async function rate(words: readonly string[], options: MarkCommandOptions): Promise<number> {
  const [first = "", ...rest] = options.clear ? ["0", ...words] : words;
  if (!/^\d$/.test(first) || Number(first) > bestRating) {
    throw new Mistake(`Cannot read "${first}" as a rating: expected 1 to ${bestRating}, or 0 to take it away`);
  }
  return mark(rest.join(" "), options, (db, prepared) => db.rate(prepared, Number(first), options));
}
