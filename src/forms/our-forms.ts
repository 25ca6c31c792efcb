/** The list of our forms of output: all that the command, its help and its completion know of them is said here. */
import type { Form } from "./form.ts";

/** A form that is listed. Libraries of binary forms are large, so each module comes only with its form. */
interface Listed {
  readonly load: () => Promise<Form>;
  /** How a file of it is written, where a file may be: by the same form unless it has one of its own. */
  readonly ofFiles?: true | (() => Promise<Form>);
  /** False for forms that are meant by an option, not by a name. */
  readonly isNamed?: false;
}

const forms = {
  json: { load: async () => (await import("./json.ts")).jsonLines },
  jsonl: { load: async () => (await import("./json.ts")).jsonLines, ofFiles: true },
  csv: { load: async () => (await import("./delimited.ts")).csv, ofFiles: true },
  tsv: { load: async () => (await import("./delimited.ts")).tsv, ofFiles: true },
  md: { load: async () => (await import("./markdown.ts")).markdown },
  paths: { load: async () => (await import("./paths.ts")).paths },
  m3u: { load: async () => (await import("./m3u.ts")).m3u },
  html: { load: async () => (await import("./html.ts")).html },
  parquet: { load: async () => (await import("./parquet.ts")).parquet, ofFiles: true },
  arrow: {
    load: async () => (await import("./arrow.ts")).arrowStream,
    ofFiles: async () => (await import("./arrow.ts")).arrowFile,
  },
  // What `-0` means.
  "null-paths": { load: async () => (await import("./paths.ts")).nullPaths, isNamed: false },
} satisfies Readonly<Record<string, Listed>>;

const listed: Readonly<Record<string, Listed>> = forms;

/** Names of our forms, in the order in which help shows them. */
export const formNames: readonly string[] = Object.keys(listed).filter((name) => listed[name]?.isNamed !== false);

/** Names of the forms that files of rows may have, which are the endings of such files too. */
export const fileForms: readonly string[] = formNames.filter((name) => listed[name]?.ofFiles);

/** Loads a form of ours; undefined where there is none of the name. */
export const loadForm = async (name: string): Promise<Form | undefined> =>
  Object.hasOwn(listed, name) ? listed[name]?.load() : undefined;

/** Loads the form of a file of rows; undefined where files have no such form. */
export async function loadFileForm(name: string): Promise<Form | undefined> {
  const ofFiles = Object.hasOwn(listed, name) ? listed[name]?.ofFiles : undefined;
  return ofFiles === true ? listed[name]?.load() : ofFiles?.();
}
