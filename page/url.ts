/** The address of the page is its state: names and values, in a fixed order, so that equal states have equal addresses. */

/** A state: values by name, none of them empty. */
export type Place = ReadonlyMap<string, string>;

/** Names that the page knows, in the order in which they stand. Others are kept behind them. */
const order = ["q", "sort", "cols", "view", "file", "with", "t", "bars", "like", "by", "facets", "tag", "map"];

/** Characters that a query is full of and an address may hold as they are. */
const plain: Readonly<Record<string, string>> = { "%3A": ":", "%2C": ",", "%2F": "/", "%40": "@", "%24": "$" };

/** The state of the part of an address after `?`. Of a name that comes twice the first counts. */
export function placeOf(search: string): Place {
  const place = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search))
    if (name !== "" && value !== "" && !place.has(name)) place.set(name, value);
  return place;
}

/** The part of an address after the path: "" for the empty state, otherwise it begins with `?`. */
export function searchOf(place: Place): string {
  const names = [
    ...order.filter((name) => place.has(name)),
    ...[...place.keys()].filter((n) => !order.includes(n)).sort(),
  ];
  const pairs = names.map((name) => `${escaped(name)}=${escaped(place.get(name) ?? "")}`);
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** A state with some names changed; "" takes a name away. */
export function changed(place: Place, values: Readonly<Record<string, string>>): Place {
  const next = new Map(place);
  for (const [name, value] of Object.entries(values)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}

const escaped = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(/%(?:3A|2C|2F|40|24)/g, (code) => plain[code] ?? code);
