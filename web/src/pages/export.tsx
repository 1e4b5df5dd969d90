// Every form the ledger can be written in, and what each one loses.

import type { PageProps } from "../app";
import { addressIn, useData } from "../api/client";
import { setQuery } from "../router";
import { mayReview, useHere } from "../session";
import { Empty, Failure, Field, Loading, PageHead, Text } from "../ui/parts";
import { PartyField } from "../ui/party_field";

export function ExportPage({ place }: PageProps) {
  const { session } = useHere();
  const { data, problem, again } = useData("/export");
  const value = (name: string) => place.query.get(name) ?? "";
  const set = (name: string) => (text: string) => setQuery({ [name]: text });
  const query = { party: value("party"), since: value("since"), until: value("until"), unredacted: value("unredacted") && mayReview(session) ? "yes" : "" };
  if (problem && !data) return <Failure problem={problem} again={again} />;
  if (!data) return <Loading what="the forms" />;
  return (
    <div class="stack">
      <PageHead title="Export">The whole ledger, or one party or span of days. No other form holds all that a ledger holds: what each one loses stands beside it.</PageHead>
      <div class="filters">
        <PartyField value={value("party")} onChange={set("party")} />
        <Field label="From" type="date" value={value("since")} onChange={set("since")} />
        <Field label="To" type="date" value={value("until")} onChange={set("until")} />
        {mayReview(session) && (
          <label class="row">
            <input type="checkbox" checked={value("unredacted") === "1"} onChange={(event) => setQuery({ unredacted: event.currentTarget.checked })} />
            with names of private persons
          </label>
        )}
      </div>
      {data.items.length === 0 && (
        <Empty title="No form to export to">
          <p>This avow was built without exports. In a terminal, avow show LEDGER --format csv writes the rows as a table.</p>
        </Empty>
      )}
      <ul class="exports">
        {data.items.map((format) => (
          <li key={format.name} class="card">
            <div class="row between">
              <h2>{format.title}</h2>
              <a class="button" download href={addressIn("/export/{format}", { format: format.name }, query)} aria-label={`Download ${format.title}`}>
                Download
              </a>
            </div>
            <p class="small quiet mono">
              {format.name} · {format.media_type}
            </p>
            {format.loses.length === 0 ? (
              <p class="small">Loses nothing.</p>
            ) : (
              <>
                <h3 class="small">What it loses</h3>
                <ul class="small bullets">
                  {format.loses.map((loss) => (
                    <li key={loss}>
                      <Text of={loss} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
