// Findings over documents and those inside one, as one list, with what people said of each.

import { useMemo } from "preact/hooks";
import { usePages, type Ask, type Problem, type Schemas } from "./api/client";
import { stateOf, weightiestFirst, type State } from "./findings";

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

export function useAllFindings(party: string, wanted: State | "all"): AllFindings {
  const across = usePages("/findings", { query: { across: "yes", party: party || undefined, limit: 200 } as FindingsQuery });
  const inside = usePages("/findings", { query: { across: "no", party: party || undefined, limit: 200 } as FindingsQuery });
  const both = useMemo(() => [...across.items, ...inside.items], [across.items, inside.items]);
  const items = useMemo(() => weightiestFirst(both.filter((finding) => wanted === "all" || stateOf(finding.decision) === wanted)), [both, wanted]);
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
