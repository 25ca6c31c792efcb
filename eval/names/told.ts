/** Tempos that names and folders of the table say, with the confidence that is told of them. */
import { copyFacts, saidByNames } from "../../src/hearing/about/said-by-names.ts";
import { nameFacts } from "../../src/music/names/name-facts.ts";
import { namedRows, nameSets } from "./read.ts";

/** A tempo that a name or a folder said. */
export interface NamedTempo {
  readonly from: "name" | "folder";
  readonly confidence: number;
  readonly right: boolean;
}

/** Tempos told of every row that says one, or seems to. */
export function namedTempos(): readonly NamedTempo[] {
  return nameSets.flatMap(namedRows).flatMap(({ kind, name, bpm }) => {
    const folders = kind === "folder" ? name.split("/") : [name];
    const own = nameFacts(folders.pop() as string);
    const said = saidByNames([copyFacts(own, folders)], {}).bpm;
    if (!said) return [];
    return [
      {
        from: own.bpm === null ? ("folder" as const) : ("name" as const),
        confidence: said.confidence,
        right: String(said.value) === bpm,
      },
    ];
  });
}
