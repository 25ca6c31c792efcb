/** Runs one tagger; whatever it does wrong costs only its own tags. */
import { z } from "zod";
import { sources } from "./estimate.ts";
import type { AnalyzerFailure } from "./records.ts";
import { failureOf, failureThrown } from "./run-analyzer.ts";
import type { AnyTagger, Tag } from "./tagger.ts";

/** What came of it. */
export type Tagging = { readonly tags: readonly Tag[] } | { readonly failure: AnalyzerFailure };

const tagShape = z.object({
  tag: z
    .string()
    .max(100)
    .regex(/^[a-z0-9_-]+:[^\s:][^\n]*$/, "a tag is namespace:value in lower case, for example genre:house"),
  confidence: z.number().min(0).max(1),
  source: z.enum(sources),
  rule: z.string().max(500),
  span: z.tuple([z.int(), z.int()]).optional(),
  why: z.string().max(2000),
});
/** More tags than this say nothing. */
const mostTags = 1000;
const tagsShape = z.array(tagShape).max(mostTags);

/** Runs a tagger on what it looks at: needed values, names, texts. Its tags are checked. */
export function runTagger(tagger: AnyTagger, input: unknown): Tagging {
  try {
    // Each kind of tagger looks at another input, which its caller made for it.
    const tags = (tagger.run as (input: unknown) => readonly Tag[])(input);
    // Nearly all files have no tag of a given tagger.
    if (Array.isArray(tags) && tags.length === 0) return { tags };
    const read = tagsShape.safeParse(tags);
    if (read.success) return { tags: read.data as readonly Tag[] };
    const [issue] = read.error.issues;
    return {
      failure: failureOf(tagger, "bad-output", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "no tags"}`),
    };
  } catch (error) {
    return { failure: failureThrown(tagger, error) };
  }
}
