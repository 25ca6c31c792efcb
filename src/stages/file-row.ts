/** A file of a pipeline as the language reads rows, and which fields such a row cannot know. */

import type { MatchRow, NamedField, Stored } from "../../dsl/mod.ts";
import { damageOf } from "../catalogue/adding/song-rows.ts";
import { namedColumns } from "../catalogue/tables/copy-names.ts";
import { takeNames } from "../hearing/about/named-values.ts";
import { partsAbout } from "../hearing/about/parts.ts";
import { saidByNames } from "../hearing/about/said-by-names.ts";
import { sectionsAbout } from "../hearing/about/sections.ts";
import { type Field, featureOf } from "../plugin/fields.ts";
import type { Analyzed, Tagged } from "../plugin/records.ts";
import type { Registry } from "../plugin/registry.ts";

/** The catalogue's own fields that one file alone gives. */
const ofOneFile: ReadonlySet<string> = new Set([
  ...[
    "name",
    "folder",
    "path",
    "archive",
    "name.bpm",
    "name.key",
    "name.bars",
    "name.track",
    "folder.bpm",
    "folder.key",
  ],
  ...["size", "hash", "tag", "tag.src", "status", "problem"],
]);

/** Whether a field is known of a file in a pipeline: not what depends on other files, on earlier runs or on people. */
const isKnown = ({ owner, name, expression, of, table }: Field): boolean =>
  of !== undefined ||
  (expression === undefined &&
    (table === "track" || table === "section" || owner !== "catalogue" || ofOneFile.has(name)));

/** The first of some fields that only a catalogue knows. */
export const unknowable = (named: readonly NamedField[], registry: Registry): NamedField | undefined =>
  named.find(({ name, scope }) => {
    if (scope === "track" || scope === "section") {
      const field = registry.scopes[scope].find((one) => one.name === name);
      return field !== undefined && !isKnown(field);
    }
    const field = registry.find(name);
    return field !== undefined && !isKnown(field);
  });

/** Finds the first of some fields that the stages before should have given a file, and did not. */
export function missingIn(
  named: readonly NamedField[],
  registry: Registry,
): (file: Partial<Pick<Tagged, "features" | "tags">>) => string | undefined {
  const isTag = (name: string): boolean => name === "tag" || name === "tag.src";
  const wanted = named.flatMap(({ name, scope }) => {
    const field = scope === undefined ? registry.find(name) : undefined;
    if (field === undefined) return [];
    // Derived fields are made of others, and the catalogue's own are facts of the file.
    const isGiven = field.owner !== "catalogue" && field.table === "content" && field.expression === undefined;
    return isTag(field.name) || isGiven ? [{ name: field.name, feature: featureOf(field) }] : [];
  });
  return ({ features, tags }) =>
    wanted.find(({ name, feature }) =>
      isTag(name) ? tags === undefined : features === undefined || !(feature in features),
    )?.name;
}

/** What the match is to know beside the file itself. */
export interface Inner {
  readonly tracks: boolean;
  readonly sections: boolean;
}

/** A file as the match reads rows. */
export function rowOf(file: Analyzed, inner: Inner): MatchRow {
  const { song, features, path, bytes } = file;
  const { tags = [], copyTags = [] } = file as Partial<Tagged>;
  const copy = namedColumns(path, path);
  const all = [...tags, ...copyTags];
  const columns: Record<string, Stored> = {
    size: bytes.length,
    hash: Buffer.from(file.hash).toString("hex"),
    ...damageOf(song),
    tags: all.map(({ tag }) => tag),
    tag_sources: all.map(({ source }) => source),
  };
  for (const [feature, value] of Object.entries(features))
    columns[feature.replace(".", "__").replaceAll("-", "_")] = value as Stored;
  // As a catalogue does where this is the only copy.
  Object.assign(columns, takeNames(columns, saidByNames([copy], columns)));
  return {
    columns,
    copies: [{ ...copy }],
    ...(inner.tracks && { tracks: partsAbout(song).map((part) => ({ ...part })) }),
    ...(inner.sections && { sections: sectionsAbout(song).map((section) => ({ ...section })) }),
  };
}
