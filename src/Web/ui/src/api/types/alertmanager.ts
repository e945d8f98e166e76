// Alertmanager: /api/v2/
import { flag, list, maybe, nullable, number, one, record, table, text, time } from '../shape.ts';
import type { Of } from '../shape.ts';
import { labels } from './labels.ts';

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
