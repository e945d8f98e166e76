// Bundles the tests as the pages are bundled, and runs them with Node's own test runner.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const names = readdirSync(here).filter(name => name.endsWith('.test.ts'));
const outDir = mkdtempSync(join(here, '..', 'node_modules', '.tests-'));
try {
    await build({
        configFile: false,
        logLevel: 'warn',
        root: join(here, '..'),
        build: {
            ssr: true,
            outDir,
            emptyOutDir: true,
            target: 'node20',
            rolldownOptions: {
                input: Object.fromEntries(names.map(name => [name.slice(0, -3), join(here, name)])),
            },
        },
    });
    const files = readdirSync(outDir)
        .filter(name => /\.test\.m?js$/.test(name))
        .map(name => join(outDir, name));
    const done = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...files], {
        stdio: 'inherit',
    });
    process.exitCode = done.status ?? 1;
} finally {
    rmSync(outDir, { recursive: true, force: true });
}
