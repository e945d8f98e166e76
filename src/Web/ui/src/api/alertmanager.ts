import { change, getJson } from '../lib/http.ts';
import type {
  AlertGroup,
  AlertmanagerStatus,
  Delivery,
  Matcher,
  PastAlert,
  Receiver,
  Silence,
  Trial,
} from './types.ts';

export const readAlertGroups = (signal?: AbortSignal): Promise<AlertGroup[]> =>
  getJson('alertmanager', 'api/v2/alerts/groups', {}, signal);

export const readSilences = (signal?: AbortSignal): Promise<Silence[]> =>
  getJson('alertmanager', 'api/v2/silences', {}, signal);

export const readAlertmanager = (signal?: AbortSignal): Promise<AlertmanagerStatus> =>
  getJson('alertmanager', 'api/v2/status', {}, signal);

export const readHistory = (limit: number, signal?: AbortSignal): Promise<PastAlert[]> =>
  getJson('alertmanager', 'api/hotaru/v1/alerts/history', { limit }, signal);

export const readDeliveries = (signal?: AbortSignal): Promise<Delivery[]> =>
  getJson('alertmanager', 'api/hotaru/v1/deliveries', { limit: 500 }, signal);

export const readReceivers = (signal?: AbortSignal): Promise<Receiver[]> =>
  getJson('alertmanager', 'api/hotaru/v1/receivers', {}, signal);

/** Sends a notification that says it is a test, by every way that the receiver has. */
export async function tryReceiver(name: string): Promise<Trial[]> {
  const path = `api/hotaru/v1/receivers/${encodeURIComponent(name)}/test`;
  return (await (await change('alertmanager', 'POST', path)).json()) as Trial[];
}

export interface NewSilence {
  id?: string;
  matchers: Matcher[];
  startsAt: string;
  endsAt: string;
  createdBy: string;
  comment: string;
}

export async function writeSilence(silence: NewSilence): Promise<void> {
  await change('alertmanager', 'POST', 'api/v2/silences', silence);
}

export async function expireSilence(id: string): Promise<void> {
  await change('alertmanager', 'DELETE', `api/v2/silence/${encodeURIComponent(id)}`);
}
