import { change, getJson } from '../lib/http.ts';
import type { AlertGroup, AlertmanagerStatus, Matcher, Silence } from './types.ts';

export const readAlertGroups = (signal?: AbortSignal): Promise<AlertGroup[]> =>
  getJson('alertmanager', 'api/v2/alerts/groups', {}, signal);

export const readSilences = (signal?: AbortSignal): Promise<Silence[]> =>
  getJson('alertmanager', 'api/v2/silences', {}, signal);

export const readAlertmanager = (signal?: AbortSignal): Promise<AlertmanagerStatus> =>
  getJson('alertmanager', 'api/v2/status', {}, signal);

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
