// Where each page is, for a given ledger: some addresses need an id of it.

export async function pagesOf(visitor) {
  const get = async (path) => (await visitor.api(path)).json;
  const overview = await get("/overview");
  const findings = (await get("/findings?across=yes&limit=100")).items;
  const finding = findings.find((one) => one.incident && one.relation === "contradicts") ?? findings[0];
  const party = finding.party.key;
  const document = finding.document;
  const page = await get(`/documents/${encodeURIComponent(document.id)}`);
  const nested = page.record.statements.find((one) => one.within) ?? page.record.statements[0];
  const row = `${document.short}:${nested.id}`;
  const id = encodeURIComponent;
  return {
    overview,
    finding,
    document: page,
    addresses: {
      overview: "/",
      parties: "/parties",
      party: `/parties/${id(party)}`,
      findings: "/findings",
      finding: `/findings/${id(finding.id)}`,
      documents: "/documents",
      document: `/documents/${id(document.id)}?layers=statements,events,obligations,places,times&row=${id(row)}`,
      incident: finding.incident ? `/incidents/${id(finding.incident)}` : "/map",
      review: "/review",
      map: "/map",
      search: "/search?q=ceasefire",
      actors: "/actors",
      actor: `/actors/${id(party)}`,
      log: "/log",
      export: "/export",
      help: "/help",
      missing: "/no/such/page",
    },
  };
}

// What must have come before a page counts as shown.
export const kReady = {
  overview: ".plaintable tbody tr",
  parties: ".gridrow",
  party: ".wordcard, .deedcard",
  findings: ".gridrow",
  finding: ".passage.deed .article p",
  documents: ".gridrow",
  document: ".layerrow.selected",
  incident: ".card .rows li",
  review: ".passage.deed .article p",
  map: ".world[data-ready=true], .world.failed, .rows li",
  search: "mark.hit",
  actors: ".gridrow",
  actor: ".facts",
  log: ".gridrow",
  export: ".exports li, .empty",
  help: ".glossary dt",
  missing: ".empty",
};
