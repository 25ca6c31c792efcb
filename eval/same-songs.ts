/** Table: songs of the corpus that have several titles, as their names say; what `eval dupes --list` named, one by one. */
export const sameSongs: readonly (readonly string[])[] = [
  ["017", "018"], // of POP909: notes alike in 88 % of their figures, the same chords
  ["america", "god_save_the_queen"],
  ["bahay_kubo_my_palm_leaf_hut", "my_palm_leaf_hut"],
  ["bwv1007prelude", "cs1-1pre"],
  ["elise", "elise1track", "fur-elise"],
  ["god_rest_ye_merry_gentlemen", "xmas4"],
  ["we_three_kings", "xmas13"],
];
