import { change, getJson } from '../lib/http.ts';
import type { Health, Indicator } from './types.ts';

export const readHealth = (signal?: AbortSignal): Promise<Health> =>
  getJson('prometheus', 'api/hotaru/v1/health', {}, signal);

/** Stills the buzzer and steadies the lamp; the truth stays. Answers what the lamp shows now. */
export async function acknowledge(): Promise<Indicator> {
  await change('prometheus', 'POST', 'api/hotaru/v1/indicator/acknowledge');
  return await getJson('prometheus', 'api/hotaru/v1/indicator');
}
