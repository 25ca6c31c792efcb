/** Table: titles that no person gave: what sequencers and notation programs write where they have none. */

/** Words that mean "no title", "new song" and the like. */
const untitled = [
  "untitled|un-?named|no (?:title|name)|none|unknown|title|score title|new (?:song|project|score|sequence|midi file)",
  "project|sequence|seq|midi(?: ?file| ?song| ?out| ?data| ?clip| ?region)?|standard midi file|smf",
  "unbenannt|ohne (?:titel|namen)|titel|neues? (?:lied|projekt|st[uü]ck)",
  "sans (?:titre|nom)|titre|nouveau (?:morceau|projet)",
  "sin (?:t[ií]tulo|nombre)|t[ií]tulo|nueva canci[oó]n",
  "sem (?:t[ií]tulo|nome)|senza (?:titolo|nome)|titolo|naamloos|zonder titel|bez (?:tytu[lł]u|n[aá]zvu|nazwy)|namnl[oö]s|uden titel|uten tittel|nimet[oö]n|n[eé]vtelen|f[aă]r[aă] titlu|ads[iı]z",
  "без (?:названия|имени)|безымянный|название",
  "無題|題名なし|タイトル(?:なし)?|曲名|名称未設定|新規(?:プロジェクト)?|未命名|无标题|無標題|标题|標題|无题|新歌曲|제목 ?없음|무제|이름 ?없음|새 ?노래",
].join("|");
/** Words that are a title of their own, except with a number or after one of those. */
const generic = "song|score|composition|arrangement|pattern|loop|clip|title";
/** Names of tracks by their number or by their use. */
const tracks = [
  "(?:audio|midi|instrument|software instrument|virtual)? ?(?:track|trk|staff|part|channel|chan|ch|inst(?:rument)?|voice|layer)",
  "(?:tempo|conductor|master|control|header|meta|setup|signature|time ?signature)(?: ?(?:track|map|data))?",
  "spur|stimme|piste|pista|traccia|faixa|[sś]cie[zż]ka|stopa|sp[aå]r|дорожка|трек|トラック|音轨|轨道|音軌|軌道|트랙",
].join("|");

const number = "[ _.:#-]*\\(?\\d{1,4}\\)?";
const told = `(?:${untitled}|${tracks})(?: (?:${untitled}|${tracks}|${generic}))?(?:${number})?|(?:${generic})${number}`;
const placeholder = new RegExp(
  `^[\\s"'<\\[(*-]*(?:\\d+[- ])?(?:${told})(?: ?(?:\\.midi?|copy))*[\\s"'>\\])*-]*$`,
  "iu",
);

/** Whether a title is a placeholder, or has neither letters nor digits. */
export const isPlaceholder = (title: string): boolean =>
  placeholder.test(title.normalize("NFC")) || !/[\p{L}\p{N}]/u.test(title);
