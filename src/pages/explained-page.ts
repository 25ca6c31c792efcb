/** How a query is read and what it finds, as a page. */
import type { Count } from "../catalogue/asking/count.ts";
import type { Explained } from "../catalogue/asking/explain.ts";

/**
 * The lines of the page.
 *
 * @example
 * console.log(explainedPage(await explainQuery(db, "bpm 120..130 key C")).join("\n"));
 */
export function explainedPage(explained: Explained): readonly string[] {
  const { conditions } = explained;
  const alone = conditions.length > 1 ? conditions.map((one) => `${countText(one)}  ${one.text}`) : [];
  const parts: readonly (readonly [string, readonly string[]])[] = [
    ["read as", [explained.query]],
    ["in words", explained.words],
    ["tree", explained.tree],
    ["SQL", [`where ${explained.sql}`, `order by ${explained.order}`]],
    ["parameters", explained.parameters.map((value, n) => `$${n + 1} = ${JSON.stringify(value)}`)],
    ["notes", explained.notes],
    ["files", [`${countText(explained.matches)}  all conditions`, ...alone]],
    [
      "indexes",
      explained.indexes.length > 0
        ? explained.indexes.map(({ name, serves }) => `${name}: ${serves}`)
        : ["none: midiq reads every file"],
    ],
    ["plan", explained.plan],
  ];
  return parts.flatMap(([title, lines]) =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ""],
  );
}

const countText = ({ count, isEstimate }: Count): string =>
  ((isEstimate ? "≈ " : "") + count.toLocaleString("en")).padStart(10);
