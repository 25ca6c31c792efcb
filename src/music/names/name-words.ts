/** Table of what words of names mean beside others: which always mean their tag, which only among technical words, which nothing. */

/** Tags whose words mean them wherever they stand, in a title too: hardly anybody writes them otherwise. */
export const sureTags: ReadonlySet<string> = new Set([
  ...["deep-house", "tech-house", "drum-and-bass", "dubstep", "hip-hop", "trip-hop", "lo-fi", "edm", "synthwave"].map(
    genre,
  ),
  ...["eurodance", "hardstyle", "breakbeat", "bossa-nova", "dixieland", "bebop", "reggaeton", "dancehall"].map(genre),
  ...["afro-cuban", "bluegrass", "klezmer", "chiptune", "christmas", "techno", "rnb", "cumbia", "bachata"].map(genre),
  "role:bassline",
  "source:karaoke",
]);

/** Forms and dances: a title that ends in one is one (`Maple Leaf Rag`, `Waltz in A minor`), but not `Tango in the Night`. */
export const formTags: ReadonlySet<string> = new Set(
  ["waltz", "march", "jig", "reel", "hornpipe", "polka", "ragtime", "tango", "samba", "blues", "minuet"]
    .concat(["mazurka", "boogie", "rumba", "mambo", "cha-cha", "bolero", "hymn"])
    .map(genre),
);

/** Words that are a title when they stand alone as the name of a file (`Happy`, `Jungle`, `Soul`). */
export const titleTags: ReadonlySet<string> = new Set([
  ...[
    "house",
    "jungle",
    "soul",
    "trap",
    "dub",
    "country",
    "metal",
    "punk",
    "swing",
    "folk",
    "game",
    "rock-and-roll",
  ].map(genre),
  ...["dark", "happy", "sad", "epic", "chill", "joyful", "romantic", "nostalgic", "hopeful", "mysterious"].map(mood),
  ...["spiritual", "peaceful", "tender", "dreamy", "melancholic", "angry", "tense", "relaxed", "uplifting"].map(mood),
]);

/**
 * Phrases in which a word of the table means nothing. Most titles are told from labels by their other words; here are those
 * that consist of technical words, or that hold a sure word or end in a form.
 */
export const meaninglessPhrases: readonly string[] = [
  // A house is a building, a rock a stone, a soul not music, a march a month, a bridge stands over a river.
  ...phrases("house", "of the in on at is party"),
  ...phrases("the house", "of"),
  ...["full house", "my house", "our house", "white house", "haunted house", "happy house", "dark house", "mad house"],
  ...phrases("rock", "me you the my this it on around bottom lobster star a bye steady your"),
  ...[
    "the rock",
    "on the rocks",
    "hard rock cafe",
    "jailhouse rock",
    "school of rock",
    "jingle bell rock",
    "solid rock",
  ],
  ...["love rock and roll", "love rock n roll", "only rock n roll", "only rock and roll", "time rock n roll"],
  ...phrases("soul", "man mate sister survivor mates provider of to asylum 2 ii"),
  ...[
    "heart and soul",
    "body and soul",
    "my soul",
    "your soul",
    "the soul",
    "dark souls",
    "soul calibur",
    "soul train",
  ],
  ...["dark side", "dark horse", "dark night", "the dark", "a dark", "dark lady", "dark world", "happy birthday"],
  ...["happy new year", "happy day", "happy days", "happy together", "happy ending", "happy hour", "happy song"],
  ...["ides of march", "in march", "of march", "1st march", "first of march", "march on", "march of time"],
  ...["bridge over", "bridge of", "london bridge", "the bridge", "a bridge", "rainbow bridge"],
  ...phrases("break", "my free the on up down away out it your every even stuff me"),
  ...["a break", "heart break", "tie break", "prison break", "spring break"],
  ...phrases("beat", "it the of me goes em them street"),
  ...["the beat", "heart beat", "off beat", "down beat", "white beat", "beat box"],
  ...["lead me", "lead the", "lead us", "lead on", "lead sheet", "take the lead"],
  ...["moody blues", "blues brothers", "baby blues", "true blues"],
  ...["swing low", "swing away", "swing of things", "king of swing"],
  ...["last waltz", "last tango", "reel to reel", "real to reel", "rag doll", "rag time band", "rag trade"],
  ...["country road", "country roads", "country house", "country boy", "country club", "my country", "big country"],
  ...["pop corn", "pop goes", "pop muzik", "iggy pop", "pop star", "dub dub", "dark pop"],
  ...["metal gear", "metal slug", "metal man", "metal guru", "full metal", "metal mario", "heavy metal thunder"],
  ...["jungle book", "jungle boogie", "jungle fever", "jungle love", "concrete jungle", "the jungle", "jungle hut"],
  ...["trap door", "mouse trap", "tourist trap", "it s a trap", "in a trance", "in trance", "state of trance"],
  ...["folk dance", "game over", "game of", "game boy", "video killed", "video game heroes"],
  ...[
    "electro shock",
    "soul electro",
    "disco inferno",
    "death disco",
    "panic at the disco",
    "latin 1",
    "latin 2",
    "latin lover",
    "latin lady",
  ],
  ...["techno syndrome", "merry christmas mr lawrence", "merry christmas mister lawrence"],
  ...["epic fail", "sad eyes", "so sad", "sad but true", "chill out", "chill factor"],
  ...["piano man", "organ grinder", "organ donor", "steel guitar rag", "guitar man", "guitar hero", "guitar pro"],
  ...[
    "g string",
    "no strings",
    "broken strings",
    "c string",
    "string theory",
    "bass clef",
    "figured bass",
    "bass boost",
  ],
  ...[
    "tin drum",
    "little drummer",
    "drum and fife",
    "harp seal",
    "voice of",
    "lead 6 voice",
    "bass lead",
    "the voice",
    "voice 1",
    "voice 2",
    "voice 3",
    "voice 4",
  ],
  ...["brass monkey", "brass in pocket", "brass knuckles", "top brass", "brass band", "horn of plenty"],
  ...["good vibes", "bad vibes", "i pad", "note pad", "launch pad", "key pad", "mouse pad", "mini moog"],
  ...["out of the loop", "fruity loops", "fl studio", "loop hole", "fill me", "fill my", "fill the"],
  ...["traditional values", "groove is in", "groove me", "into the groove", "in the groove", "verse chorus"],
];

/** Words beside which a word keeps its meaning as a label: they say of which kind, number or make a file is. */
export const neutralWords: ReadonlySet<string> = new Set(
  `all and or for with in no nr op n feat ft vs 
 music song songs tune tunes track tracks file files midi mid midis midifile kar smf collection collections pack packs vol
 volume part parts pt disc disk cd set sets style styles genre genres type misc various other others samples sample kit kits
 pattern patterns hits best top cover covers free pro edit edited mix mixed remix remixed version ver rev live demo take final
 draft new old classic modern vintage retro original orig copy backup test tests untitled example examples exercise exercises
 etude study studies lesson lessons practice basic easy medium hard advanced short long full half double single 
 bpm tempo bar bars beats meas measure key keys major minor maj min dur moll sharp flat scale scales mode modal progression
 progressions left right hand hands lh rh l r stereo mono main second first third 1st 2nd 3rd th nd rd st hi high low mid upper
 lower solo duo duet trio quartet quintet ensemble section band orchestra orchestral combo group acoustic electric elec clean dist
 distorted distortion overdrive muted nylon steel slap fretless finger fingered picked pick fretted upright stage honky tonk
 bright warm soft slow mid fast up down uptempo midtempo ballad ballads shuffle straight swung latin sonata sonatina
 concerto suite prelude fugue nocturne etudes variation variations theme movement mvt opus symphony fantasia session sessions
 drummer hat hats hihat hihats kicks snares ride rides crash tom toms clap claps cymbal cymbals shaker conga congas
 bongo bongos tambourine cowbell rim rhythm rhythms rythm feel half intro end tag var variant alt alternate a b c d e f g am
 bm cm dm em fm gm ab bb db eb gb i ii iii iv v vi vii viii ix x xi xii xg gs gm sc sc88 mt mt32 general roland yamaha korg
 studio library lib patch preset bank channel ch chan port staff stave treble alto tenor soprano baritone contralto
 italian french german english american spanish russian scottish welsh world ethnic
 50 60 70 80 90 50s 60s 70s 80s 90s s early late year years`
    .split(/\s+/)
    .filter(Boolean),
);

/** Words that labels of loops and samples do not have: with one of them a name is a title, whatever numbers it holds. */
export const titleWords: ReadonlySet<string> = new Set(
  `a an i you me my your he she we us our they him his her it its is are was be am not don t can will would let want
  this that these those what when where who why how if but so every never ever always there here
  to at of on into over under love baby girl boy man woman heart`.split(/\s+/),
);

/** Folders that say nothing about the music: the machine's own, down to the user's. */
export const ownFolders: ReadonlySet<string> = new Set(
  "home users root mnt media volumes tmp var work data desktop documents downloads music".split(" "),
);

function mood(name: string): string {
  return `mood:${name}`;
}

function genre(name: string): string {
  return `genre:${name}`;
}

function phrases(first: string, others: string): readonly string[] {
  return others.split(" ").map((other) => `${first} ${other}`);
}
