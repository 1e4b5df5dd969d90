// One finding: both texts side by side, the evidence in place, who says it, who else reports it, and the judgement.

import type { PageProps } from "../app";
import { useData, type Schemas } from "../api/client";
import { documentAddress, PartyLink } from "../ui/finding_row";
import { History, Judge } from "../ui/judge";
import { Casualties, Origins } from "../ui/origins";
import { Chip, Failure, Loading, PageHead, Text } from "../ui/parts";
import { PassageCard } from "../ui/passage";
import { Term } from "../ui/tip";
import { addressOf } from "../router";
import { days, percent } from "../words/format";

type Finding = Schemas["FindingPage"];

const kScopes = ["same", "narrower", "wider", "overlapping", "unclear"];

function IncidentFacts({ incident }: { incident: Schemas["Incident"] }) {
  return (
    <>
      <dt>
        <Term of="incident">Incident</Term>
      </dt>
      <dd>
        <a href={addressOf({ page: "incident", id: incident.id })}>
          <Text of={incident.words} />
        </a>
        , {days(incident.start, incident.end)}
        {incident.place && (
          <>
            , <Text of={incident.place.name} />
          </>
        )}{" "}
        <Chip of={incident.grade} /> <Casualties killed={incident.killed} injured={incident.injured} />
      </dd>
    </>
  );
}

function Why({ page }: { page: Finding }) {
  const { finding, incident } = page;
  return (
    <section class="card">
      <h2>Why they meet</h2>
      <p class="why">
        <Text of={finding.why} />
      </p>
      <dl class="facts">
        <dt>Party</dt>
        <dd>
          <PartyLink party={finding.party} />
        </dd>
        <dt>
          <Term of="relation">Relation</Term>
        </dt>
        <dd>
          <Chip of={finding.relation} />
        </dd>
        <dt>
          <Term of="scope">Scope</Term>
        </dt>
        <dd>
          <Chip of={finding.scope} />
        </dd>
        <dt>
          <Term of="event_type">Type of act</Term>
        </dt>
        <dd>
          <Chip of={finding.type} />
        </dd>
        {incident && <IncidentFacts incident={incident} />}
        <dt>
          <Term of="confidence">Confidence</Term>
        </dt>
        <dd class="num">{percent(finding.confidence)}</dd>
        <dt>
          <Term of="rule">Rule</Term>
        </dt>
        <dd>
          <code>{finding.rule}</code>
        </dd>
      </dl>
    </section>
  );
}

export function FindingPage({ route }: PageProps) {
  const { data, problem, again } = useData("/findings/{id}", { path: { id: route.id ?? "" } });
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the finding" />;
  const { finding } = data;
  const fields = [
    { name: "relation", label: "Relation", value: finding.relation, options: ["contradicts", "fulfils"] },
    { name: "scope", label: "Scope", value: finding.scope, options: kScopes },
  ];
  return (
    <div class="stack">
      <PageHead
        crumbs={
          <>
            <a href="/findings">Findings</a> · <span class="mono">{finding.id}</span>
          </>
        }
        title={
          <>
            <Text of={finding.party?.name ?? "A party"} />: a reported deed {finding.relation === "contradicts" ? "that goes against its words" : "in line with its words"}
          </>
        }
      />
      {finding.redacted && <div class="notice small">Names of private persons are hidden from your role.</div>}
      <div class="cols">
        <PassageCard passage={data.word} side="word" heading="What was said" />
        <PassageCard passage={data.deed} side="deed" heading="What is reported" />
      </div>
      <div class="cols">
        <Why page={data} />
        <section class="card">
          <h2>Judgement</h2>
          <Judge row={finding.id} fields={fields} />
          <History reviews={data.history} />
          <p class="small quiet">
            This judges whether the two meet. If the <a href={documentAddress(data.word.document.id, data.word.id)}>words</a> or the <a href={documentAddress(data.deed.document.id, data.deed.id)}>report</a> were misread, correct that row in its article: findings that rest on it follow.
          </p>
        </section>
      </div>
      {data.origins.length > 0 && <Origins origins={data.origins} />}
    </div>
  );
}
