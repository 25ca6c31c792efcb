/** How the rooms of the catalogue ask the database. */

/** What reads rows. */
export interface Reader {
  /** Reads rows. Values are parameters; int8 comes as text. */
  readonly query: <Row>(text: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;
}
