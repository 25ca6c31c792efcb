/** What stands before all rows, and once also where there are none. */
export function headed(heading: string): (text: string) => readonly string[] {
  let first = heading;
  return (text) => {
    const all = first + text;
    first = "";
    return [all];
  };
}
