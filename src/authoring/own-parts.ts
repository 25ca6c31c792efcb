/** The analyzers and taggers that belong to midiq itself, and to no plugin. */

import { songFactsId } from "../catalogue/renewing/song-facts.ts";
import core from "../core.ts";

/** Their ids. What names say (`name-facts`), and what rows say of a song (`song-facts`), is read by the store itself. */
export const ownParts: ReadonlySet<string> = new Set([...core.provides.map(({ id }) => id), "name-facts", songFactsId]);
