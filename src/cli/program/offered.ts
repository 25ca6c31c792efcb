/** What commander has no place for: words that are offered without refusing others, and words that make a name a command. */
import type { Argument, Option } from "@commander-js/extra-typings";

const offers = new WeakMap<object, readonly string[]>();
const follows = new WeakMap<object, RegExp>();

/** An option or argument whose value is usually one of these words: completion offers them, and other words are let through. */
export function offering<One extends Option | Argument>(one: One, words: readonly string[]): One {
  offers.set(one, words);
  return one;
}

/** The words that an option or argument offers: those, or the choices that it allows. */
export const offeredBy = (one: Option | Argument): readonly string[] | undefined => one.argChoices ?? offers.get(one);

/** Notes which next words make the name of a command the command, rather than the first word of a query. */
export const setFollows = (command: object, next: RegExp): unknown => follows.set(command, next);

/** Whether a word may follow the name of a command; any may, unless said. */
export const mayFollow = (command: object, next: string): boolean => follows.get(command)?.test(next) ?? true;

/** Words as a sentence lists them: `table, json or paths`. */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
