// Where and when. The map shows what is placed better than by its country; the rest stands in the list beside it. What is
// chosen on the timeline filters the map; a place chosen on the map filters the timeline's list.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { PageProps } from "../app";
import { useData, type Schemas } from "../api/client";
import { addressOf, setQuery } from "../router";
import { kGradeChoices, kTypeChoices } from "../ui/choices";
import { Chip, Empty, Failure, Field, Loading, PageHead, Select, Text, Filters } from "../ui/parts";
import { PartyField } from "../ui/party_field";
import { countedIn, filled, windowOf } from "../ui/bins";
import { Timeline } from "../ui/timeline";
import { Term } from "../ui/tip";
import type { World } from "../ui/world";
import { days, plural } from "../words/format";

type Incident = Schemas["Incident"];

function WorldMap({ incidents, chosen }: { incidents: Incident[]; chosen: string | null }) {
  const box = useRef<HTMLDivElement>(null);
  const [world, setWorld] = useState<World | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let opened: World | null = null;
    let current = true;
    import("../ui/world")
      .then(({ openWorld }) => openWorld(box.current as HTMLElement, (id) => setQuery({ incident: id }, { replace: true })))
      .then(
        (one) => {
          opened = one;
          if (current) setWorld(one);
          else one.remove();
        },
        () => current && setFailed(true),
      );
    return () => {
      current = false;
      opened?.remove();
    };
  }, []);
  useEffect(() => world?.show(incidents, chosen), [world, incidents, chosen]);
  useEffect(() => world?.fit(incidents), [world, incidents]);
  useEffect(() => {
    if (!world) return;
    const observer = new MutationObserver(() => world.recolour());
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => observer.disconnect();
  }, [world]);
  return (
    <>
      {failed && (
        <div class="notice warn small" role="status">
          The map cannot be drawn: this browser has WebGL switched off or lacks it. The list holds the same incidents.
        </div>
      )}
      <div class={`world ${failed ? "failed" : ""}`} ref={box} role="application" aria-label="Map of incidents; the list beside it holds the same" data-ready={world !== null} />
    </>
  );
}

function IncidentItem({ incident, chosen }: { incident: Incident; chosen: boolean }) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) item.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <li ref={item} class={chosen ? "selected" : ""}>
      <div class="row small">
        <span class="num">{days(incident.start, incident.end)}</span>
        <Chip of={incident.type} tone="deed" quiet />
        <Chip of={incident.grade} quiet />
      </div>
      <a class="quote" href={addressOf({ page: "incident", id: incident.id })}>
        <Text of={incident.actor?.name || "nobody named"} />: <Text of={incident.words} />
        {incident.recipient && (
          <>
            {" → "}
            <Text of={incident.recipient} />
          </>
        )}
      </a>
      <div class="row small quiet">
        {incident.place ? (
          <button class="plain" aria-pressed={chosen} onClick={() => setQuery({ incident: chosen ? "" : incident.id }, { replace: true })}>
            <Text of={incident.place.name} />
          </button>
        ) : (
          <span>no place named</span>
        )}
        {incident.place && <Chip of={incident.place.precision} quiet />}
        {incident.place?.country && <span>{incident.place.country}</span>}
        <span>{plural(incident.origins, "origin")}</span>
      </div>
    </li>
  );
}

function IncidentList({ title, incidents, chosen, empty }: { title: preact.ComponentChildren; incidents: Incident[]; chosen: string | null; empty: string }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      {incidents.length === 0 ? (
        <p class="small quiet">{empty}</p>
      ) : (
        <ol class="rows">
          {incidents.map((incident) => (
            <IncidentItem key={incident.id} incident={incident} chosen={incident.id === chosen} />
          ))}
        </ol>
      )}
    </section>
  );
}

export function MapPage({ place }: PageProps) {
  const value = (name: string) => place.query.get(name) ?? "";
  const set = (name: string) => (text: string) => setQuery({ [name]: text });
  const names = ["party", "type", "place", "grade", "since", "until"];
  const query = Object.fromEntries(names.map((name) => [name, value(name) || undefined]));
  const map = useData("/map", { query });
  const months = useData("/timeline", { query: { party: query["party"] } });
  const window = useMemo(() => (months.data ? windowOf(months.data.bins.filter((bin) => bin.words + bin.incidents > 0), value("since"), value("until")) : null), [months.data, value("since"), value("until")]);
  const close = window && window.by !== "month" && !query["place"] ? window : null;
  const timeline = useData(close ? "/timeline" : null, { query: { party: query["party"], by: close?.by, since: close?.since, until: close?.until } });
  const everWhere = useData(query["place"] ? "/map" : null, { query: { ...query, since: undefined, until: undefined } });
  const drawn = useMemo(() => map.data?.features.map((one) => one.properties) ?? [], [map.data]);
  const chosen = value("incident") || null;
  const there = everWhere.data;
  const known = useMemo(() => [...((there ?? map.data)?.features.map((one) => one.properties) ?? []), ...((there ?? map.data)?.elsewhere ?? [])], [there, map.data]);
  const bins = useMemo(() => {
    if (!window) return [];
    if (query["place"]) return there ? countedIn(window, known) : [];
    const counted = close ? timeline.data?.bins : months.data?.bins;
    return counted ? filled(window, counted) : [];
  }, [window, there, known, timeline.data, months.data]);
  if (map.problem && !map.data) return <Failure problem={map.problem} again={map.again} />;
  const elsewhere = map.data?.elsewhere ?? [];
  const picked = drawn.find((incident) => incident.id === chosen);
  return (
    <div class="stack">
      <PageHead title="Where and when">
        Each dot is an <Term of="incident">incident</Term>; the circle around it shows the <Term of="precision">precision</Term> of its place.
      </PageHead>
      <Filters on={names.filter((name) => value(name)).length}>
        <PartyField value={value("party")} onChange={set("party")} />
        <Select label="Type of act" value={value("type")} options={kTypeChoices} onChange={set("type")} />
        <Select label="Grade" value={value("grade")} options={kGradeChoices} onChange={set("grade")} />
        <Field label="Place" value={value("place")} onChange={set("place")} />
        <Field label="From" type="date" value={value("since")} onChange={set("since")} />
        <Field label="To" type="date" value={value("until")} onChange={set("until")} />
        {picked?.place && value("place") !== picked.place.name && (
          <button onClick={() => setQuery({ place: picked.place?.name })}>
            Only <Text of={picked.place.name} />
          </button>
        )}
        {names.some((name) => value(name)) && (
          <a class="button" href="/map">
            All
          </a>
        )}
      </Filters>
      <section class="card" aria-label="Timeline">
        {window && bins.length > 0 ? (
          <Timeline window={window} bins={bins} incidents={known} since={value("since")} until={value("until")} onChoose={(since, until) => setQuery({ since, until })} />
        ) : (
          <p class="small quiet">{months.data && !window ? "Nothing dated to show." : "Counting …"}</p>
        )}
        <div class="row between small quiet">
          <p>
            <span class="key deed">incidents</span> <span class="key word">words</span> by {window?.by ?? "month"}. <span class="key maybe">uncertain day</span> Choose one to look closer; Shift stretches the span; the same again steps back.
          </p>
          {(value("since") || value("until")) && <button onClick={() => setQuery({ since: "", until: "" })}>All time</button>}
        </div>
      </section>
      {!map.data ? (
        <Loading what="places" />
      ) : drawn.length + elsewhere.length === 0 ? (
        <Empty title="No incident here">
          <p>No single act passes these filters. Sums of acts are not incidents: they stand on the party's page as aggregate allegations.</p>
        </Empty>
      ) : (
        <div class="aside mapping">
          <WorldMap incidents={drawn} chosen={chosen} />
          <div class="stack scroll tall" tabIndex={0} role="region" aria-label="Incidents">
            <IncidentList title={`On the map: ${plural(drawn.length, "incident")}`} incidents={drawn} chosen={chosen} empty="None of these incidents is placed better than by its country." />
            <IncidentList title={<>Not on the map: {plural(elsewhere.length, "incident")}</>} incidents={elsewhere} chosen={chosen} empty="Every incident has a point." />
          </div>
        </div>
      )}
    </div>
  );
}
