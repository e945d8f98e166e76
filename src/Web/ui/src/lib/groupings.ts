// Grouping keys of pushed groups, and the paths that name them.
import type { PushedFamily, PushedGroup } from '../api/types.ts';

const notFamilies = new Set([
  'labels',
  'last_push_successful',
  'push_time_seconds',
  'push_failure_time_seconds',
]);

export interface Group {
  key: string;
  job: string;
  labels: Record<string, string>;
  isGood: boolean;
  /** Milliseconds; 0 when it never happened. */
  pushedAt: number;
  failedAt: number;
  families: [string, PushedFamily][];
}

export function toGroup(pushed: PushedGroup): Group {
  const fields = pushed as unknown as Record<string, PushedFamily>;
  const { job = '', ...labels } = pushed.labels;
  return {
    key: pathOf(pushed.labels),
    job,
    labels,
    isGood: pushed.last_push_successful,
    pushedAt: when(fields['push_time_seconds']),
    failedAt: when(fields['push_failure_time_seconds']),
    families: Object.entries(fields)
      .filter(([name]) => !notFamilies.has(name))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  };
}

/** `metrics/job/a/instance/b`; values with a slash, and empty ones, in base64 as the path's grammar asks. */
export function pathOf(labels: Record<string, string>): string {
  const { job = '', ...others } = labels;
  const names = Object.keys(others).sort();
  return ['metrics', segment('job', job), ...names.map(name => segment(name, others[name]!))].join('/');
}

function segment(name: string, value: string): string {
  if (value !== '' && !value.includes('/') && value !== '.' && value !== '..')
    return `${encodeURIComponent(name)}/${encodeURIComponent(value)}`;
  const binary = String.fromCharCode(...new TextEncoder().encode(value));
  const coded = btoa(binary).replaceAll('+', '-').replaceAll('/', '_');
  return `${encodeURIComponent(name)}@base64/${coded || '='}`;
}

function when(family: PushedFamily | undefined): number {
  return Number(family?.metrics[0]?.value ?? 0) * 1000;
}
