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
  // With fewer digits, which a database may set for its reports, values come back rounded: 120 bpm as 1e+02.
  extra_float_digits: "1",
  // Compiling a plan takes longer than any query of ours.
  jit: "off",
};

/**
 * Limits that a server, a database or a role may set for everybody. Making an index of millions of rows takes minutes, and a run
 * may compute for as long between two batches, so ours are lifted. What `options=` or PGOPTIONS say is meant for midiq and stays.
 */
const limits = [
  "statement_timeout",
  "lock_timeout",
  "idle_in_transaction_session_timeout",
  "idle_session_timeout",
] as const;

/** The limit that PostgreSQL 17 brought; older servers refuse it as a setting at the start of a session. */
const newLimit = { name: "transaction_timeout", since: 170_000 };

/**
 * Settings at the start of a session; they win over those of servers, databases and roles.
 *
 * @param options what a person says; a limit that it names is theirs. `-c a_b=1` and `--a-b=1` are the same to PostgreSQL.
 */
export const startSettings = (options = ""): Readonly<Record<string, string>> => ({
  ...sessionSettings,
  ...Object.fromEntries(limits.filter((name) => !isNamed(name, options)).map((name) => [name, "0"])),
});

/** What has to be set once the version of the server is known. */
export const laterSetting = (version: number, options = ""): string | undefined =>
  version >= newLimit.since && !isNamed(newLimit.name, options) ? `set ${newLimit.name} = 0` : undefined;

const isNamed = (name: string, options: string): boolean => options.replaceAll("-", "_").includes(`${name}=`);

/**
 * Settings of one transaction, for sessions that belong to a pooler. No query is among them: a transaction says how it is isolated
 * before its first one.
 *
 * @param version of the server, as `server_version_num`.
 */
export const localSettings = (version: number): string =>
  [
    ...Object.entries(sessionSettings),
    ...limits.map((name) => [name, "0"] as const),
    ...(version >= newLimit.since ? [[newLimit.name, "0"] as const] : []),
  ]
    .map(([name, value]) => `set local ${name} = '${value}'`)
    .join("; ");
