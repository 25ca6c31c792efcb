/** The version of this midiq, as its package says it. */
import { readFileSync } from "node:fs";

// Two folders up in the repository (src/cli), three in the published package (dist/src/cli).
const up = import.meta.url.endsWith(".ts") ? "../../package.json" : "../../../package.json";

/** Version of midiq. */
export const version: string = JSON.parse(readFileSync(new URL(up, import.meta.url), "utf8")).version;
