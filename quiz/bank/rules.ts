interface Rule {
  readonly level: 'error' | 'warning';
  /** What the rule asks of an author. */
  readonly asks: string;
}

const error = (asks: string) => ({ level: 'error', asks }) as const;
const warning = (asks: string) => ({ level: 'warning', asks }) as const;

/** Everything a bank is held to. Codes are stable: they are what authors search for. */
export const rules = {
  Q001: error('a bank opens with front matter'),
  Q002: error('front matter is YAML'),
  Q003: error('front matter is valid YAML'),
  Q004: error('front matter has no unknown keys'),
  Q005: error('front matter has every required key'),
  Q006: error('front matter has values of the right kind'),
  Q007: error('section is a heading of the lesson'),
  Q008: error('two banks do not share a title'),
  Q009: error('a bank has at least one question'),
  Q010: warning('every goal has a question'),

  Q011: error('a question has a yaml question block'),
  Q012: error('a question has one yaml question block'),
  Q013: error('the question block is valid YAML'),
  Q014: error('the question block has no unknown keys'),
  Q015: error('the question block has every required key'),
  Q016: error('the question block has values of the right kind'),
  Q017: error('an id is used once in all banks'),
  Q018: warning('two questions do not share a heading'),
  Q019: error('the goal is declared in the front matter'),
  Q020: error('a key is used only where it means something'),
  Q021: error('something is asked'),

  Q022: error('there are answers'),
  Q023: error('a single choice has a right answer'),
  Q024: error('a single choice has one right answer'),
  Q025: error('a multiple choice has a right answer'),
  Q026: warning('a multiple choice has a wrong answer'),
  Q027: error('true-false has the answers True and False'),
  Q028: error('a choice has three to six answers'),
  Q029: error('an answer has words'),
  Q030: error('an answer stands there once'),
  Q031: error('markers are [x] and [ ]'),
  Q032: error('every answer has a marker'),
  Q033: error('a wrong answer has feedback'),
  Q034: warning('a wrong answer names its misconception'),
  Q035: error('misconceptions are in the catalogue'),
  Q036: error('a right answer has no misconception'),
  Q037: error('no "all of the above"'),
  Q038: warning('answers do not point at each other by place'),
  Q039: warning('the right answer is not the longest by far'),
  Q040: warning('the right answer moves about in a bank'),
  Q041: warning('the right answer is not the longest all through a bank'),
  Q042: warning('a question is asked without NOT'),

  Q043: error('the answer to a number question is a number'),
  Q044: error('ranges and tolerances run the right way'),
  Q045: error('a foreseen wrong number is not accepted as right'),
  Q046: error('patterns are valid'),
  Q047: error('patterns cannot run away'),
  Q048: error('text answers stand in backticks'),
  Q049: error('a foreseen wrong text is not accepted as right'),
  Q050: error('no answer is one of the quiz’s own commands'),
  Q051: error('an order has three to eight steps'),
  Q052: error('a step stands there once'),
  Q053: error('a foreseen wrong order uses each step once and is wrong'),
  Q054: error('a trace has gaps'),
  Q055: error('gaps are closed and filled'),
  Q056: error('a foreseen wrong gap names a gap there is'),
  Q057: error('only traces have gaps'),

  Q058: error('the model exists'),
  Q059: error('the model knows the parameter'),
  Q060: error('the model gets every parameter'),
  Q061: error('parameters have values of the right kind in every variant'),
  Q062: error('the model can solve every variant'),
  Q063: error('placeholders have a value'),
  Q064: error('placeholders need compute'),
  Q065: error('answers differ in every variant'),
  Q066: warning('variants have different answers'),
  Q067: error('the right answer of a computed question is computed'),
  Q068: error('there are as many variants as asked for'),

  Q069: error('sources are a local heading, a web address or a KIP'),
  Q070: error('source files exist'),
  Q071: error('source headings exist'),
  Q072: warning('a question has a place in the lesson'),
  Q073: error('links lead somewhere'),
  Q074: error('the scenario exists'),

  Q075: error('a question explains why'),
  Q076: error('sections are Why and Hint'),
  Q077: error('a section stands there once'),
  Q078: error('a section has text'),
  Q079: error('nothing follows the answers but sections'),
  Q080: error('an answer is one paragraph and its feedback'),
  Q081: error('headings are ## for a question and ### for a section'),

  Q082: warning('code names its language'),
  Q083: warning('code and tables fit a narrow screen'),
  Q084: warning('no HTML and no pictures'),
  Q085: error('code blocks are closed'),
  Q086: error('text was decoded as UTF-8'),
  Q087: warning('no tabs'),
  Q088: warning('no invisible characters'),
} satisfies Record<string, Rule>;

export type RuleCode = keyof typeof rules;
