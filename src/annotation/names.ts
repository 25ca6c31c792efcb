/** Table of the names of forms and of rows, for help and completion, which load nothing else. */

/** Forms of annotations, in the order in which help lists them. */
export const annotationForms = ["jams", "lab", "tsv", "json", "musicxml-chords"] as const;
/** A form of annotations. */
export type AnnotationForm = (typeof annotationForms)[number];

/** What a row of `exportRowsPer` is about. */
export const perNames = ["track", "section", "chord", "beat", "bar"] as const;
/** What a row is about. */
export type PerName = (typeof perNames)[number];
