/** midiq help query: the language on one page. */
import { languagePage } from "../../../dsl/mod.ts";
import { exits } from "../failure.ts";

/** Prints the page. */
export function helpQuery(): number {
  process.stdout.write(languagePage());
  return exits.found;
}
