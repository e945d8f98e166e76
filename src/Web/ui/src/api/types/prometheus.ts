// Prometheus: /api/v1/, each inside {"status": "success", "data": ...}
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
} from '../shape.ts';
import type { Of } from '../shape.ts';
import { labels } from './labels.ts';

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
