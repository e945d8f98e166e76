// What the server answers: one module for all four surfaces. Times are RFC 3339 texts where not said
// otherwise.
import {
  anything,
  either,
  flag,
  four,
  list,
  maybe,
  nullable,
  number,
  one,
  pair,
  record,
  table,
  text,
  time,
} from './shape.ts';
import type { Of } from './shape.ts';

export const labels = table(text);
export type Labels = Of<typeof labels>;

// --- Prometheus: /api/v1/, each inside {"status": "success", "data": ...}

/** Seconds since the epoch, and the value as Go writes it ("NaN", "+Inf", "1e+06"). */
export const point = pair(number, text);
export type Point = Of<typeof point>;

/** Which bounds belong to the bucket (0 the right one, 1 the left one, 2 none, 3 both), left, right, count. */
export const bucket = four(number, text, text, text);
export type Bucket = Of<typeof bucket>;

export const histogram = record({ count: text, sum: text, buckets: maybe(list(bucket)) });
export type Histogram = Of<typeof histogram>;
export const nativeHistogram = pair(number, histogram);

export const instantSeries = record({
  metric: labels,
  value: maybe(point),
  histogram: maybe(nativeHistogram),
});
export type InstantSeries = Of<typeof instantSeries>;

export const rangeSeries = record({
  metric: labels,
  values: maybe(list(point)),
  histograms: maybe(list(nativeHistogram)),
});
export type RangeSeries = Of<typeof rangeSeries>;

const vectorResult = record({ resultType: one('vector'), result: list(instantSeries) });
const matrixResult = record({ resultType: one('matrix'), result: list(rangeSeries) });
const scalarResult = record({ resultType: one('scalar', 'string'), result: point });
export type QueryResult = Of<typeof vectorResult> | Of<typeof matrixResult> | Of<typeof scalarResult>;
export const queryResult = either<QueryResult>('resultType', {
  vector: vectorResult,
  matrix: matrixResult,
  scalar: scalarResult,
  string: scalarResult,
});

export const ruleAlert = record({
  labels,
  annotations: labels,
  state: one('pending', 'firing'),
  activeAt: time,
  value: text,
});
export type RuleAlert = Of<typeof ruleAlert>;

const ruleHealth = one('ok', 'err', 'unknown');
export const alertingRule = record({
  type: one('alerting'),
  name: text,
  query: text,
  duration: number,
  labels,
  annotations: labels,
  alerts: list(ruleAlert),
  state: one('inactive', 'pending', 'firing', 'unknown'),
  health: ruleHealth,
  lastError: maybe(text),
  evaluationTime: number,
  lastEvaluation: time,
  keepFiringFor: maybe(number),
});
export type AlertingRule = Of<typeof alertingRule>;

export const recordingRule = record({
  type: one('recording'),
  name: text,
  query: text,
  labels: maybe(labels),
  health: ruleHealth,
  lastError: maybe(text),
  evaluationTime: number,
  lastEvaluation: time,
});
export type RecordingRule = Of<typeof recordingRule>;
export type Rule = AlertingRule | RecordingRule;

export const ruleGroup = record({
  name: text,
  file: text,
  interval: number,
  evaluationTime: number,
  lastEvaluation: time,
  rules: list(either<Rule>('type', { alerting: alertingRule, recording: recordingRule })),
});
export type RuleGroup = Of<typeof ruleGroup>;
export const ruleGroups = record({ groups: list(ruleGroup) });

export const target = record({
  discoveredLabels: labels,
  labels,
  scrapePool: text,
  scrapeUrl: text,
  globalUrl: text,
  lastError: text,
  lastScrape: time,
  lastScrapeDuration: number,
  health: one('up', 'down', 'unknown'),
  scrapeInterval: text,
  scrapeTimeout: text,
});
export type Target = Of<typeof target>;
export const targets = record({ activeTargets: list(target), droppedTargets: nullable(list(anything)) });
export type Targets = Of<typeof targets>;

export const buildInfo = record({
  version: text,
  revision: text,
  branch: text,
  buildUser: text,
  buildDate: text,
  goVersion: text,
});
export type BuildInfo = Of<typeof buildInfo>;

export const runtimeInfo = record({
  startTime: time,
  CWD: text,
  reloadConfigSuccess: flag,
  lastConfigTime: time,
  corruptionCount: number,
  storageRetention: text,
});
export type RuntimeInfo = Of<typeof runtimeInfo>;

export const statusConfig = record({ yaml: text });
export const statusFlags = table(text);

const count = record({ name: text, value: number });
export type Count = Of<typeof count>;
export const tsdbStatus = record({
  headStats: record({ numSeries: number, chunkCount: number, minTime: number, maxTime: number }),
  seriesCountByMetricName: list(count),
  labelValueCountByLabelName: list(count),
  memoryInBytesByLabelName: list(count),
  seriesCountByLabelValuePair: list(count),
});
export type TsdbStatus = Of<typeof tsdbStatus>;

// --- Pushgateway: /api/v1/metrics, inside {"status": "success", "data": [...]}

export const pushedMetric = record({
  labels: maybe(labels),
  value: maybe(text),
  count: maybe(text),
  sum: maybe(text),
  quantiles: maybe(table(text)),
  buckets: maybe(table(text)),
});
export type PushedMetric = Of<typeof pushedMetric>;

export const pushedFamily = record({
  time_stamp: time,
  type: text,
  help: maybe(text),
  metrics: list(pushedMetric),
});
export type PushedFamily = Of<typeof pushedFamily>;

/** Besides these three fields, one field for each family, named for it. */
export const pushedGroup = record({
  labels,
  last_push_successful: flag,
  push_time_seconds: maybe(pushedFamily),
});
export type PushedGroup = Of<typeof pushedGroup>;
export const pushedGroups = list(pushedGroup);

export const pushgatewayStatus = record({ build_information: labels, flags: labels, start_time: time });
export type PushgatewayStatus = Of<typeof pushgatewayStatus>;

// --- Alertmanager: /api/v2/

export const matcher = record({ name: text, value: text, isRegex: flag, isEqual: maybe(flag) });
export type Matcher = Of<typeof matcher>;

export const silence = record({
  id: text,
  status: record({ state: one('expired', 'active', 'pending') }),
  updatedAt: time,
  comment: text,
  createdBy: text,
  startsAt: time,
  endsAt: time,
  matchers: list(matcher),
});
export type Silence = Of<typeof silence>;
export const silences = list(silence);

export const notifiedAlert = record({
  fingerprint: text,
  labels,
  annotations: labels,
  startsAt: time,
  endsAt: time,
  updatedAt: time,
  generatorURL: maybe(text),
  receivers: list(record({ name: text })),
  status: record({
    state: one('unprocessed', 'active', 'suppressed'),
    silencedBy: list(text),
    inhibitedBy: list(text),
  }),
});
export type NotifiedAlert = Of<typeof notifiedAlert>;

export const alertGroup = record({ labels, receiver: record({ name: text }), alerts: list(notifiedAlert) });
export type AlertGroup = Of<typeof alertGroup>;
export const alertGroups = list(alertGroup);

const deliveryState = one('retrying', 'delivered', 'refused', 'dropped');
const told = one('firing', 'resolved');

/** One line of the delivery log. */
export const delivery = record({
  id: text,
  at: time,
  receiver: text,
  integration: text,
  groupKey: text,
  status: told,
  alerts: number,
  state: deliveryState,
  attempts: number,
  reason: text,
  updatedAt: time,
  test: flag,
});
export type Delivery = Of<typeof delivery>;
export const deliveries = list(delivery);

/** A way of telling a receiver and its queue; the counts are since the start. */
export const integration = record({
  integration: text,
  kind: text,
  waiting: number,
  waitingSince: nullable(time),
  reason: text,
  delivered: number,
  failed: number,
});
export type Integration = Of<typeof integration>;
export const receiver = record({ name: text, integrations: list(integration) });
export type Receiver = Of<typeof receiver>;
export const receivers = list(receiver);

/** What became of a test, by integration. */
export const trial = record({ integration: text, delivered: flag, reason: text });
export type Trial = Of<typeof trial>;

export const pastAlert = record({
  fingerprint: text,
  state: told,
  labels,
  annotations: labels,
  startsAt: time,
  endsAt: nullable(time),
  sent: list(record({ at: time, integration: text, status: told, state: deliveryState, reason: text })),
});
export type PastAlert = Of<typeof pastAlert>;
export const alertHistory = list(pastAlert);

export const alertmanagerStatus = record({
  cluster: record({ status: text }),
  config: record({ original: text }),
  uptime: time,
  versionInfo: table(text),
});
export type AlertmanagerStatus = Of<typeof alertmanagerStatus>;

// --- Hotaru's own: /api/hotaru/v1/

export const lampAlert = record({
  state: one('pending', 'firing'),
  level: one('critical', 'warning', 'none'),
  acknowledged: flag,
  labels,
  annotations: labels,
  activeAt: time,
  startsAt: time,
  value: text,
  generatorURL: text,
});
export type LampAlert = Of<typeof lampAlert>;

export const indicator = record({
  state: one('ok', 'pending', 'warning', 'critical', 'acknowledged', 'fault'),
  /** The pattern that the lamp plays; finer than the state. */
  shows: text,
  buzzer: flag,
  since: time,
  /** What is wrong with the appliance itself; empty when nothing is. */
  reason: text,
  alerts: list(lampAlert),
});
export type Indicator = Of<typeof indicator>;
export type LampState = Indicator['state'];

export const partHealth = record({ part: text, healthy: flag, reason: text, since: time });
export type PartHealth = Of<typeof partHealth>;
export const health = record({ healthy: flag, parts: list(partHealth) });
export type Health = Of<typeof health>;

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
