/** Settings of our sessions, on both engines; none outlives the session or changes what is stored. */
export const sessionSettings: Readonly<Record<string, string>> = {
  // Indexes of a catalogue are in memory or on an SSD; at the default of 4 the planner scans a whole tag (270,000 of a
  // million contents, 70 ms) rather than look at the 4,000 contents of a key and a tempo (5 ms).
  random_page_cost: "1.1",
  // Bitmaps of 100,000 rows stay exact, and so do not look at twice as many.
  work_mem: "32MB",
  // Compiling a plan takes longer than any query of ours.
  jit: "off",
};
