import { address, change, getJson } from '../lib/http.ts';
import type { Declaration, Incident, IncidentList, JobList, JobWithRuns, Labels, Summary } from './types.ts';

const api = 'api/hotaru/v1';
const jobAt = (name: string) => `${api}/jobs/${encodeURIComponent(name)}`;

/** What a list of jobs is asked for; states are joined by commas. */
export interface JobsAsked {
  state?: string;
  q?: string;
  limit: number;
  offset?: number;
  recent?: number;
}

export const readJobs = (asked: JobsAsked, signal?: AbortSignal): Promise<JobList> =>
  getJson('prometheus', `${api}/jobs`, { ...asked, sort: 'trouble' }, signal);

export const readJob = (name: string, signal?: AbortSignal): Promise<JobWithRuns> =>
  getJson('prometheus', jobAt(name), { limit: 60 }, signal);

export async function declareJob(name: string, labels: Labels, declaration: Declaration): Promise<void> {
  await change('prometheus', 'PUT', jobAt(name), { ...declaration, labels });
}

export async function forgetJob(name: string, labels: Labels, withHistory: boolean): Promise<void> {
  const which = new URLSearchParams(withHistory ? { history: '1' } : {});
  for (const [label, value] of Object.entries(labels)) which.append('label', `${label}=${value}`);
  await change('prometheus', 'DELETE', `${jobAt(name)}?${which.toString()}`);
}

/** What a list of incidents is asked for. */
export interface IncidentsAsked {
  job?: string;
  state?: string;
  limit: number;
}

export const readIncidents = (asked: IncidentsAsked, signal?: AbortSignal): Promise<IncidentList> =>
  getJson('prometheus', `${api}/incidents`, { ...asked }, signal);

export const readIncident = (id: string, signal?: AbortSignal): Promise<Incident> =>
  getJson('prometheus', `${api}/incidents/${encodeURIComponent(id)}`, {}, signal);

/** Where a file with incidents can be saved from. */
export function exportOf(state: string, format: 'csv' | 'json'): string {
  const url = address('prometheus', `${api}/incidents`);
  url.search = new URLSearchParams({ state, format, entries: '1', limit: '50000' }).toString();
  return url.href;
}

export async function acknowledgeIncident(id: number, by: string): Promise<void> {
  await change('prometheus', 'POST', `${api}/incidents/${id}/acknowledge`, { by });
}

export async function resolveIncident(id: number, by: string, text: string): Promise<void> {
  await change('prometheus', 'POST', `${api}/incidents/${id}/resolve`, { by, text });
}

export async function writeNote(id: number, by: string, text: string): Promise<void> {
  await change('prometheus', 'POST', `${api}/incidents/${id}/notes`, { by, text });
}

export async function writeLink(id: number, by: string, url: string, text: string): Promise<void> {
  await change('prometheus', 'POST', `${api}/incidents/${id}/links`, { by, url, text });
}

export const readSummary = (month: string, q: string, limit: number, signal?: AbortSignal): Promise<Summary> =>
  getJson('prometheus', `${api}/summary`, { month, q, limit }, signal);

export function summaryFile(month: string): string {
  const url = address('prometheus', `${api}/summary`);
  url.search = new URLSearchParams({ month, format: 'csv' }).toString();
  return url.href;
}
