/** Table of signs of a genre in names and titles that no word of a label is: numbers of catalogues and forms of music. */

/** One sign: how sure it is, and what it looks like. Its words stand alone; case does not matter. */
export interface Sign {
  readonly genre: string;
  readonly confidence: number;
  readonly rule: string;
  readonly pattern: RegExp;
}

const classical = (rule: string, confidence: number, pattern: RegExp): Sign => ({
  genre: "genre:classical",
  confidence,
  rule,
  pattern,
});

/** `\b` counts `_` as a letter, and file names have it for a space. */
const alone = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "iu");

export const signs: readonly Sign[] = [
  classical("catalogue number", 0.95, alone("(?:BWV|BuxWV|HWV|TWV|KV|RV|WoO|Hob)\\.?[ _]?(?:[IVX]+:?)?\\d{1,4}[a-z]?")),
  classical("catalogue number", 0.6, alone("[KD]\\.[ _]?\\d{2,3}")),
  // `Op. 27 No. 2`, but not a sound of the OP-1.
  classical("opus number", 0.9, alone("op(?:us)?(?:\\.[ _]?|[ _])\\d{1,3}[,_ ]*(?:no|nr)\\.?[ _]?\\d{1,2}")),
  classical("opus number", 0.7, alone("op\\.[ _]?\\d{1,3}")),
  classical(
    "form of classical music",
    0.8,
    alone("string[ _]quartets?|piano[ _](?:trio|quintet|concerto|sonata)s?|lieder"),
  ),
  classical(
    "form of classical music",
    0.7,
    alone("sonatas?|sonatinas?|fugues?|fughettas?|nocturnes?|concerto grosso|toccatas?|partitas?|passacaglias?"),
  ),
  classical(
    "number of a work",
    0.7,
    alone("(?:symphon(?:y|ie)|concerto|prelude|etude|sinfonia)[ _](?:no\\.?|nr\\.?|#)[ _]?\\d{1,2}"),
  ),
  classical("movement", 0.5, alone("[1-5](?:st|nd|rd|th)[ _](?:movement|mvt)|mvt\\.?[ _]?[1-5]")),
];
