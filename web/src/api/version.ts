// A counter that goes up when somebody here changed the ledger: pages that show it then ask again.

import { useEffect, useState } from "preact/hooks";

let version = 0;
const listeners = new Set<(version: number) => void>();

export function ledgerChanged(): void {
  version += 1;
  for (const listener of listeners) listener(version);
}

export function useLedgerVersion(): number {
  const [seen, setSeen] = useState(version);
  useEffect(() => {
    listeners.add(setSeen);
    return () => {
      listeners.delete(setSeen);
    };
  }, []);
  return seen;
}
