// How exactly a place is known, drawn as a circle on the ground around its point.

// Kilometres by precision. A country has none: it is listed beside the map, never drawn at a centre.
export const kHaloKm: Record<string, number> = { site: 1, city: 5, district: 25, region: 100 };

const kKmPerDegree = 111.32;

// A closed ring of [longitude, latitude] around a point.
export function haloOf([longitude, latitude]: [number, number], km: number, corners = 48): [number, number][] {
  const high = km / kKmPerDegree;
  const wide = high / Math.max(0.05, Math.cos((latitude * Math.PI) / 180));
  const ring: [number, number][] = [];
  for (let corner = 0; corner <= corners; corner += 1) {
    const angle = (corner % corners) * ((2 * Math.PI) / corners);
    const y = Math.max(-89.9, Math.min(89.9, latitude + high * Math.sin(angle)));
    ring.push([longitude + wide * Math.cos(angle), y]);
  }
  return ring;
}
