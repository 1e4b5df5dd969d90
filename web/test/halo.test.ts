import { expect, it } from "vitest";
import { haloOf, kHaloKm } from "../src/ui/halo";

// Great-circle distance, by the haversine formula.
function km([x1, y1]: [number, number], [x2, y2]: [number, number]): number {
  const rad = Math.PI / 180;
  const a = Math.sin(((y2 - y1) * rad) / 2) ** 2 + Math.cos(y1 * rad) * Math.cos(y2 * rad) * Math.sin(((x2 - x1) * rad) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(a));
}

it("draws a closed circle of the right size at any latitude", () => {
  for (const point of [[20, 0], [36.2, 51.5], [-70, -62]] as [number, number][])
    for (const size of Object.values(kHaloKm)) {
      const ring = haloOf(point, size);
      expect(ring[0]).toEqual(ring.at(-1));
      for (const corner of ring) expect(Math.abs(km(point, corner) - size) / size).toBeLessThan(0.05);
    }
});
