/** The version of this midiq, as its package says it. */
import { readFileSync } from "node:fs";

// One folder up in the repository (src), two in the published package (dist/src).
const up = import.meta.url.endsWith(".ts") ? "../package.json" : "../../package.json";

/** Version of midiq. */
export const version: string = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8")).version;
