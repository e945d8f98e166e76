// What the lamp's states are called, and what the first line of the first page says.
import type { Indicator, LampAlert, LampState } from '../api/types.ts';

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
  switch (indicator.state) {
    case 'ok':
      return 'All is well';
    case 'fault':
      return 'Hotaru itself is unwell';
    case 'acknowledged':
      return 'Seen, but not yet mended';
    default:
      return counted(indicator.alerts);
  }
}

/** "One critical alert", "2 critical, 1 pending alerts". */
function counted(alerts: LampAlert[]): string {
  const kinds = alerts.map(alert =>
    alert.state === 'pending' || alert.level === 'none' ? 'pending' : alert.level,
  );
  const parts = (['critical', 'warning', 'pending'] as const)
    .map(kind => [kind, kinds.filter(other => other === kind).length] as const)
    .filter(([, count]) => count > 0);
  if (alerts.length === 1) return `One ${parts[0]![0]} alert`;
  return `${parts.map(([kind, count]) => `${count} ${kind}`).join(', ')} alerts`;
}

/** The sentence a rule's author wrote for people, else nothing. */
export function summary(annotations: Record<string, string> | undefined): string {
  return annotations?.['summary'] ?? annotations?.['description'] ?? annotations?.['message'] ?? '';
}

/** Labels without those that are told elsewhere on the page. */
export function without(labels: Record<string, string>, ...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([name]) => !names.includes(name)));
}
