// What the lamp's states are called, and what the first line of the first page says.
import type { Indicator, LampState } from '../api/types.ts';

export type Tone = LampState | 'unknown' | 'idle';

export const words: Record<Tone, string> = {
  ok: 'All well',
  pending: 'Pending',
  warning: 'Warning',
  critical: 'Critical',
  acknowledged: 'Acknowledged',
  fault: 'Fault',
  unknown: 'Unknown',
  idle: 'Inactive',
};

export function headline(indicator: Indicator): string {
  const count = indicator.alerts.length;
  switch (indicator.state) {
    case 'ok':
      return 'All is well';
    case 'pending':
      return count === 1 ? 'One alert is pending' : `${count} alerts are pending`;
    case 'warning':
      return count === 1 ? 'One warning' : `${count} alerts, none critical`;
    case 'critical':
      return count === 1 ? 'One critical alert' : `${count} alerts, some critical`;
    case 'acknowledged':
      return 'Seen, but not yet mended';
    case 'fault':
      return 'Hotaru itself is unwell';
  }
}

/** The sentence a rule's author wrote for people, else nothing. */
export function summary(annotations: Record<string, string> | undefined): string {
  return annotations?.['summary'] ?? annotations?.['description'] ?? annotations?.['message'] ?? '';
}

/** Labels without those that are told elsewhere on the page. */
export function without(labels: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
