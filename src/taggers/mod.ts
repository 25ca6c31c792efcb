/** The taggers of the core list. */
import { instrumentation } from "./instrumentation.ts";
import { tempoClass } from "./tempo-class.ts";
import { textWords } from "./text-words.ts";
import { words } from "./words.ts";

/** All taggers that come with midiq. */
export const taggers = [words, textWords, tempoClass, instrumentation] as const;
