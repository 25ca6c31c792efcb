/** Queries to begin from: examples of fields and of the documentation, and what people type. */
import { readFileSync } from "node:fs";
import type { Registry } from "../src/plugin/registry.ts";

const textOf = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** All of them, in a fixed order. */
export function knownQueries(registry: Registry): readonly string[] {
  const blocks = [...textOf("docs/query-language.md").matchAll(/```query\n([\s\S]*?)```/g)];
  const typed = textOf("test/dsl/words/phrasings.tsv")
    .split("\n")
    .flatMap((line) => (line === "" || line.startsWith("#") ? [] : line.split("\t", 1)));
  const { track, section } = registry.scopes;
  return [
    ...blocks.flatMap((match) => (match[1] ?? "").trim().split("\n")),
    ...[...registry.fields, ...track, ...section].flatMap(({ examples }) => examples),
    ...typed,
  ];
}
