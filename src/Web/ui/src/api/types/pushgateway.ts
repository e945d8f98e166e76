// Pushgateway: /api/v1/metrics, inside {"status": "success", "data": [...]}
import { flag, list, maybe, record, table, text, time } from '../shape.ts';
import type { Of } from '../shape.ts';
import { labels } from './labels.ts';

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
