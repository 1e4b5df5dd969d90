// Findings over documents and those inside one, as one list, each with what people said of it.

import { useMemo } from "preact/hooks";
import { useData, usePages, type Ask, type Problem, type Schemas } from "./api/client";
import { decisionOf, stateOf, weightiestFirst, type State } from "./findings";

type Finding = Schemas["Finding"];
type FindingsQuery = Ask<"/findings">["query"];

export interface AllFindings {
  items: Finding[];
  loading: boolean;
  problem: Problem | undefined;
  again: () => void;
  more: () => void;
  complete: boolean; // nothing is left to fetch
}

const kReviews = 1000; // the newest that are looked at for what people said

export function useReviewsOf(findings: Finding[]): Finding[] {
  const reviews = useData("/reviews", { query: { limit: kReviews } });
  return useMemo(() => findings.map((finding) => ({ ...finding, decision: decisionOf(finding, reviews.data?.items ?? []) })), [findings, reviews.data]);
}

export function useAllFindings(party: string, wanted: State | "all"): AllFindings {
  const across = usePages("/findings", { query: { across: "yes", party: party || undefined, limit: 200 } as FindingsQuery });
  const inside = usePages("/findings", { query: { across: "no", party: party || undefined, limit: 200 } as FindingsQuery });
  const both = useMemo(() => [...across.items, ...inside.items], [across.items, inside.items]);
  const judged = useReviewsOf(both);
  const items = useMemo(() => weightiestFirst(judged.filter((finding) => wanted === "all" || stateOf(finding.decision) === wanted)), [judged, wanted]);
  return {
    items,
    complete: across.complete && inside.complete,
    loading: across.loading || inside.loading,
    problem: across.problem ?? inside.problem,
    again: () => {
      across.again();
      inside.again();
    },
    more: () => {
      across.more();
      inside.more();
    },
  };
}
