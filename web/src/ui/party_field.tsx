// A party in a filter: typed by name, kept in the address by its key.

import { useData } from "../api/client";

interface PartyFieldProps {
  value: string; // key
  onChange: (key: string) => void;
  label?: string;
}

export function PartyField({ value, onChange, label = "Party" }: PartyFieldProps) {
  const { data } = useData("/parties", { query: { limit: 500 } });
  const parties = data?.items.map((item) => item.party) ?? [];
  const name = parties.find((party) => party.key === value)?.name ?? value;
  const choose = (text: string) => {
    const typed = text.trim().toLowerCase();
    const found = parties.find((party) => party.name.toLowerCase() === typed || party.key.toLowerCase() === typed) ?? parties.find((party) => typed !== "" && party.name.toLowerCase().includes(typed));
    onChange(found?.key ?? text.trim());
  };
  return (
    <label class="field">
      {label}
      <input key={name} value={name} list="parties-known" onChange={(event) => choose(event.currentTarget.value)} />
      <datalist id="parties-known">
        {parties.map((party) => (
          <option key={party.key} value={party.name} />
        ))}
      </datalist>
    </label>
  );
}
