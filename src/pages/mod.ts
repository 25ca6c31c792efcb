/** Pages as plain text or in colors: a file, a catalogue at a glance, why a query finds a file, rolls and chords. */
import "../runtime.ts";

export type { State, Style } from "../text/style.ts";
export { styleOf } from "../text/style.ts";
export type { AlikeLook, Known } from "./alike-page.ts";
export { alikeRows, alikeTable } from "./alike-page.ts";
export { likenessWords } from "./alike-words.ts";
export type { ChordGrid } from "./chord-grid.ts";
export { drawChords } from "./chord-grid.ts";
export { diagnosisWords } from "./diagnosis-words.ts";
export { clusterLines, duplicatesSummary } from "./duplicates-page.ts";
export { explainedPage } from "./explained-page.ts";
export { facetsPage } from "./facets-page.ts";
export type { PageLook } from "./file-page.ts";
export { pageOf } from "./file-page.ts";
export type { FoundTable } from "./found-table.ts";
export { foundTable } from "./found-table.ts";
export { nothingPage } from "./nothing-page.ts";
export type { RollLook } from "./roll.ts";
export { drawRoll } from "./roll.ts";
export type { GridNote, RollGrid } from "./roll-grid.ts";
export { rollGrid } from "./roll-grid.ts";
export { statsPage } from "./stats-page.ts";
export { whyPage } from "./why-page.ts";
