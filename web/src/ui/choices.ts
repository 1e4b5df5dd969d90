// What the filters offer, in the order a reader expects.

import { labelOf } from "../words/terms";

export interface Choice {
  value: string;
  label: string;
}

const all = (label: string, values: readonly string[]): Choice[] => [{ value: "", label }, ...values.map((value) => ({ value, label: labelOf(value) }))];

export const kEventTypes = ["ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "AID", "COOPERATE", "CONSULT", "RETREAT", "CONCEDE", "SUPPORT", "INVESTIGATE", "OTHER"] as const;
export const kFunctions = ["assertion", "accusation", "denial", "acknowledgement", "commitment", "threat", "refusal", "demand", "condemnation", "endorsement", "condolence", "condition"] as const;
export const kFactualities = ["CT+", "PR+", "PS+", "CT-", "FUT"] as const;

export const kTypeChoices = all("every type", kEventTypes);
export const kFunctionChoices = all("every function", kFunctions);
export const kGradeChoices = all("every grade", ["single_source", "corroborated", "contested", "acknowledged", "discounted"]);
export const kRelationChoices = all("both", ["contradicts", "fulfils"]);
export const kScopeChoices = all("every scope", ["same", "narrower", "wider", "overlapping", "unclear"]);
export const kStatusChoices = all("every status", ["no_reported_breach", "reported_breach", "breach_acknowledged", "contested", "not_reported", "partly_reported", "reported_fulfilled"]);
export const kVerdictChoices = all("any", ["open", "accept", "reject", "amend"]);
