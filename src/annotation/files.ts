/** Annotations as files: the forms, and what a song becomes in each. */
import { tsv } from "../forms/delimited.ts";
import type { Annotations } from "./annotations.ts";
import { columnsOf, type TableName, tableNames } from "./columns.ts";
import { jamsText } from "./jams.ts";
import { labTexts } from "./lab.ts";
import { musicXml } from "./musicxml.ts";
import type { AnnotationForm } from "./names.ts";

/** One file of a song. */
export interface AnnotationFile {
  /** What stands behind the name of the song: `.jams`, `.chords.lab`. */
  readonly ending: string;
  readonly text: string;
}

/**
 * The files of a song in a form: one, or in `lab` and `tsv` one for each table that has rows.
 *
 * @example
 * for (const { ending, text } of annotationFiles(annotateSong(song), "lab")) console.log(`song${ending}`, text.length);
 */
export function annotationFiles(found: Annotations, form: AnnotationForm): readonly AnnotationFile[] {
  switch (form) {
    case "jams":
      return [{ ending: ".jams", text: jamsText(found) }];
    case "json":
      return [{ ending: ".json", text: `${JSON.stringify(found, null, 1)}\n` }];
    case "musicxml-chords":
      return [{ ending: ".musicxml", text: musicXml(found) }];
    case "lab":
      return [...labTexts(found)].map(([table, text]) => ({ ending: `.${table}.lab`, text }));
    case "tsv":
      return tableNames.flatMap((table) =>
        found[table].length === 0 ? [] : [{ ending: `.${table}.tsv`, text: tableText(found, table) }],
      );
  }
}

function tableText<Name extends TableName>(found: Annotations, name: Name): string {
  const writer = tsv.open(columnsOf(name), { title: name });
  return [...writer.rows(found[name]), ...writer.end()].join("");
}
