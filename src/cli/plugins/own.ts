/** The analyzers and taggers that belong to midiq itself, and to no plugin. */
import core from "../../core.ts";

/** Their ids. What names say (`name-facts`) is read by the store; analyzer sets name it as a tagger. */
export const ownParts: ReadonlySet<string> = new Set([...core.provides.map(({ id }) => id), "name-facts"]);
