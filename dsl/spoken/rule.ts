/** What a rule of the spoken words is: an expression, and the query that is meant where it matches. */

/** One way in which people say something. */
export interface Rule {
  /** Sticky, without case; it ends where a word ends. */
  readonly says: RegExp;
  /** The condition in our words; undefined where the match means nothing after all. */
  readonly means: (match: RegExpExecArray) => string | undefined;
  /** It is hardly ever part of a title: `120 bpm` is, `minor` is not. */
  readonly isSure: boolean;
  /** It holds although the language has a meaning for all its words, which nobody means. */
  readonly overrides?: true;
  /** It means an order, which stands last in a query wherever it was said. */
  readonly isLast?: boolean;
}

/** Spaces in the source stand for any white space. */
const compiled = (source: string): RegExp => new RegExp(`(?:${source.replaceAll(" ", "\\s+")})(?=$|[\\s,()|])`, "iuy");

/** A rule of what is said plainly. */
export const sure = (source: string, means: Rule["means"]): Rule => ({ says: compiled(source), means, isSure: true });
/** A rule of what is said plainly, and means in the language what nobody says. */
export const certain = (source: string, means: Rule["means"]): Rule => ({ ...sure(source, means), overrides: true });
/** A rule of what may be part of a title. */
export const guess = (source: string, means: Rule["means"]): Rule => ({ says: compiled(source), means, isSure: false });
