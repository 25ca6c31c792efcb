/** The taggers of the core list. */
import { instrumentation } from "./instrumentation.ts";
import { tempoClass } from "./tempo-class.ts";
import { words } from "./words.ts";

/** All taggers that come with midiq. */
export const taggers = [words, tempoClass, instrumentation] as const;
