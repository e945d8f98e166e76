import { change, getJson } from '../lib/http.ts';
import type { Incident, Job, JobWithRuns } from './types.ts';

const api = 'api/hotaru/v1';

export const readJobs = async (signal?: AbortSignal): Promise<Job[]> =>
  (await getJson<{ jobs: Job[] }>('prometheus', `${api}/jobs`, {}, signal)).jobs;

export const readJob = (name: string, signal?: AbortSignal): Promise<JobWithRuns> =>
  getJson('prometheus', `${api}/jobs/${encodeURIComponent(name)}`, { limit: 60 }, signal);

export const readIncidents = async (job: string, signal?: AbortSignal): Promise<Incident[]> =>
  (await getJson<{ incidents: Incident[] }>('prometheus', `${api}/incidents`, { job, limit: 1000 }, signal))
    .incidents;

export const readIncident = (id: string, signal?: AbortSignal): Promise<Incident> =>
  getJson('prometheus', `${api}/incidents/${encodeURIComponent(id)}`, {}, signal);

export async function acknowledgeIncident(id: number, by: string): Promise<void> {
  await change('prometheus', 'POST', `${api}/incidents/${id}/acknowledge`, { by });
}

export async function writeNote(id: number, by: string, text: string): Promise<void> {
  await change('prometheus', 'POST', `${api}/incidents/${id}/notes`, { by, text });
}
