// Hotaru's own: /api/hotaru/v1/indicator and health
import { flag, list, one, record, text, time } from '../shape.ts';
import type { Of } from '../shape.ts';
import { labels } from './labels.ts';

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
