-- Names are looked up without case and accents, as the language folds them: copy_name_words (src/catalogue/tables/indexes.ts) stands
-- for this one, which no query asks.
drop index if exists copy_name;
