/** Settings of our sessions, on both engines; none outlives the session or changes what is stored. */
export const sessionSettings: Readonly<Record<string, string>> = {
  // A catalogue is in memory, the engine's or the system's: any page costs little, in order or not. At the defaults of 1
  // and 4 the planner scans a whole tag (270,000 of a million contents, 70 ms) rather than look at the 4,000 contents of a
  // key and a tempo (5 ms).
  seq_page_cost: "0.25",
  random_page_cost: "0.25",
  // Bitmaps of 100,000 rows stay exact, and so do not look at twice as many.
  work_mem: "32MB",
  // How common a value is decides the plan: a plan for any value takes 870 ms for a progression that one for it finds in 12.
  plan_cache_mode: "force_custom_plan",
  // Compiling a plan takes longer than any query of ours.
  jit: "off",
};
