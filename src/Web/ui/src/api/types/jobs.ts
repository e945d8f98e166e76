// Hotaru's own: /api/hotaru/v1/jobs, incidents and the months
import { flag, list, maybe, nullable, number, one, record, table, text, time } from '../shape.ts';
import type { Of } from '../shape.ts';
import { labels } from './labels.ts';

export const jobRun = record({
  id: text,
  outcome: one('running', 'succeeded', 'failed', 'abandoned'),
  source: text,
  started: nullable(time),
  ended: nullable(time),
  duration_seconds: nullable(number),
  exit_code: nullable(number),
  output: maybe(text),
  metrics: maybe(table(text)),
});
export type JobRun = Of<typeof jobRun>;

/** One of the last runs: when, in seconds since the epoch, and how long. */
export const recentRun = record({
  at: number,
  seconds: nullable(number),
  outcome: one('running', 'succeeded', 'failed', 'abandoned'),
});
export type RecentRun = Of<typeof recentRun>;

/** What was declared of a job, in the words of hotaru.yml; empty texts are the default. */
export const declaration = record({
  schedule: text,
  zone: text,
  period: text,
  start_grace: text,
  longest_run: text,
  failures_in_a_row: number,
  owner: text,
  severity: text,
  paused: flag,
  /** How its pushes tell success from failure. */
  push: record({
    off: flag,
    exit_code: text,
    last_success: text,
    succeeded_if: text,
    failed_if: text,
    duration: text,
  }),
});
export type Declaration = Of<typeof declaration>;

export const job = record({
  job: text,
  labels,
  state: one('unknown', 'failed', 'late', 'overdue', 'running', 'succeeded', 'waiting', 'paused'),
  origin: one('file', 'page', 'cluster', 'heard'),
  owner: text,
  schedule: text,
  known_since: time,
  due: nullable(time),
  unknown_since: nullable(time),
  failures_in_a_row: number,
  running: number,
  last_run: nullable(jobRun),
  last_success: nullable(time),
  incident: nullable(number),
  recent: maybe(list(recentRun)),
  declaration: maybe(declaration),
});
export type Job = Of<typeof job>;
/** How many there are of each state stands beside, whatever was asked for. */
export const jobs = record({ jobs: list(job), total: number, states: table(number) });
export type JobList = Of<typeof jobs>;

/** One job by its name: with labels that differ there may be several; their runs are newest first. */
export const jobWithRuns = record({ jobs: list(job), runs: list(jobRun) });
export type JobWithRuns = Of<typeof jobWithRuns>;

export const incidentEntry = record({
  at: time,
  kind: one(
    'failed',
    'not_started',
    'too_long',
    'no_data',
    'alert',
    'notified',
    'acknowledged',
    'note',
    'link',
    'closed',
  ),
  text,
  by: maybe(text),
  run: maybe(text),
  url: maybe(text),
});
export type IncidentEntry = Of<typeof incidentEntry>;

export const incident = record({
  id: number,
  job: text,
  labels,
  state: one('open', 'acknowledged', 'unknown', 'closed'),
  reason: text,
  opened: time,
  closed: nullable(time),
  duration_seconds: nullable(number),
  failures: number,
  entries: maybe(list(incidentEntry)),
});
export type Incident = Of<typeof incident>;
/** How many are open stands beside, whatever was asked for. */
export const incidents = record({ incidents: list(incident), open: number });
export type IncidentList = Of<typeof incidents>;

export const monthOfJob = record({
  job: text,
  labels,
  runs: number,
  failures: number,
  availability: number,
  incident_minutes: number,
  mean_run_seconds: number,
});
export type MonthOfJob = Of<typeof monthOfJob>;
export const summary = record({ month: text, jobs: list(monthOfJob), total: number });
export type Summary = Of<typeof summary>;
