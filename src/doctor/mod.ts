/** What is wrong with a machine or a catalogue, what mends it, and mending what can be mended. */
import "../runtime.ts";

export type { Terminal } from "./environment.ts";
export type { LoadedPlugins, ProblemOptions, Problems } from "./find-problems.ts";
export { findInCatalogue, findProblems } from "./find-problems.ts";
export type { Finding, Severity } from "./finding.ts";
export type { Mended } from "./mend.ts";
export { mendAll } from "./mend.ts";
