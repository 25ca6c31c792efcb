/** Templates: text with fields in braces, `{genre|unknown}/{key}/{bpm:03.0f} {name}`, for lines and for paths. */
import { QueryError } from "../../dsl/mod.ts";
import type { Registry } from "../plugin/registry.ts";
import { readSlot, type Slot, type TemplateRow } from "./slot.ts";

export type { TemplateRow } from "./slot.ts";

/** A template that was read. */
export interface Template {
  /** As it was typed. */
  readonly text: string;
  readonly pieces: readonly (string | Slot)[];
  /** Names of the fields whose values it needs. */
  readonly fields: readonly string[];
}

/** What stands in a path where a value is unknown and the template names nothing else. */
const unknown = "unknown";

/**
 * Reads a template.
 *
 * @throws QueryError `unknown-field`, `missing-field`, `bad-format`, `unclosed-brace`; its span is a place in the template.
 * @example
 * const template = readTemplate("{bpm:.0f} {key} {name}", db.registry);
 */
export function readTemplate(text: string, registry: Registry): Template {
  const pieces: (string | Slot)[] = [];
  let literal = "";
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if ((letter === "{" || letter === "}") && text[at + 1] === letter) {
      literal += letter;
      at++;
    } else if (letter === "}") {
      const hint = "to write a brace, double it: }}";
      throw new QueryError("unclosed-brace", "this brace closes nothing", { start: at, end: at + 1 }, hint);
    } else if (letter === "{") {
      const end = text.indexOf("}", at);
      const next = text.indexOf("{", at + 1);
      if (end < 0 || (next >= 0 && next < end)) {
        const hint = "end the field with }; to write a brace, double it: {{";
        throw new QueryError("unclosed-brace", "this brace is not closed", { start: at, end: at + 1 }, hint);
      }
      if (literal !== "") pieces.push(literal);
      literal = "";
      pieces.push(readSlot(text.slice(at + 1, end), at + 1, registry));
      at = end;
    } else literal += letter;
  }
  if (literal !== "") pieces.push(literal);
  const fields = pieces.flatMap((piece) => (typeof piece === "string" || !piece.field ? [] : [piece.field]));
  return { text, pieces, fields: [...new Set(fields)] };
}

/** The line of a row; what is unknown is empty unless the template says otherwise. Line breaks of values become spaces. */
export const lineOf = ({ pieces }: Template, row: TemplateRow): string =>
  pieces
    .map((piece) => {
      if (typeof piece === "string") return piece;
      const value = piece.textOf(row) ?? piece.widened(piece.fallback ?? "");
      return value.replace(/[\r\n\u2028\u2029]+/g, " ");
    })
    .join("");

/**
 * Folders and name that a template gives to a row, not yet safe for every system: slashes of the template separate
 * them, and those of `{folder}`; other values become part of one name, with a dash where they have a separator. A name
 * that begins already with what stands before `{name}` does not get it twice, so that organizing again changes nothing.
 */
export function namesOfRow({ pieces }: Template, row: TemplateRow): readonly string[] {
  let text = "";
  for (const piece of pieces) {
    if (typeof piece === "string") text += piece;
    else {
      // No folder is a place too.
      const value = piece.textOf(row) ?? piece.fallback ?? (piece.isFolders ? "" : unknown);
      const before = text.slice(text.lastIndexOf("/") + 1);
      const isAgain = piece.name.toLowerCase() === "name" && before !== "" && value.startsWith(before);
      text += piece.isFolders ? value : (isAgain ? value.slice(before.length) : value).replace(/[/\\:]/g, "-");
    }
  }
  return text.split("/").filter((name) => name !== "" && name !== "." && name !== "..");
}
