/** Titles and verses to encode: song titles as people write them, and lines of songs in the public domain. */

interface Words {
  readonly language: string;
  readonly encodings: readonly string[];
  readonly titles: readonly string[];
  readonly verse: string;
}

/** Other words than those of the corpus. */
export const words: readonly Words[] = [
  {
    language: "French",
    encodings: ["windows-1252"],
    titles: ["Été indien", "La vie à deux", "Noël blanc", "Frère Jacques", "Le cœur brisé"],
    verse:
      "Au clair de la lune, mon ami Pierrot, prête-moi ta plume pour écrire un mot. Ma chandelle est morte, je n'ai plus de feu",
  },
  {
    language: "German",
    encodings: ["windows-1252"],
    titles: ["Über sieben Brücken", "Schöne Müllerin", "Für Mutter", "Grüße aus Köln", "Weißt du noch"],
    verse: "Am Brunnen vor dem Tore, da steht ein Lindenbaum; ich träumt in seinem Schatten so manchen süßen Traum",
  },
  {
    language: "Spanish",
    encodings: ["windows-1252"],
    titles: ["Corazón partío", "Mañana será bonito", "La niña", "Canción del mar", "¿Quién será?"],
    verse: "De colores se visten los campos en la primavera. El niño cantó su canción y también soñó mañana",
  },
  {
    language: "Portuguese",
    encodings: ["windows-1252"],
    titles: ["Coração vagabundo", "Águas de março", "Você não sabe", "Canção da América"],
    verse: "Ciranda, cirandinha, vamos todos cirandar; não há coração que não cante a canção da manhã",
  },
  {
    language: "Swedish",
    encodings: ["windows-1252"],
    titles: ["Så länge skutan kan gå", "Hälsa hem", "Vårvindar friska", "Små grodorna"],
    verse: "Små grodorna, små grodorna är lustiga att se. Ej öron, ej öron, ej svansar hava de",
  },
  {
    language: "Polish",
    encodings: ["windows-1250", "iso-8859-2"],
    titles: ["Małgośka", "Być kobietą", "Szła dzieweczka", "Wszystko się może zdarzyć", "Dziękuję ci, miła"],
    verse:
      "Szła dzieweczka do laseczka, do zielonego. Napotkała myśliweczka bardzo szwarnego. Gdzie jest ta ulica, gdzie jest ten dom, gdzie jest ta dziewczyna, co kocham ją",
  },
  {
    language: "Czech",
    encodings: ["windows-1250", "iso-8859-2"],
    titles: ["Škoda lásky", "Holka modrooká", "Pec nám spadla", "Když jsem já sloužil"],
    verse:
      "Kočka leze dírou, pes oknem, nebude-li pršet, nezmoknem. Holka modrooká, nesedávej u potoka, v potoce je hastrmánek",
  },
  {
    language: "Hungarian",
    encodings: ["windows-1250"],
    titles: ["Tavaszi szél vizet áraszt", "Őszi fények", "Gyöngyhajú lány", "Hűvös éjszaka"],
    verse:
      "Tavaszi szél vizet áraszt, virágom, virágom. Minden madár társat választ, virágom, virágom. Hát én immár kit válasszak",
  },
  {
    language: "Russian",
    encodings: ["windows-1251", "koi8-r"],
    titles: ["Подмосковные вечера", "Очи чёрные", "Миллион алых роз", "День Победы", "Синий платочек"],
    verse:
      "Во поле берёза стояла, во поле кудрявая стояла. Люли люли, стояла, люли люли, стояла. Некому берёзу заломати",
  },
  {
    language: "Ukrainian",
    encodings: ["windows-1251"],
    titles: ["Ніч яка місячна", "Червона рута", "Щедрик", "Їхав козак за Дунай"],
    verse:
      "Ніч яка місячна, зоряна, ясная, видно, хоч голки збирай. Вийди, коханая, працею зморена, хоч на хвилиночку в гай",
  },
  {
    language: "Bulgarian",
    encodings: ["windows-1251"],
    titles: ["Една българска роза", "Хубава си, моя горо", "Облаче ле бяло"],
    verse: "Хубава си, моя горо, миришеш на младост, но вселяваш в сърцата ни само скръб и жалост",
  },
  {
    language: "Greek",
    encodings: ["windows-1253"],
    titles: ["Τα παιδιά του Πειραιά", "Συννεφιασμένη Κυριακή", "Σ' αγαπώ", "Μαργαρίτα Μαργαρώ"],
    verse: "Συννεφιασμένη Κυριακή, μοιάζεις με την καρδιά μου, που έχει πάντα συννεφιά, Χριστέ και Παναγιά μου",
  },
  {
    language: "Japanese",
    encodings: ["shift_jis", "euc-jp"],
    titles: ["上を向いて歩こう", "愛燦燦", "津軽海峡冬景色", "ドラえもんのうた", "残酷な天使のテーゼ", "夜空ノムコウ"],
    verse: "うさぎおいしかの山 小ぶなつりしかの川 夢は今もめぐりて 忘れがたき故郷",
  },
  {
    language: "Chinese (simplified)",
    encodings: ["gb18030"],
    titles: ["月亮代表我的心", "甜蜜蜜", "朋友", "同桌的你", "东方红"],
    verse: "在那遥远的地方 有位好姑娘 人们走过了她的帐房 都要回头留恋地张望",
  },
  {
    language: "Chinese (traditional)",
    encodings: ["big5"],
    titles: ["月亮代表我的心", "愛拚才會贏", "上海灘", "童年", "夜來香"],
    verse: "在那遙遠的地方 有位好姑娘 人們走過了她的帳房 都要回頭留戀地張望",
  },
  {
    language: "Korean",
    encodings: ["euc-kr"],
    titles: ["사랑했지만", "돌아와요 부산항에", "만남", "고향의 봄", "서울의 찬가"],
    verse: "나의 살던 고향은 꽃피는 산골 복숭아꽃 살구꽃 아기 진달래 울긋불긋 꽃 대궐 차린 동네",
  },
  {
    language: "Thai",
    encodings: ["windows-874"],
    titles: ["รักเธอเสมอ", "คืนจันทร์", "ดาวประดับฟ้า", "ขอบคุณที่รักกัน"],
    verse: "ช้าง ช้าง ช้าง หนูรู้จักช้างหรือเปล่า ช้างมันตัวโตไม่เบา จมูกยาวๆ เรียกว่างวง",
  },
  {
    language: "Turkish",
    encodings: ["windows-1254"],
    titles: ["Şımarık", "Üsküdar'a gider iken", "Ağlama değmez hayat", "Sarı gelin"],
    verse:
      "Üsküdar'a gider iken aldı da bir yağmur, kâtibimin setresi uzun, eteği çamur. Kâtip uykudan uyanmış, gözleri mahmur",
  },
  {
    language: "Vietnamese",
    encodings: ["windows-1258"],
    titles: ["Hà Nội mùa thu", "Diễm xưa", "Người ơi người ở đừng về"],
    verse: "Bèo dạt mây trôi, chốn xa xôi, anh ơi em vẫn đợi bèo dạt. Mây trôi chim sa, tang tính tình cá lội",
  },
  {
    language: "Hebrew",
    encodings: ["windows-1255"],
    titles: ["הבה נגילה", "ירושלים של זהב", "שלום חברים"],
    verse: "הבה נגילה ונשמחה, הבה נרננה ונשמחה, עורו אחים בלב שמח",
  },
  {
    language: "Arabic",
    encodings: ["windows-1256"],
    titles: ["أنت عمري", "حبيبي يا نور العين", "زهرة المدائن"],
    verse: "طلع البدر علينا من ثنيات الوداع وجب الشكر علينا ما دعا لله داع",
  },
];
