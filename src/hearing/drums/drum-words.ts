/**
 * Table: words for drums and for other instruments in names of tracks, in the languages of the files that are met most:
 * English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Czech, Swedish, Russian, Japanese, Chinese, Korean.
 */

/** Phrases that mean a drum although a word of them means an instrument. */
export const drumCompounds = [
  "(?:bass|base)[ -]?drums?",
  "kick ?bass|bass ?kick",
  "808 ?(?:drums?|kits?|kicks?|snares?|hats?|claps?|toms?|beats?|perc|percussion|cowbells?|rims?|cymbals?)",
  "drum ?synth|synth ?drums?|(?:synth|orchestra|orchestral|orch|brush|jazz|room|power|electronic) ?(?:kit|drums?|perc|percussion)",
  "gran(?: ?|c)cassa|grosse caisse|große trommel|grosse trommel|bass ?trommel|bombo",
  "hand ?claps?|finger ?snaps?|wood ?blocks?|tom[ -]?toms?",
].join("|");

/** Phrases that mean an instrument although a word of them means drums; drum and bass is a style. */
export const instrumentCompounds = [
  "steel ?(?:drums?|pans?)|steelpans?|hand ?pans?|hang ?drums?|tongue ?drums?|hang",
  "drum ?(?:n|and|&|'n'?|’n’?) ?bass|d ?(?:n|&) ?b",
  "percussive ?organ|perc ?organ|organ ?perc(?:ussive)?|percussive ?(?:pad|pluck|lead|keys|synth)",
  "melodic ?toms?|tuned ?percussion|pitched ?percussion|mallet ?percussion|chromatic ?percussion|church ?bells?|tubular ?bells?",
  "beat ?box|hat ?trick",
].join("|");

/** Words for drums. */
export const drumWords = [
  "drums?|drum ?kits?|drum ?sets?|drummers?|drumming|kits?|trap ?set|percs?|percussions?|percussionists?",
  "beats?|break ?beats?|breaks?|kicks?|kik|bd|snares?|snr|sd|hi[ -]?hats?|hats?|hh|ohh?|chh?|claps?|clps?|snaps?|rims?|rim ?shots?|side ?sticks?|toms?|cymbals?|cym|crash|ride|splash|china",
  "shakers?|tambourines?|tamb|cow ?bells?|congas?|bongos?|timbales?|caj[oó]n|djembes?|claves?|maracas?|g[uü]iros?|cabasas?|tablas?|dholak?|darbuka|cuica|surdo|pandeiro|castanets?|triangle",
  "schlagzeug|schlagwerk|perkussion|trommeln?|pauken ?und ?trommeln|becken|kleine trommel",
  "batteries?|percu|caisse claire|charleston|cymbales?|tambours?|rythmique",
  "bater[ií]as?|percusi[oó]n|caja|platillos?|redoblante|tambor(?:es)?",
  "percuss[aã]o|caixa|chimbal|pratos?|bumbo",
  "batteria|percussioni|rullante|piatti|cassa|tamburo",
  "slagwerk|drumstel|trommels?|slagverk|trummor|trommer|perkusja|b[eę]bny|perkuse|bic[ií]|bubny|dobok?|rummut",
  "ударные|ударник|барабан\\p{L}*|бочка|тарелки|перкуссия|ударна|ударні",
].join("|");

/** Words for other instruments, and for what they play. */
export const instrumentWords = [
  "\\p{L}*bass(?:es|line|lines|gitarre|guitar|o|i|oon|oons)?|bs|808s?|sub|subs|reese|wobbles?|\\p{L}*bas",
  "\\p{L}*pianos?|pno|grand|keys?|keyboards?|kbd|rhodes|wurli\\p{L}*|ep|e[ -]?piano|clav\\p{L}*|harpsichord|celesta|organs?|hammond|accordions?|harmonica",
  "\\p{L}*guitars?|\\p{L}*gtrs?|\\p{L}*guit|ukulele|banjo|mandolin|harps?|sitar|koto",
  "\\p{L}*strings?|violins?|violas?|cellos?|fiddle|orchestra|ensemble|pizz(?:icato)?",
  "choirs?|aahs|oohs|vocals?|vox|voices?|vocoder|soprano|alto|tenor|baritone|singer|lead|leads|melod\\p{L}*|tune|theme|solo",
  "synths?|saws?|squares?|plucks?|arps?|arpeggio|pads?|chords?|harmony|riffs?|stabs?|drone|bells?|seq",
  "trumpets?|trombones?|tubas?|horns?|brass|sax(?:es|ophones?)?|flutes?|clarinets?|oboes?|recorder|whistle|piccolo|bagpipes?",
  "marimbas?|xylophones?|vib(?:es|raphones?)|glock(?:enspiel)?s?|kalimbas?|timpani|timp|mallets?|music ?box|dulcimer",
  "klavier|fl[uü]gel|\\p{L}*gitarren?|geigen?|streicher|orgel|stimme|gesang|fl[oö]te|trompeten?|posaunen?|pauken?|kontrabass|akkordeon|melodie|akkorde",
  "basse|guitare|violons?|voix|chant|orgue|fl[uû]tes?|cordes|accords|cuivres|clavier|accord[eé]on",
  "bajo|contrabajo|guitarra|viol[ií]n|voz|teclados?|cuerdas|flauta|melod[ií]a|acordes|trompeta|acorde[oó]n",
  "baixo|viol[aã]o|cavaquinho|cordas|metais",
  "basso|contrabbasso|chitarra|violino|voce|tastiera|archi|pianoforte|flauto|tromba|fisarmonica",
  "gitaar|gitara|gitary|fortepian|skrzypce|kytara|housle|klav[ií]r|strings",
  "бас\\p{L}*|гитар\\p{L}*|пианино|фортепиано|рояль|скрипк\\p{L}*|голос|вокал|орган|флейта|струнные|синтезатор|мелодия|аккорды|соло",
].join("|");

/** Writings without spaces between words: drums. */
export const drumWritings =
  "ドラム|ﾄﾞﾗﾑ|パーカッション|ﾊﾟｰｶｯｼｮﾝ|打楽器|キック|スネア|ハイハット|シンバル|リズム|鼓|打击|打擊|爵士鼓|드럼|타악기|퍼커션|킥|스네어|하이햇";

/** The same: other instruments. */
export const instrumentWritings =
  "ベース|ﾍﾞｰｽ|ピアノ|ﾋﾟｱﾉ|ギター|ｷﾞﾀｰ|ストリングス|弦|旋律|メロディ|ﾒﾛﾃﾞｨ|シンセ|ｼﾝｾ|コード|オルガン|バイオリン|ボーカル|歌|钢琴|鋼琴|吉他|贝斯|贝司|貝斯|低音|提琴|和弦|笛|人声|人聲|베이스|피아노|기타|멜로디|스트링|바이올린|보컬|오르간|신스";
