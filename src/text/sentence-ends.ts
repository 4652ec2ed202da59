/**
 * Whether a sentence goes on where Unicode's rules (UAX #29) end it: after abbreviations, initials, numbers of a list,
 * and speech that is quoted. A few rules for the languages of the bundled models and their neighbours, no statistics.
 */

/** Not a letter, digit or full stop before: the abbreviation is a word of its own. */
const WORD_START = String.raw`(?<![\p{L}\p{N}.])`;

/** Always followed by more. */
const NEVER_ENDS = new RegExp(
  WORD_START +
    String.raw`(?:e\.g|i\.e|vs|cf|approx|ca|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Capt|Lt|Rev|M|MM|Mme|Mlle|Mgr|p\. ?ex|par ex` +
    String.raw`|Sr|Sra|Srta|Dra|Ud|bzw|Hr|z\. ?B|d\. ?h)\.$`,
  'u',
);

/** Abbreviations only before a number: "no. 5". */
const BEFORE_NUMBER = new RegExp(`${WORD_START}(?:[Nn]os?|[Nn]r|núm|art|[Cc]hap|[Pp]p)\\.$`, 'u');

/** May end a sentence; what follows decides. Initials and letters (J., U.S., p.) are among them. */
const MAY_END = new RegExp(
  WORD_START + String.raw`(?:\p{Lu}\.)*(?:[\p{Lu}\p{Ll}]|St|Ste|Jr|Fig|Sec|Vol|Inc|Ltd|Co|Corp|av|apr)\.$`,
  'u',
);

/** Words in capitals because a sentence begins, hardly ever because they are names. */
const STARTERS =
  'A|An|And|As|At|But|By|For|From|He|Her|His|How|I|If|In|It|Its|My|No|Not|On|Our|She|So|That|The|Their|Then|There|These' +
  '|They|This|Those|To|We|What|When|Where|Which|Who|Why|With|Yes|You|Your' +
  '|Ainsi|Alors|Au|Avec|Ce|Cela|Ces|Cette|Dans|Des|Donc|Elle|Elles|En|Et|Il|Ils|Je|La|Le|Les|Mais|Nous|Où|Par|Pour' +
  '|Puis|Quand|Si|Sur|Un|Une|Vous|Pero|Los|Las|Una|Aber|Das|Dann|Der|Die|Ein|Eine|Er|Es|Ich|Im|Sie|Und|Wenn|Wir';
const STARTS_SENTENCE = new RegExp(`^["“«'‘(¿¡\\s]*(?:(?:${STARTERS})(?![\\p{L}.])|(?:C|J|Qu)['’])`, 'u');

/** All there is before the full stop: the number or letter of a list's item. */
const LIST_ITEM = /^(?:\p{N}{1,3}|\p{L})\.$/u;
/** After these small letters go on the sentence; after a bare ? or ! they begin a careless one. */
const OPEN_END = /[.…»”’"')\]]$/;
const SMALL_LETTER = /^["“«'‘(\s]*\p{Ll}/u;

/** As far as the rules look; a longer abbreviation is none. */
const TAIL = 12;
const HEAD = 40;

/**
 * @param sentence what seems to be a sentence, without white space at its ends
 * @param next the text after it, from its first character that is not white space
 */
export function goesOn(sentence: string, next: string): boolean {
  const tail = sentence.slice(-TAIL);
  const head = next.slice(0, HEAD);
  if (sentence === '' || (sentence.length < TAIL && LIST_ITEM.test(sentence)) || NEVER_ENDS.test(tail))
    return true;
  if (OPEN_END.test(tail) && SMALL_LETTER.test(head)) return true;
  if (BEFORE_NUMBER.test(tail)) return /^\p{N}/u.test(head);
  return MAY_END.test(tail) && !STARTS_SENTENCE.test(head);
}
