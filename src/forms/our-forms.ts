/** The list of our forms of output, each loaded when it is asked for. */
import type { Form } from "./form.ts";

/** Our forms; libraries of binary ones are large, so that each module comes only with its form. */
const forms = {
  json: async () => (await import("./json.ts")).jsonLines,
  jsonl: async () => (await import("./json.ts")).jsonLines,
  csv: async () => (await import("./delimited.ts")).csv,
  tsv: async () => (await import("./delimited.ts")).tsv,
  md: async () => (await import("./markdown.ts")).markdown,
  paths: async () => (await import("./paths.ts")).paths,
  m3u: async () => (await import("./m3u.ts")).m3u,
  html: async () => (await import("./html.ts")).html,
  parquet: async () => (await import("./parquet.ts")).parquet,
  arrow: async () => (await import("./arrow.ts")).arrowStream,
  // Those that are meant by `-0` and by a file's name, rather than said.
  "arrow-file": async () => (await import("./arrow.ts")).arrowFile,
  "null-paths": async () => (await import("./paths.ts")).nullPaths,
} satisfies Readonly<Record<string, () => Promise<Form>>>;

/** Names of our forms, in the order in which help shows them. */
export const formNames: readonly string[] = Object.keys(forms).filter((name) => !name.includes("-"));

/** Loads a form of ours; undefined where there is none of the name. */
export const loadForm = async (name: string): Promise<Form | undefined> =>
  Object.hasOwn(forms, name) ? forms[name as keyof typeof forms]() : undefined;
