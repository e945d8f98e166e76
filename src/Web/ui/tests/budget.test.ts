import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

// What a browser has to fetch, compressed as it is served. Scripts only, as the budget says.
const dist = join(process.cwd(), 'dist');
const manifestPath = join(dist, '.vite', 'manifest.json');

interface Chunk {
  file: string;
  imports?: string[];
}

test(
  'the pages stay within their budget',
  { skip: existsSync(manifestPath) ? false : 'dist is not built' },
  () => {
    const manifest = JSON.parse(readFileSync(manifestPath, 'utf8')) as Record<string, Chunk>;
    const reach = (name: string, seen = new Set<string>()): Set<string> => {
      if (seen.has(name)) return seen;
      seen.add(name);
      for (const next of manifest[name]!.imports ?? []) reach(next, seen);
      return seen;
    };
    const size = (names: Iterable<string>) =>
      [...names]
        .map(name => manifest[name]!.file)
        .filter(file => file.endsWith('.js'))
        .reduce((sum, file) => sum + statSync(join(dist, `${file}.gz`)).size, 0);

    const first = reach('index.html');
    const overview = size(first);
    const query = size([...reach('src/pages/Query.svelte')].filter(name => !first.has(name)));
    console.log(`overview ${overview} bytes, query page ${query} bytes more`);
    assert.ok(overview <= 60_000, `the overview needs ${overview} bytes of script`);
    assert.ok(query <= 260_000, `the query page needs ${query} bytes more`);
  },
);
