import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { developmentSurfaces } from './dev/surfaces.ts';

// Every address in the built pages is relative (base './'): the server knows neither the host nor all
// prefixes.
export default defineConfig(({ command }) => ({
  base: './',
  plugins: command === 'serve' ? [svelte(), developmentSurfaces()] : [svelte()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // A picture in a data: address would need more room in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The editor of the query page is that large; the budget is kept by a test, compressed.
    chunkSizeWarningLimit: 900,
    manifest: true,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
}));
