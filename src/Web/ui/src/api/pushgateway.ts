import { change, getData } from '../lib/http.ts';
import { toGroup, type Group } from '../lib/groupings.ts';
import type { PushedGroup, PushgatewayStatus } from './types.ts';

/** The groups, the one pushed last first. */
export async function readGroups(signal?: AbortSignal): Promise<Group[]> {
  const pushed = await getData<PushedGroup[]>('pushgateway', 'api/v1/metrics', {}, signal);
  return pushed.map(toGroup).sort((a, b) => latest(b) - latest(a));
}

export async function readStatus(signal?: AbortSignal): Promise<PushgatewayStatus> {
  return await getData<PushgatewayStatus>('pushgateway', 'api/v1/status', {}, signal);
}

export async function deleteGroup(group: Group): Promise<void> {
  await change('pushgateway', 'DELETE', group.key);
}

/** All groups at once; the server takes it only with its admin API on. */
export async function wipe(): Promise<void> {
  await change('pushgateway', 'PUT', 'api/v1/admin/wipe');
}

export function latest(group: Group): number {
  return Math.max(group.pushedAt, group.failedAt);
}
