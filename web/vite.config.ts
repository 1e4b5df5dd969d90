import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { licences } from "./licences";

// Everything is bundled and local: the built app asks for nothing but its own files and /api.
export default defineConfig({
  plugins: [licences(fileURLToPath(new URL("node_modules", import.meta.url)))],
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    target: "es2022",
    outDir: process.env["AVOW_WEB_OUT"] ?? "../build/web",
    emptyOutDir: true,
    assetsInlineLimit: 0, // a strict Content-Security-Policy: no data: scripts or styles
    modulePreload: { polyfill: false }, // the polyfill would be an inline script
    // The map's worker is a module named .mjs, which not every server calls JavaScript.
    rollupOptions: { output: { assetFileNames: (asset) => (asset.names.some((name) => name.endsWith(".mjs")) ? "assets/[name]-[hash].js" : "assets/[name]-[hash][extname]") } },
    chunkSizeWarningLimit: 1200,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": process.env["AVOW_API"] ?? "http://127.0.0.1:8080" } },
});
