/** Writes docs/fields.md from the registry and the measured table beside it: `bun run fields`. */
import { core } from "../mod.ts";
import { writePage } from "./fields-page.ts";

writePage([core]);
