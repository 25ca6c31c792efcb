/** The plugins that ship with midiq, by name: `--plugin swing` means one of them wherever midiq comes from. */

/** What ships, and what it is for. */
export const shippedPlugins = {
  genre: "taggers: genres from names, texts and music",
  jsonl: "sink: one JSON object per line",
  jsymbolic: "analyzer: 145 scalar features of jSymbolic 2.2",
  list: "source: the files that a text file, CSV file or playlist names",
  rests: "analyzer: silence (a short example)",
  swing: "analyzer and command: swing, timing by instrument, accents",
} as const satisfies Readonly<Record<string, string>>;

/** Name of a plugin that ships. */
export type ShippedPlugin = keyof typeof shippedPlugins;

/** The published build has JavaScript. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));

/** The URL of a shipped plugin's module. */
export const shippedUrl = (name: ShippedPlugin): string =>
  new URL(`../../plugins/${name}${extension}`, import.meta.url).href;

/** The shipped plugin that a word names: `swing`, or `midiq/plugins/swing` as scripts import it. */
export function shippedNamed(word: string): ShippedPlugin | undefined {
  const [, name] = /^(?:midiq\/plugins\/)?([a-z]+)(?:(?<=\/[a-z]+)\.[jt]s)?$/.exec(word) ?? [];
  return name !== undefined && Object.hasOwn(shippedPlugins, name) ? (name as ShippedPlugin) : undefined;
}
