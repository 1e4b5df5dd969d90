// What is new, who the parties are, and what to look at first.

import { useData, type Schemas } from "../api/client";
import { useAllFindings, type AllFindings } from "../all_findings";
import { stateOf, withAcross } from "../findings";
import { documentAddress, FindingRow, partyAddress } from "../ui/finding_row";
import { Multiples, MultiplesKey, spanOf } from "../ui/multiples";
import { Empty, Failure, Figures, Loading, PageHead, Text } from "../ui/parts";
import { Term } from "../ui/tip";
import { day, moment, number } from "../words/format";

const kFirst = 6; // findings to review
const kShown = 10; // parties; the page of parties has all

type Overview = Schemas["Overview"];

function Totals({ totals, all }: { totals: Overview["totals"]; all: AllFindings }) {
  const open = all.items.filter((finding) => stateOf(finding.decision) === "open").length;
  const many = (value: number) => `${number(value)}${all.complete ? "" : "+"}`;
  return (
    <Figures
      of={[
        { label: "documents", value: number(totals.documents) },
        { label: "statements", value: number(totals.statements) },
        { label: <Term of="report">reports of conduct</Term>, value: number(totals.events) },
        { label: <Term of="incident">incidents</Term>, value: number(totals.incidents) },
        { label: <Term of="finding">findings</Term>, value: many(all.items.length) },
        { label: "to review", value: many(open) },
      ]}
    />
  );
}

function PartyTable({ parties }: { parties: Overview["parties"] }) {
  const span = spanOf(parties.map((entry) => entry.months));
  return (
    <section class="card">
      <div class="row between">
        <h2>Parties</h2>
        <MultiplesKey />
      </div>
      <div class="tablebox" tabIndex={0} role="region" aria-label="Parties">
        <table class="plaintable">
          <thead>
            <tr>
              <th scope="col">Party</th>
              <th scope="col" class="end">
                <Term of="commitment">Commitments</Term>
              </th>
              <th scope="col" class="end">
                <Term of="denial">Denials</Term>
              </th>
              <th scope="col" class="end">
                <Term of="demand">Demands on it</Term>
              </th>
              <th scope="col" class="end">
                <Term of="incident">Incidents</Term>
              </th>
              <th scope="col" class="end">
                <Term of="report">Reports</Term>
              </th>
              <th scope="col" class="end">
                <Term of="contradicts">Findings against</Term>
              </th>
              <th scope="col">Over time</th>
            </tr>
          </thead>
          <tbody>
            {parties.slice(0, kShown).map(({ party, counts, months }) => (
              <tr key={party.key}>
                <th scope="row">
                  <a href={partyAddress(party.key)}>
                    <Text of={party.name} />
                  </a>
                </th>
                <td class="end num">{number(counts.commitments)}</td>
                <td class="end num">{number(counts.denials)}</td>
                <td class="end num">{number(counts.demands)}</td>
                <td class="end num">{number(counts.incidents)}</td>
                <td class="end num">{number(counts.reports)}</td>
                <td class="end num">{number(counts.contradicts)}</td>
                <td>
                  <Multiples months={months} span={span} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {parties.length > kShown && (
        <p class="small more">
          <a href="/parties">All parties</a>
        </p>
      )}
    </section>
  );
}

function ReviewFirst({ all }: { all: AllFindings }) {
  const findings = all.items.filter((finding) => stateOf(finding.decision) === "open").slice(0, kFirst);
  return (
    <section class="card">
      <div class="row between">
        <h2>Review first</h2>
        <a href="/review">Open the queue</a>
      </div>
      {all.loading && findings.length === 0 ? (
        <Loading what="the findings" />
      ) : findings.length === 0 ? (
        <p class="quiet">No finding waits for a review.</p>
      ) : (
        <ul class="rows">
          {findings.map((finding) => (
            <li key={finding.id}>
              <FindingRow finding={finding} quiet />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NewDocuments({ documents }: { documents: Overview["new_documents"] }) {
  return (
    <section class="card">
      <h2>Came in last</h2>
      <ul class="rows">
        {documents.map(({ document, statements, events }) => (
          <li key={document.id}>
            <a href={documentAddress(document.id)}>
              <Text of={document.title || document.short} />
            </a>
            <div class="small quiet">
              <Text of={document.publisher || "publisher not known"} />, {day(document.published)} · {number(statements)} statements, {number(events)} reports of conduct
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function OverviewPage() {
  const { data, problem, again } = useData("/overview");
  const all = useAllFindings("", "all");
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the ledger" />;
  return (
    <div class="stack">
      <PageHead title={<Text of={data.ledger.name} />}>
        {data.ledger.last_added ? `Last document added ${moment(data.ledger.last_added)}. ` : ""}A machine read all of this; each reading stands beside the words it rests on, and people judge it.
      </PageHead>
      <Totals totals={data.totals} all={all} />
      {data.totals.documents === 0 ? (
        <Empty title="This ledger is empty">
          <p>
            Read texts into it, then reload: <code>avow read FOLDER -o LEDGER</code>. Plain text, web pages, feeds and archives will do; reading may run while this page is open.
          </p>
        </Empty>
      ) : (
        <>
          <PartyTable parties={data.parties.map((party) => withAcross(party, all.items))} />
          <div class="cols">
            <ReviewFirst all={all} />
            <NewDocuments documents={data.new_documents} />
          </div>
        </>
      )}
    </div>
  );
}
