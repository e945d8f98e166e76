// Builds dist/ once for its inputs: a second call with the same inputs does nothing, a call beside another
// waits. MSBuild calls it when a time stamp is newer; what counts here is the content.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync, constants } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const stamp = join(dist, '.inputs');
const lock = join(here, '.building');
const installed = join(here, 'node_modules', '.installed');
const sources = [
    'index.html',
    'build.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'vite.config.ts',
    'svelte.config.js',
    'src',
    'public',
];
const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;

await locked(() => {
    const wanted = hash(sources);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
        writeFileSync(stamp, wanted);
        return;
    }
    install();
    run(process.execPath, [
        join(here, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--logLevel',
        'warn',
    ]);
    compress();
    writeFileSync(stamp, wanted);
});

/** `npm ci`, only when the lock file is another one than the last time. */
function install() {
    const wanted = hash(['package-lock.json']) + process.platform + process.arch + process.version;
    if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
    run(process.platform === 'win32' ? 'npm.cmd' : 'npm', [
        'ci',
        '--no-audit',
        '--no-fund',
        '--loglevel',
        'error',
    ]);
    writeFileSync(installed, wanted);
}

/** Each text is kept compressed only; the server unpacks it for the rare client that cannot. */
function compress() {
    for (const file of files(dist)) {
        if (!compressible.test(file) || file.endsWith('index.html') || file.includes('.vite')) continue;
        writeFileSync(file + '.gz', gzipSync(readFileSync(file), { level: constants.Z_BEST_COMPRESSION }));
        rmSync(file);
    }
}

/** A directory is the lock: making one is atomic everywhere. One left by a build that died is taken over. */
async function locked(work) {
    for (;;) {
        try {
            mkdirSync(lock);
            break;
        } catch (error) {
            if (error.code !== 'EEXIST') throw error;
            if (!ownerIsAlive()) rmSync(lock, { recursive: true, force: true });
            else await new Promise(done => setTimeout(done, 200));
        }
    }
    try {
        writeFileSync(join(lock, 'pid'), String(process.pid));
        work();
    } finally {
        rmSync(lock, { recursive: true, force: true });
    }
}

function ownerIsAlive() {
    try {
        process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')), 0);
        return true;
    } catch (error) {
        // The owner may not have written its number yet: only an old lock without one is abandoned.
        if (error.code === 'ENOENT') return existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 10_000;
        return error.code === 'EPERM';
    }
}

function hash(names) {
    const sum = createHash('sha256');
    for (const name of names) {
        const path = join(here, name);
        if (!existsSync(path)) continue;
        for (const file of statSync(path).isDirectory() ? files(path) : [path])
            sum.update(relative(here, file).replaceAll('\\', '/'))
                .update('\0')
                .update(readFileSync(file))
                .update('\0');
    }
    return sum.digest('hex');
}

function files(directory) {
    return readdirSync(directory, { withFileTypes: true, recursive: true })
        .filter(entry => entry.isFile())
        .map(entry => join(entry.parentPath ?? entry.path, entry.name))
        .sort();
}

function run(command, args) {
    const done = spawnSync(command, args, { cwd: here, stdio: ['ignore', 'inherit', 'inherit'] });
    if (done.status !== 0)
        throw new Error(`${command} ${args.join(' ')} ended with ${done.status ?? done.error}`);
}
