/** What comes first, as people say it: `fastest house`, `the 10 longest`, `top 5 shortest loops`, `sorted by bpm descending`. */
import { guess, type Rule, sure } from "./rule.ts";

/** What comes first, as the language sorts. */
const superlatives: Readonly<Record<string, string>> = {
  fastest: "-bpm",
  quickest: "-bpm",
  slowest: "bpm",
  longest: "-duration",
  shortest: "duration",
  newest: "-added",
  latest: "-added",
  "most recent": "-added",
  oldest: "added",
  largest: "-size",
  biggest: "-size",
  smallest: "size",
  simplest: "complexity",
  "most complex": "-complexity",
  "least complex": "complexity",
  densest: "-density",
  busiest: "-density",
  sparsest: "density",
  loudest: "-velocity_mean",
  quietest: "velocity_mean",
  softest: "velocity_mean",
  "best rated": "-rating",
  "top rated": "-rating",
  "highest rated": "-rating",
  "lowest rated": "rating",
};

const ways = Object.keys(superlatives)
  .sort((a, b) => b.length - a.length)
  .join("|");

/** All ways to say an order. Orders stand last in the language, wherever they were said. */
export const orderRules: readonly Rule[] = [
  sure("sort(?:ed)? by ([\\w.]+) (asc|desc)(?:ending)?(?=\\s*$)", ([, field, order]) =>
    /^d/i.test(order ?? "") ? `sort -${field}` : `sort ${field}`,
  ),
  guess(
    `(?:the )?(?:top )?(?:(\\d+) )?(${ways})(?: (\\d+))?(?: songs| files| ones)?`,
    ([, before, most = "", behind]) => {
      const count = before ?? behind;
      return `sort ${superlatives[most.toLowerCase().replace(/\s+/g, " ")]}${count === undefined ? "" : ` limit ${count}`}`;
    },
  ),
].map((rule) => ({ ...rule, isLast: true }));
