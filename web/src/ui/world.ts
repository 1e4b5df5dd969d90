// The map itself: MapLibre over a local outline of the world. No tiles, no fonts, no glyphs: nothing is fetched from
// anywhere but this server. Only the map page loads this, when it is opened.

import { Map as MapLibre, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource, type StyleSpecification } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { feature } from "topojson-client";
import type { Feature, FeatureCollection, Point } from "geojson";
import worldUrl from "world-atlas/countries-50m.json?url";
import type { Schemas } from "../api/client";
import { haloOf, kHaloKm } from "./halo";

type Incident = Schemas["Incident"];

setWorkerUrl(workerUrl);

export interface World {
  show: (incidents: Incident[], chosen: string | null) => void;
  fit: (incidents: Incident[]) => void;
  recolour: () => void;
  remove: () => void;
}

function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

async function outlines(): Promise<FeatureCollection> {
  const response = await fetch(worldUrl);
  if (!response.ok) throw new Error("the outline of the world could not be fetched");
  const topology = await response.json();
  return feature(topology, topology.objects.countries) as unknown as FeatureCollection;
}

function styleOf(countries: FeatureCollection): StyleSpecification {
  const none: FeatureCollection = { type: "FeatureCollection", features: [] };
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: countries, attribution: "Outlines: Natural Earth" },
      halos: { type: "geojson", data: none },
      incidents: { type: "geojson", data: none },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("--sea") } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour("--land") } },
      { id: "borders", type: "line", source: "countries", paint: { "line-color": colour("--border"), "line-width": 0.8 } },
      { id: "halos", type: "fill", source: "halos", paint: { "fill-color": colour("--deed"), "fill-opacity": ["case", ["get", "chosen"], 0.35, 0.14] } },
      { id: "haloedges", type: "line", source: "halos", paint: { "line-color": colour("--deed"), "line-opacity": 0.5, "line-width": ["case", ["get", "chosen"], 2, 0.7] } },
      {
        id: "incidents",
        type: "circle",
        source: "incidents",
        paint: {
          "circle-radius": ["case", ["get", "chosen"], 9, ["+", 4, ["min", 4, ["get", "origins"]]]],
          "circle-color": colour("--deed"),
          "circle-stroke-color": colour("--sheet"),
          "circle-stroke-width": 1.5,
        },
      },
    ],
  };
}

const at = (incident: Incident): [number, number] | null => {
  const place = incident.place;
  return place && place.longitude !== null && place.latitude !== null ? [place.longitude, place.latitude] : null;
};

function pointsOf(incidents: Incident[], chosen: string | null): FeatureCollection<Point> {
  const features = incidents.flatMap((incident): Feature<Point>[] => {
    const coordinates = at(incident);
    return coordinates ? [{ type: "Feature", geometry: { type: "Point", coordinates }, properties: { id: incident.id, origins: incident.origins, chosen: incident.id === chosen } }] : [];
  });
  return { type: "FeatureCollection", features };
}

function halosOf(incidents: Incident[], chosen: string | null): FeatureCollection {
  const features = incidents.flatMap((incident): Feature[] => {
    const coordinates = at(incident);
    const km = incident.place ? (kHaloKm[incident.place.precision] ?? 0) : 0;
    return coordinates && km ? [{ type: "Feature", geometry: { type: "Polygon", coordinates: [haloOf(coordinates, km)] }, properties: { chosen: incident.id === chosen } }] : [];
  });
  return { type: "FeatureCollection", features };
}

function fitTo(map: MapLibre, incidents: Incident[]): void {
  const points = incidents.map(at).filter((point): point is [number, number] => point !== null);
  if (points.length === 0) return;
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  map.fitBounds([Math.min(...xs) - 0.5, Math.min(...ys) - 0.5, Math.max(...xs) + 0.5, Math.max(...ys) + 0.5], { padding: 40, maxZoom: 8, animate: false });
}

export async function openWorld(container: HTMLElement, onChoose: (id: string) => void): Promise<World> {
  const countries = await outlines();
  const map = new MapLibre({ container, style: styleOf(countries), center: [20, 25], zoom: 1.3, attributionControl: { compact: true }, dragRotate: false, pitchWithRotate: false, maxZoom: 11 });
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({}), "bottom-right");
  await new Promise<void>((resolve, reject) => {
    map.once("load", () => resolve());
    map.once("error", (event) => reject(event.error));
  });
  map.on("click", "incidents", (event) => {
    const id = event.features?.[0]?.properties["id"];
    if (typeof id === "string") onChoose(id);
  });
  map.on("mouseenter", "incidents", () => (map.getCanvas().style.cursor = "pointer"));
  map.on("mouseleave", "incidents", () => (map.getCanvas().style.cursor = ""));
  let shown: [Incident[], string | null] = [[], null];
  const show = (incidents: Incident[], chosen: string | null) => {
    shown = [incidents, chosen];
    (map.getSource("incidents") as GeoJSONSource).setData(pointsOf(incidents, chosen));
    (map.getSource("halos") as GeoJSONSource).setData(halosOf(incidents, chosen));
  };
  return {
    show,
    fit: (incidents) => fitTo(map, incidents),
    recolour: () => {
      map.setStyle(styleOf(countries));
      map.once("styledata", () => show(...shown));
    },
    remove: () => map.remove(),
  };
}
