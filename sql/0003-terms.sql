-- Index terms of a content: of its musical texts (progressions, melodies ...), and of the bands of its MinHash, as sorted
-- numbers (src/catalogue/tables/content-terms.ts). Patterns and "is much the same as" look contents up by them. Null on contents
-- that came in before there were terms: no pattern finds them.
alter table content add column terms int4[];
