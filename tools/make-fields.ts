/** Writes docs/fields.md and the types of features from the registry, and the measured table beside the page: `bun run fields`. */
import { core } from "../mod.ts";
import { writeFeatures } from "./analyzer-features.ts";
import { writePage } from "./fields-page.ts";

writePage([core]);
writeFeatures();
