/**
 * Queries written as SQL, or in the macro of the first description, in our words: `SELECT files WHERE key = 'Cmaj'`,
 * `midi_query! { bpm > 120 }`. What SQL has and midiq has not is refused, with what does the same here.
 */

import type { Terms } from "../check/terms.ts";
import { QueryError } from "../error.ts";
import { type Piece, type Rewritten, rewritten, verbatim } from "../tree/rewrite.ts";
import { type SqlWord, sqlWords } from "./sql-words.ts";

/** Names of what a catalogue holds, where SQL names a table or its rows. */
const tables = /^(?:files?|songs?|midis?|midi_files?|tracks?|rows?|content|\*)$/i;

/** Clauses of SQL that have no counterpart, with what does the same. */
const refused: Readonly<Record<string, string>> = {
  join: "a query has one table, files; for fields of tracks and sections use `any track (...)`",
  having: "count values with `facet` or `group`, for example `bpm 120.. facet key`",
  union: "join conditions with `or`, or run two queries",
  intersect: "join conditions with `and`",
  except: "exclude with `not`, for example `genre house not drums`",
};

/** Calls that count: the number of files stands under every table of results. */
const counting = /^count$/i;

/** What SQL has and our language has not; a text without any of it is not looked at twice. */
const marks = /'|;|\bselect\b|\bmidi_query!|\bi?like\b|\bin\s*\(|\bnull\b|\boffset\b|\bnulls\b|\bfetch\b/i;

const doubleQuoted = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/** The text in our words; as it is where nothing of it is SQL. @throws QueryError `sql-only` */
export function fromSql(typed: string, terms: Terms): Rewritten {
  const words = marks.test(typed) ? unwrapped(sqlWords(typed)) : [];
  return words.length === 0 ? verbatim(typed) : new SqlReader(typed, words, terms).read();
}

/** Without `midi_query! { ... }` and a semicolon at the end. */
function unwrapped(words: readonly SqlWord[]): readonly SqlWord[] {
  let rest = words;
  const [macro, open] = rest;
  const last = rest.findLast(({ text }) => text !== ";");
  if (macro && open && last && /^midi_query!$/i.test(macro.text) && closerOf[open.text] === last.text)
    rest = rest.slice(2, rest.indexOf(last));
  return rest.at(-1)?.text === ";" ? unwrapped(rest.slice(0, -1)) : rest;
}

const closerOf: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

/** Reads the words of one text from left to right. */
class SqlReader {
  private readonly typed: string;
  private readonly words: readonly SqlWord[];
  private readonly terms: Terms;
  private readonly pieces: Piece[] = [];
  /** Where the text that goes over as it is begins. */
  private from: number;
  /** Columns that a SELECT names, to be shown. */
  private columns: readonly SqlWord[] = [];
  private isSelect = false;

  constructor(typed: string, words: readonly SqlWord[], terms: Terms) {
    this.typed = typed;
    this.words = words;
    this.terms = terms;
    this.from = (words[0] as SqlWord).start;
  }

  read(): Rewritten {
    let at = this.select();
    while (at < this.words.length) at = this.clause(at);
    this.keep((this.words.at(-1) as SqlWord).end);
    if (this.columns.length > 0) this.show();
    const made = rewritten(this.typed, this.pieces);
    return made.text === this.typed ? verbatim(this.typed) : made;
  }

  private word(at: number): string {
    return this.words[at]?.text.toLowerCase() ?? "";
  }

  /** Takes over what was typed up to an offset. */
  private keep(to: number): void {
    if (to > this.from) this.pieces.push({ text: this.typed.slice(this.from, to), from: this.from, to });
    this.from = Math.max(this.from, to);
  }

  /** Puts other text in the place of some words. */
  private put(text: string, first: number, last: number): number {
    const [start, end] = [(this.words[first] as SqlWord).start, (this.words[last] as SqlWord).end];
    this.keep(start);
    this.pieces.push({ text, from: start, to: end });
    this.from = end;
    return last + 1;
  }

  private refuse(message: string, at: number, hint: string): never {
    const { start, end } = this.words[at] as SqlWord;
    throw new QueryError("sql-only", message, { start, end }, hint);
  }

  /** `SELECT ... FROM files WHERE`, where it is SQL and no title that begins with "select". */
  private select(): number {
    if (this.word(0) !== "select") return 0;
    const where = this.words.findIndex(({ text }) => /^(?:where|group|order|limit)$/i.test(text));
    const from = this.words.findIndex(({ text }, n) => /^from$/i.test(text) && (where < 0 || n < where));
    const end = from > 0 ? from : where > 0 ? where : this.words.length;
    const named = this.words.slice(1, end).filter(({ text }) => text !== ",");
    const isTable = named.length === 1 && tables.test(named[0]?.text ?? "");
    if (from < 0 && !(isTable || (where > 0 && named.every(({ text }) => this.terms.find(text))))) return 0;
    this.isSelect = true;
    const isDistinct = /^distinct$/i.test(named[0]?.text ?? "");
    const counts = this.words.findIndex(
      ({ text }, n) => n < end && counting.test(text) && this.words[n + 1]?.text === "(",
    );
    const isGrouped = this.words.some(({ text }, n) => /^group$/i.test(text) && this.word(n + 1) === "by");
    if (counts >= 0 && !isGrouped)
      this.refuse(
        "a query does not ask for counts",
        counts,
        "`midiq stats QUERY` counts; `QUERY facet key` counts by key",
      );
    if (isDistinct)
      this.refuse(
        "`distinct` is not part of a query",
        1,
        `values with their counts: \`facet ${named[1]?.text ?? "key"}\``,
      );
    if (!isGrouped)
      this.columns = named.filter(({ text }) => !tables.test(text) || (this.terms.find(text) && named.length > 1));
    let next = from > 0 ? from + 2 : end;
    const alias = this.words[next]?.text ?? "where";
    if (from > 0 && !/^(?:where|group|order|limit|join|inner|left|right|cross|full|,)$/i.test(alias)) next++;
    if (this.word(next) === ",") this.refuse("a query has one table, files", next, refused["join"] as string);
    if (this.word(next) === "where") next++;
    this.from = this.words[next]?.start ?? this.typed.length;
    if (next >= this.words.length) this.from = (this.words.at(-1) as SqlWord).end;
    return next;
  }

  /** One word, or several that mean something together; gives the place after them. */
  private clause(at: number): number {
    const word = this.word(at);
    const next = this.word(at + 1);
    const { isQuoted = false } = this.words[at] as SqlWord;
    if (isQuoted) return this.string(at);
    if (this.isSelect && (/^(?:inner|left|right|cross|full)$/.test(word) || refused[word] !== undefined)) {
      const name = refused[word] === undefined ? "join" : word;
      this.refuse(`\`${this.words[at]?.text}\` is not part of a query`, at, refused[name] as string);
    }
    if (word === "offset" && this.isTail(at)) this.refuseOffset(at);
    if (word === "nulls" && (next === "first" || next === "last") && this.isTail(at)) {
      if (next === "first") this.refuse("unknown values always come last", at, "`key is unknown` finds them alone");
      return this.put("", at, at + 1);
    }
    if (word === "fetch" && next === "first" && /^rows?$/.test(this.word(at + 3)) && this.word(at + 4) === "only")
      return this.put(`limit ${this.words[at + 2]?.text ?? ""}`, at, at + 4);
    if ((word === "like" || word === "ilike") && this.isAfterField(at)) return this.like(at);
    if (word === "is" && this.isAfterField(at)) return this.unknown(at);
    if (word === "in" && next === "(" && this.isAfterField(at)) return this.list(at + 1);
    return at + 1;
  }

  /** `IS NOT NULL`: known. */
  private unknown(at: number): number {
    if (this.word(at + 1) === "null") return this.put("is unknown", at, at + 1);
    return this.word(at + 1) === "not" && this.word(at + 2) === "null" ? this.put("is known", at, at + 2) : at + 1;
  }

  /** Whether the word stands where an operator does: after a field, or after one and `not`. */
  private isAfterField(at: number): boolean {
    const before = this.word(at - 1) === "not" ? at - 2 : at - 1;
    return before >= 0 && this.terms.find(this.word(before)) !== undefined;
  }

  private isTail(at: number): boolean {
    return this.words.slice(0, at).some(({ text }) => /^(?:limit|order|sort)$/i.test(text));
  }

  private refuseOffset(at: number): never {
    return this.refuse(
      "`offset` is not part of a query",
      at,
      "pages continue after a cursor: `--limit 100`, then `--after CURSOR`; each page ends with its cursor",
    );
  }

  /** A string in single quotes where a value stands. */
  private string(at: number): number {
    const { value = "" } = this.words[at] as SqlWord;
    const before = this.words[at - 1]?.text ?? "";
    const isValue =
      this.isSelect ||
      /[=<>~:,([]$/.test(before) ||
      this.terms.find(before.toLowerCase()) !== undefined ||
      /^(?:is|not|in|and|between|contains|starts|ends|about|near|all|any|none|only)$/i.test(before);
    return isValue ? this.put(doubleQuoted(value), at, at) : at + 1;
  }

  /** `LIKE '%house%'`: `contains "house"`. */
  private like(at: number): number {
    const pattern = this.words[at + 1];
    if (!pattern || !(pattern.isQuoted || pattern.value !== undefined || pattern.text.includes("%"))) return at + 1;
    const isNot = this.word(at - 1) === "not";
    const text = pattern.value ?? pattern.text;
    const inner = text.replace(/^%|%$/g, "");
    const [starts, ends] = [text.startsWith("%"), text.endsWith("%") && text.length > 1];
    const operator =
      /[%_]/.test(inner) || (!starts && !ends)
        ? `= ${doubleQuoted(text.replaceAll("%", "*").replaceAll("_", "?"))}`
        : `${starts && ends ? "contains" : starts ? "ends" : "starts"} ${doubleQuoted(inner)}`;
    if (!isNot) return this.put(operator, at, at + 1);
    // `name not like '...'`: `not name contains "..."`.
    return this.put(`not ${this.words[at - 2]?.text ?? ""} ${operator}`, at - 2, at + 1);
  }

  /** `IN ('C', 'G')`: our lists have brackets. */
  private list(open: number): number {
    const close = this.words.findIndex(({ text }, n) => n > open && text === ")");
    if (close < 0) return open + 1;
    if (/^select$/i.test(this.word(open + 1)))
      this.refuse(
        "a query cannot contain another query",
        open + 1,
        "save the inner query: `midiq save NAME QUERY`, then use `@NAME`",
      );
    this.put("[", open, open);
    for (let at = open + 1; at < close; at++) if (this.words[at]?.isQuoted) this.string(at);
    return this.put("]", close, close);
  }

  /** `SELECT bpm, key`: shown at the end. */
  private show(): void {
    const [first, last] = [this.columns[0] as SqlWord, this.columns.at(-1) as SqlWord];
    const text = ` show ${this.columns.map((column) => column.text).join(",")}`;
    this.pieces.push({ text, from: first.start, to: last.end });
  }
}
