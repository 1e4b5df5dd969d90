// What the ledger's words mean, for a reader who is no coder of texts. Every chip and column head that uses one shows
// its explanation on hover and focus, and the page "Words used here" lists them all.

export interface Term {
  label: string;
  means: string;
}

const t = (label: string, means: string): Term => ({ label, means });

export const kTerms: Record<string, Term> = {
  // counts
  told: t("told", "The text tells the act."),
  denied: t("denied", "The text has the party deny the act."),
  admitted: t("admitted", "The text has the party own up to the act."),
  report: t("report", "One text telling one act once. Two outlets that each write about a shelling make two reports."),
  incident: t("incident", "One act, with all the reports of it gathered. Counted once, however many outlets tell it."),
  origin: t("origin", "An independent source. Copies and shortened copies of one text share one origin, so a wire story carried by twenty outlets counts as one."),
  finding: t("finding", "A place where what a party said and what it is reported to have done meet. It is a reading by a machine until a person has reviewed it."),
  aggregate: t("aggregate allegation", "A claim about acts in sum (“attacks on civilians in recent weeks”), not about one countable act. It never becomes an incident."),
  background: t("background", "History that the text recalls, not today's news. It makes no incident."),
  copy: t("copy", "A text that shares at least half of its five-word runs with another: the same story, shortened or retitled ones included."),

  // grades
  single_source: t("single source", "Only one independent origin reports this act."),
  corroborated: t("corroborated", "Two or more independent origins report this act."),
  contested: t("contested", "The party this is laid to denies it."),
  acknowledged: t("acknowledged", "The party itself says that it did this."),
  discounted: t("discounted", "A reviewer has set this aside and given a reason."),

  // status of a word
  no_reported_breach: t("no reported breach", "No report in this ledger goes against it. That is not proof that it was honoured."),
  reported_breach: t("reported breach", "At least one report tells of conduct that goes against it."),
  breach_acknowledged: t("breach acknowledged", "The party itself says that it did what it had said it would not do."),
  not_reported: t("not reported", "No report in this ledger tells that it was done. It may still have been done."),
  partly_reported: t("partly reported", "Reports tell that a part of it was done."),
  reported_fulfilled: t("reported fulfilled", "At least one report tells that it was done."),

  // relation and scope
  contradicts: t("goes against", "The reported act is what the words ruled out or denied."),
  fulfils: t("in line with", "The reported act is what the words promised or asked for."),
  same: t("same", "Words and deed are about the same people or things."),
  narrower: t("narrower", "The deed touches only a part of whom the words are about."),
  wider: t("wider", "The deed touches more than whom the words are about."),
  overlapping: t("overlapping", "Words and deed are partly about the same people or things."),
  unclear: t("unclear", "The texts do not say enough to tell whether they are about the same people or things."),

  // factuality
  "CT+": t("CT+ certain", "The source tells it as a fact: certainly so."),
  "PR+": t("PR+ probable", "The source tells it as probable (“apparently”, “is believed to have”)."),
  "PS+": t("PS+ possible", "The source tells it as possible (“may have”, “could have”)."),
  "CT-": t("CT- did not happen", "The source says it did not happen."),
  FUT: t("FUT to come", "Planned, promised, feared or demanded: it has not happened yet as this text tells it."),

  // what statements do
  assertion: t("assertion", "Says that something is so."),
  accusation: t("accusation", "Lays a wrong at somebody's door."),
  denial: t("denial", "Says that something is not so, or was not done by the party."),
  acknowledgement: t("acknowledgement", "Owns up to something."),
  commitment: t("commitment", "A party binds itself to do, or not to do, something."),
  threat: t("threat", "Announces harm, usually under a condition."),
  refusal: t("refusal", "Says that the party will not do what it was asked."),
  demand: t("demand", "Asks another party to do, or not to do, something."),
  condemnation: t("condemnation", "Calls somebody's conduct wrong."),
  endorsement: t("endorsement", "Speaks for somebody or something."),
  condolence: t("condolence", "Expresses sympathy for a loss."),
  condition: t("condition", "Something set as the price of something else (“if they withdraw, talks can begin”)."),
  conduct: t("conduct", "What a party is reported to have done."),

  // forms of denial
  denies_act: t("denies the act", "Says that it did not happen."),
  denies_responsibility: t("denies responsibility", "Says that somebody else did it."),
  explains_otherwise: t("explains otherwise", "Grants that something happened and gives another account of it."),
  acknowledges_without_responsibility: t("acknowledges without responsibility", "Grants that it happened without owning it."),
  report_false: t("calls the report false", "Says that the report itself is untrue."),

  // attribution
  speaker: t("speaker", "Whose words these are."),
  on_behalf: t("on behalf of", "The office, state or group for which the speaker speaks."),
  cue: t("cue", "The word that marks speech: “said”, “denied”, “according to”."),
  content: t("content", "What is said, as far as the text gives it."),
  chain: t("chain of attribution", "Through whom these words come to us: the article reports what A says that B stated."),
  direct: t("direct quote", "The speaker's own words, in quotation marks."),
  mixed: t("mixed quote", "Partly in the speaker's own words, partly told by the writer."),
  indirect: t("indirect speech", "Told in the writer's words."),
  according_to: t("according to", "On whose word the article tells this. Empty: the article tells it in its own voice."),
  layer: t("layer", "One kind of reading laid over the text: statements, events, places and so on. Switch each on or off."),

  // obligations
  obligation: t("obligation", "What a commitment, demand or condition would have a party do or not do."),
  do: t("to do", "The words ask for, or promise, an act."),
  refrain: t("to refrain from", "The words ask for, or promise, that something is not done."),
  beneficiary: t("beneficiary", "Whom the promised or demanded conduct is about."),
  at_stake: t("at stake", "What is threatened or offered if the condition is, or is not, met."),
  deadline: t("deadline", "By when it is to be done, as the text says."),
  status: t("status", "What the reports of this ledger say about it so far. A person judges what that amounts to."),
  grade: t("grade", "How well an incident is attested: single source, corroborated, contested, acknowledged or discounted."),
  relation: t("relation", "Whether the reported deed goes against the words or is in line with them."),
  scope: t("scope", "Whether words and deed are about the same people or things."),
  factuality: t("factuality", "How sure the source is that it happened: CT+ certain, PR+ probable, PS+ possible, CT- did not happen, FUT to come."),
  confidence: t("confidence", "How sure the program is of its own reading, from 0 to 100 %. It says nothing about whether the text is true."),
  rule: t("rule", "Which rule or model of the program made this row."),
  function: t("function", "What the words do: assert, deny, promise, demand and so on."),

  // event types (PLOVER)
  event_type: t("type of act", "The kind of act, after the PLOVER scheme of event coding."),
  ASSAULT: t("ASSAULT", "Violence against people or things: shelling, killing, beating, bombing."),
  COERCE: t("COERCE", "Force without a fight: arrests, seizures, blockades, bans, expulsions."),
  MOBILIZE: t("MOBILIZE", "Forces are raised, moved or put on alert."),
  PROTEST: t("PROTEST", "Demonstrations, strikes, boycotts."),
  SANCTION: t("SANCTION", "Help, trade or relations are cut or reduced."),
  AID: t("AID", "Goods, money, medical or military help is given."),
  COOPERATE: t("COOPERATE", "Working together: agreements signed, exchanges, joint acts."),
  CONSULT: t("CONSULT", "Meetings, visits, talks, mediation."),
  RETREAT: t("RETREAT", "Giving way: withdrawal, release of prisoners, a ceasefire kept to by arms laid down."),
  CONCEDE: t("CONCEDE", "Yielding to demands: easing a ban, a reform, a resignation."),
  SUPPORT: t("SUPPORT", "Standing by somebody: recognition, endorsement by act."),
  INVESTIGATE: t("INVESTIGATE", "Looking into something: inquiries, charges, trials."),
  OTHER: t("OTHER", "An act that fits none of the kinds."),

  // places
  precision: t("precision", "How exactly the text places it: a site, a city, a district, a region, or only a country."),
  site: t("site", "An exact spot is named. The halo is about 1 km."),
  city: t("city", "A town or village is named. The halo is about 5 km."),
  district: t("district", "A district is named. The halo is about 25 km."),
  region: t("region", "Only a region is named. The halo is about 100 km."),
  country: t("country", "Only a country is named: no point on the map would be honest, so it is listed beside."),
  unknown: t("unknown", "The text does not say."),

  // review
  one: t("one reviewer", "One reviewer has judged this."),
  agree: t("reviewers agree", "Two or more reviewers came to the same verdict."),
  differ: t("reviewers differ", "Two reviewers came to different verdicts: somebody should adjudicate."),
  open: t("not reviewed", "Nobody has judged this yet."),
  accept: t("accept", "A reviewer agrees with the machine's reading."),
  reject: t("reject", "A reviewer says that the machine misread the text."),
  amend: t("amend", "A reviewer corrects a part of the reading. The machine's own stays beside it."),
  note: t("note", "A reviewer's remark that changes nothing."),
  withdraw: t("withdraw", "A reviewer takes an earlier judgement back. The log keeps both."),
  adjudicate: t("adjudicate", "To decide where two reviewers disagree."),
  agreement: t("agreement", "Whether two reviewers came to the same verdict."),

  // the log
  hash: t("hash", "A fingerprint of an entry and all entries before it. If anything was altered, the fingerprints no longer fit."),
  versions: t("with", "The version of avow, and fingerprints of the models and tables that it worked with. Equal fingerprints: the same text is read the same way."),
  registry: t("registry", "The table of known parties: who a name is on a given date."),
  alias: t("alias", "Another name for the same party."),
  redacted: t("redacted", "The name of a private person, hidden from your role."),
};

export function termOf(key: string): Term | undefined {
  return Object.hasOwn(kTerms, key) ? kTerms[key] : undefined;
}

// The word as shown: its label, else the code itself without underscores.
export function labelOf(key: string | null | undefined): string {
  if (!key) return "";
  return termOf(key)?.label ?? key.replaceAll("_", " ");
}
