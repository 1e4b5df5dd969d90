// Every word that a chip or a column head uses, in one list.

import { kTerms } from "../words/terms";
import { Empty, PageHead } from "../ui/parts";

export function HelpPage() {
  const terms = Object.entries(kTerms).sort((a, b) => a[1].label.localeCompare(b[1].label));
  return (
    <div class="stack">
      <PageHead title="Words used here">
        avow shows what parties say beside what they are reported to do. It never decides that a promise was honoured or not: it shows the words, the deeds and who reports them, and a person judges.
      </PageHead>
      <dl class="glossary card">
        {terms.map(([key, term]) => (
          <div key={key}>
            <dt>{term.label}</dt>
            <dd>{term.means}</dd>
          </div>
        ))}
      </dl>
      <p class="small quiet">
        <a href="/licences.txt" target="_blank" rel="noopener">
          Licences of the packages in these pages
        </a>
      </p>
    </div>
  );
}

export function NotFoundPage() {
  return (
    <Empty title="There is no such page">
      <p>The address may be cut short. Start at the overview, or search for the words you remember.</p>
      <p class="row">
        <a class="button" href="/">
          Overview
        </a>
        <a class="button" href="/search">
          Search
        </a>
      </p>
    </Empty>
  );
}
